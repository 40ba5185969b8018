package org.sbs.server.sync;

import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.sbs.core.replica.ContentHash;
import org.sbs.core.replica.CyclePlan;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.server.link.BulkChannel;
import org.sbs.server.link.wire.CycleBegin;
import org.sbs.server.link.wire.CycleEnd;
import org.sbs.server.link.wire.Delete;
import org.sbs.server.link.wire.FileBegin;
import org.sbs.server.link.wire.FileData;
import org.sbs.server.link.wire.FileEnd;
import org.sbs.server.link.wire.FolderEntry;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.LinkEntry;
import org.sbs.server.link.wire.Touch;

/** Sends one cycle. Used once, by one thread. */
final class CycleSender {
  private final BulkChannel channel;
  private final ContentSource source;
  private final Map<Integer, Path> roots;
  private final LongConsumer pendingFiles;
  private final Set<EntryPath> unsent = new HashSet<>();
  private final Problems problems = new Problems();
  private long entries;
  private final AtomicLong bytes = new AtomicLong();
  private HeldDeletes held = HeldDeletes.NONE;
  private long files;

  CycleSender(
      BulkChannel channel,
      ContentSource source,
      Map<Integer, Path> roots,
      LongConsumer pendingFiles) {
    this.channel = channel;
    this.source = source;
    this.roots = roots;
    this.pendingFiles = pendingFiles;
  }

  /** Tells the secondary what is held back, for its status. */
  void tellHeld(HeldDeletes deletes) {
    held = deletes;
  }

  void send(CycleHeader header, CyclePlan plan, long filesInSet) throws IOException {
    send(
        Frame.newBuilder()
            .setCycleBegin(
                CycleBegin.newBuilder()
                    .setCycle(header.cycle())
                    .setEpoch(header.epoch())
                    .addAllLineage(Wire.toWire(header.lineage()))
                    .addAllActiveSentinel(header.activeSentinels())
                    .setFiles(plan.sends().size())
                    .setBytes(plan.bytes())
                    .setFilesInSet(filesInSet)
                    .setHeldDeletes(held.files())
                    .addAllHeld(held.sentences())));
    for (FileEntry entry : plan.deletes()) {
      entry(
          Frame.newBuilder()
              .setDelete(
                  Delete.newBuilder()
                      .setFolder(entry.at().folder())
                      .setPath(entry.at().path())
                      .setKind(Wire.toWire(entry.kind()))));
    }
    for (FileEntry entry : plan.folders()) {
      entry(
          Frame.newBuilder().setFolderEntry(FolderEntry.newBuilder().setEntry(Wire.toWire(entry))));
    }
    long pending = plan.sends().size();
    for (FileEntry entry : plan.sends()) {
      pendingFiles.accept(pending--);
      file(entry);
    }
    pendingFiles.accept(0);
    for (FileEntry entry : plan.links()) {
      entry(Frame.newBuilder().setLinkEntry(LinkEntry.newBuilder().setEntry(Wire.toWire(entry))));
    }
    for (FileEntry entry : plan.touches()) {
      entry(Frame.newBuilder().setTouch(Touch.newBuilder().setEntry(Wire.toWire(entry))));
    }
    send(Frame.newBuilder().setCycleEnd(CycleEnd.newBuilder().setEntries(entries)));
    channel.flush();
  }

  /** Files that did not go out, for they changed or could not be read. */
  Set<EntryPath> unsent() {
    return unsent;
  }

  List<String> problems() {
    return problems.list();
  }

  long files() {
    return files;
  }

  /** May be asked by any thread. */
  long bytes() {
    return bytes.get();
  }

  private void file(FileEntry entry) throws IOException {
    Path path = roots.get(entry.at().folder()).resolve(entry.at().path());
    entry(Frame.newBuilder().setFileBegin(FileBegin.newBuilder().setEntry(Wire.toWire(entry))));
    boolean whole = content(entry, path);
    if (whole) {
      files++;
    } else {
      unsent.add(entry.at());
    }
    // Not an entry of its own: it ends one.
    send(Frame.newBuilder().setFileEnd(FileEnd.newBuilder().setTorn(!whole)));
  }

  /** True if what was sent is what the entry says; only the connection may fail. */
  private boolean content(FileEntry entry, Path path) throws IOException {
    MessageDigest digest = Hashing.sha256();
    long sent = 0;
    Reading reading = Reading.open(source, path);
    try (reading) {
      while (sent < entry.size()) {
        int most = (int) Math.min(IncomingCycle.MAX_DATA_BYTES, entry.size() - sent);
        ByteBuffer chunk = reading.next(most);
        if (!chunk.hasRemaining()) {
          break;
        }
        digest.update(chunk.duplicate());
        sent += chunk.remaining();
        bytes.addAndGet(chunk.remaining());
        // The buffer is never touched again, so it need not be copied.
        send(
            Frame.newBuilder()
                .setFileData(
                    FileData.newBuilder().setContent(UnsafeByteOperations.unsafeWrap(chunk))));
      }
    }
    if (reading.failure != null) {
      problems.add(path + " is left out: " + Causes.of(reading.failure) + ".");
      return false;
    }
    boolean same =
        sent == entry.size()
            && ContentHash.of(digest.digest()).equals(entry.hash())
            && looksTheSame(entry, path);
    if (!same) {
      problems.add(path + " changed while it was read; it comes with the next cycle.");
    }
    return same;
  }

  private static boolean looksTheSame(FileEntry entry, Path path) {
    try {
      Found now = Found.at(path);
      return now.type() == Found.Type.FILE
          && now.size() == entry.size()
          && now.modifiedNanos() == entry.modifiedNanos();
    } catch (IOException e) {
      return false;
    }
  }

  private void entry(Frame.Builder frame) throws IOException {
    entries++;
    send(frame);
  }

  private void send(Frame.Builder frame) throws IOException {
    channel.send(frame.build());
  }

  /** Reads a file and keeps its failures apart from those of the connection. */
  private static final class Reading implements AutoCloseable {
    private ReadableByteChannel channel;
    private IOException failure;

    static Reading open(ContentSource source, Path path) {
      Reading reading = new Reading();
      try {
        reading.channel = source.open(path);
      } catch (IOException e) {
        reading.failure = e;
      }
      return reading;
    }

    /** Up to that many bytes; none at the end of the file or after a failure. */
    ByteBuffer next(int most) {
      ByteBuffer chunk = ByteBuffer.allocate(most);
      try {
        int read = 0;
        while (failure == null && chunk.hasRemaining() && read >= 0) {
          read = channel.read(chunk);
        }
      } catch (IOException e) {
        failure = e;
        return ByteBuffer.allocate(0);
      }
      return chunk.flip();
    }

    @Override
    public void close() {
      try {
        if (channel != null) {
          channel.close();
        }
      } catch (IOException e) {
        failure = failure == null ? e : failure;
      }
    }
  }
}
