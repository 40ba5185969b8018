package org.sbs.server.sync.send;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.sbs.core.reason.Reason;
import org.sbs.core.replica.CyclePlan;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Manifest;
import org.sbs.core.replica.Moves;
import org.sbs.server.link.BulkChannel;
import org.sbs.server.link.wire.CycleBegin;
import org.sbs.server.link.wire.CycleEnd;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.Mark;
import org.sbs.server.sync.message.CycleHeader;
import org.sbs.server.sync.message.HeldDeletes;
import org.sbs.server.sync.message.MessageLimits;
import org.sbs.server.sync.message.Packing;
import org.sbs.server.sync.message.Wire;
import org.sbs.server.sync.scan.ContentSource;
import org.sbs.server.sync.scan.FolderScanner;

/**
 * Sends one cycle: one thread reads, the caller's compresses and sends. A file of the plan without
 * a hash gets one while it is read. Used once.
 */
public final class CycleSender {
  private final BulkChannel channel;
  private final SentFiles files;
  private final Manifest theirs;
  private final LongConsumer pendingFiles;
  private final Waits waits;
  private final Packing itemPacking = new Packing();
  private final Packing dataPacking = new Packing();

  /** In the order of the plan. */
  private final List<FileEntry> sent = new ArrayList<>();

  private final Set<EntryPath> unsent = new HashSet<>();
  private HeldDeletes held = HeldDeletes.NONE;
  private List<Mark> marks = List.of();

  /**
   * A sender.
   *
   * @param theirs what the secondary has before the cycle
   * @param scanner is told of files that were read, and remembers the chunks of contents
   */
  public CycleSender(
      BulkChannel channel,
      ContentSource source,
      Map<Integer, Path> roots,
      Manifest theirs,
      FolderScanner scanner,
      LongConsumer pendingFiles) {
    this(channel, source, roots, theirs, scanner, pendingFiles, new Waits());
  }

  /**
   * The same.
   *
   * @param waits with which its waiting ends
   */
  public CycleSender(
      BulkChannel channel,
      ContentSource source,
      Map<Integer, Path> roots,
      Manifest theirs,
      FolderScanner scanner,
      LongConsumer pendingFiles,
      Waits waits) {
    this.waits = waits;
    this.channel = channel;
    this.files = new SentFiles(source, roots, theirs, scanner);
    this.theirs = theirs;
    this.pendingFiles = pendingFiles;
  }

  /** Tells the secondary what is held back, for its status. */
  public void tellHeld(HeldDeletes deletes) {
    held = deletes;
  }

  /** Says something of entries of the receiver, at the end of the cycle. */
  public void mark(List<Mark> said) {
    marks = said;
  }

  public void send(CycleHeader header, CyclePlan plan, long filesInSet) throws IOException {
    channel.send(
        Frame.newBuilder()
            .setCycleBegin(
                CycleBegin.newBuilder()
                    .setCycle(header.cycle())
                    .setEpoch(header.epoch())
                    .addAllLineage(Wire.toWire(header.lineage()))
                    .addAllActiveSentinel(header.activeSentinels().orElse(List.of()))
                    .setSentinelsUnknown(header.activeSentinels().isEmpty())
                    .setFiles(plan.sends().size())
                    .setBytes(plan.bytes())
                    .setFilesInSet(filesInSet)
                    .setHeldDeletes(held.files())
                    .addAllHeld(Wire.clauses(held.reasons()))
                    .addAllHeldWhy(Wire.whys(held.reasons())))
            .build());
    new ReadAhead(waits).run(out -> make(plan, out), this::pack, channel::flush, files::watch);
    channel.flush();
  }

  /** The files of the plan that went out, with their hashes, in its order. */
  public List<FileEntry> sent() {
    return sent;
  }

  /** Files that did not go out, for they changed or could not be read. */
  public Set<EntryPath> unsent() {
    return unsent;
  }

  /** The plan as it went out: the hashes that were missing are there. */
  public CyclePlan asSent(CyclePlan plan) {
    List<FileEntry> sends = new ArrayList<>(plan.sends().size());
    int next = 0;
    for (FileEntry entry : plan.sends()) {
      boolean wentOut = next < sent.size() && sent.get(next).at().equals(entry.at());
      sends.add(wentOut ? sent.get(next++) : entry);
    }
    return new CyclePlan(plan.deletes(), plan.folders(), sends, plan.links(), plan.touches());
  }

  public List<Reason> problems() {
    return files.problems();
  }

  /** How many files the secondary got, as content or as the name of what it has. */
  public long files() {
    return sent.size();
  }

  /** How many bytes went out as content, before compression. Any thread. */
  public long bytes() {
    return files.bytes();
  }

  private void make(CyclePlan plan, ReadAhead.Sink out) throws IOException {
    ItemBatch items = new ItemBatch(out);
    for (FileEntry entry : plan.deletes()) {
      items.delete(entry);
    }
    for (FileEntry entry : plan.folders()) {
      items.folder(entry);
    }
    Map<EntryPath, EntryPath> moves = Moves.find(plan, theirs);
    long large = 0;
    long pending = plan.sends().size();
    for (FileEntry entry : plan.sends()) {
      pendingFiles.accept(pending--);
      EntryPath from = moves.get(entry.at());
      if (from != null) {
        items.copy(entry, from);
        sent.add(entry);
      } else if (entry.size() <= MessageLimits.SMALL_FILE_BYTES) {
        note(entry, files.small(entry, items));
      } else {
        items.flush();
        large++;
        note(entry, files.large(entry, out));
      }
    }
    pendingFiles.accept(0);
    for (FileEntry entry : plan.links()) {
      items.link(entry);
    }
    for (FileEntry entry : plan.touches()) {
      items.touch(entry);
    }
    for (Mark mark : marks) {
      items.mark(mark);
    }
    items.flush();
    long entries = items.count() + large;
    out.send(Frame.newBuilder().setCycleEnd(CycleEnd.newBuilder().setEntries(entries)).build());
  }

  private void note(FileEntry entry, Optional<FileEntry> asSent) {
    asSent.ifPresentOrElse(sent::add, () -> unsent.add(entry.at()));
  }

  private void pack(Frame frame) throws IOException {
    channel.send(
        switch (frame.getBodyCase()) {
          case ITEMS -> itemPacking.pack(frame);
          case FILE_DATA -> dataPacking.pack(frame);
          default -> frame;
        });
  }
}
