package org.sbs.server.sync.mergebase;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.replica.Manifest;
import org.sbs.core.replica.MergeBaseId;
import org.sbs.core.replica.ReplacedVersion;
import org.sbs.core.replica.ReplacedVersions;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.message.ReplacedWire;
import org.sbs.server.sync.message.Wire;
import org.sbs.server.sync.record.MergeBaseRecord;
import org.sbs.server.sync.record.ReplacedRecord;

/**
 * Remembers durably what both nodes had when they last committed a cycle together (R5.1), and what
 * this node kept that its primary had deleted (R5.4). One file: the whole set once, sorted, then
 * what each cycle changed; written anew when that has become long, and at once where a cycle
 * changes much. It goes through memory as a stream. What a crash cut off at its end is cut away.
 * Any thread.
 */
public final class MergeBaseStore {
  private static final String FILE = "joint";

  /** What was noted since the whole set was written is no longer than this part of it. */
  private static final long PART = 4;

  private static final long LITTLE_BYTES = 1 << 20;

  private final Disk disk;
  private final Path file;
  private final ReplacedFile replaced;
  private boolean opened;

  /** Where what was noted after the whole set begins, and where it ends. */
  private long baseEnd;

  private long length;
  private MergeBaseKnown known = new MergeBaseKnown();

  /** The first cycle that went through this process, if any did. */
  private Optional<MergeBaseId> firstSeen = Optional.empty();

  public MergeBaseStore(Disk disk, Path folder) {
    this.disk = disk;
    this.file = folder.resolve(FILE);
    this.replaced = new ReplacedFile(disk, folder);
  }

  /** Where it lies. */
  public Path file() {
    return file;
  }

  /** What this node knows of cycles that both nodes have. */
  public synchronized MergeBaseId.Memory memory() throws IOException {
    open();
    return known.memory();
  }

  /** What this node kept that its primary had deleted, as it was then. */
  public synchronized Map<EntryPath, FileEntry> left() throws IOException {
    open();
    return Map.copyOf(known.left());
  }

  /** What both nodes had in the last common cycle; empty if there was none. */
  public Manifest load() throws IOException {
    return load(Manifest.EMPTY);
  }

  /**
   * The same.
   *
   * @param like entries that are the same but for their times are taken from here
   */
  public synchronized Manifest load(Manifest like) throws IOException {
    open();
    SharedEntries shared = new SharedEntries(like, false);
    List<FileEntry> all = new ArrayList<>();
    each(entry -> all.add(shared.of(entry)));
    return Manifest.ofSorted(all);
  }

  /** What is remembered of versions that both had at these places and replaced. */
  public synchronized ReplacedVersions replaced(Set<EntryPath> wanted) throws IOException {
    open();
    if (wanted.isEmpty()) {
      return ReplacedVersions.NONE;
    }
    Map<EntryPath, List<ReplacedVersion>> found = new HashMap<>();
    Map<String, Integer> folders = new HashMap<>();
    known.folders().forEach((index, path) -> folders.put(path, index));
    replaced.addTo(found, folders, wanted);
    eachReplaced(
        this::eachNoted,
        (at, version) -> {
          if (wanted.contains(at)) {
            found.computeIfAbsent(at, any -> new ArrayList<>()).add(version);
          }
        });
    return new ReplacedVersions(found);
  }

  private static void eachReplaced(
      MergeBaseChanges parts, BiConsumer<EntryPath, ReplacedVersion> work) throws IOException {
    parts.each(
        part -> {
          for (ReplacedRecord record : part.getReplacedList()) {
            EntryPath at = new EntryPath(record.getFolder(), record.getPath());
            ReplacedWire.version(record.getVersion(), 0)
                .ifPresent(version -> work.accept(at, version));
          }
        });
  }

  /** What was noted since the whole set was written. */
  private void eachNoted(MergeBaseChanges.Sink sink) throws IOException {
    try (MergeBaseFrames frames = new MergeBaseFrames(file, baseEnd, length)) {
      for (Optional<MergeBaseRecord> read = frames.next(); read.isPresent(); read = frames.next()) {
        sink.take(read.get());
      }
    }
  }

  /** Before the file is written anew, what it says of replaced versions moves into their own. */
  private void moveReplaced(MergeBaseChanges more) throws IOException {
    NavigableMap<ReplacedFile.Key, List<ReplacedVersion>> moving = new TreeMap<>();
    eachReplaced(
        sink -> {
          eachNoted(sink);
          more.each(sink);
        },
        (at, version) -> {
          String folder = known.folders().get(at.folder());
          if (folder != null && moving.size() < ReplacedFile.MOST) {
            moving
                .computeIfAbsent(new ReplacedFile.Key(folder, at.path()), any -> new ArrayList<>())
                .add(version);
          }
        });
    replaced.add(moving);
  }

  /** A cycle goes through this process: what changes from now on changes while it runs. */
  public synchronized void seen(MergeBaseId cycle) {
    firstSeen = firstSeen.filter(first -> first.compareTo(cycle) <= 0).or(() -> Optional.of(cycle));
  }

  /** Whether this node has run without a break since that cycle. */
  public synchronized boolean hasRunSince(MergeBaseId cycle) {
    return firstSeen.filter(first -> first.compareTo(cycle) <= 0).isPresent();
  }

  /** Who takes entries one by one. */
  @FunctionalInterface
  private interface EntrySink {
    void take(FileEntry entry) throws IOException;
  }

  private void each(EntrySink sink) throws IOException {
    try (MergeBaseEntries entries = new MergeBaseEntries(file, baseEnd, length)) {
      for (Optional<FileEntry> next = entries.peek(); next.isPresent(); next = entries.peek()) {
        sink.take(next.get());
        entries.advance();
      }
    }
  }

  /** From now on entries refer to the folders of this set; those of others are forgotten. */
  public synchronized void align(FolderSet set) throws IOException {
    open();
    Map<Integer, String> now = new TreeMap<>();
    set.folders().forEach(folder -> now.put(folder.index(), name(folder)));
    if (known.folders().equals(now)) {
      return;
    }
    Map<String, Integer> before = new HashMap<>();
    known.folders().forEach((index, path) -> before.put(path, index));
    Map<Integer, Integer> renumbered = new HashMap<>();
    now.forEach((index, path) -> renumbered.put(before.getOrDefault(path, -1), index));
    MergeBaseKnown next = known.copy();
    next.folders().clear();
    next.folders().putAll(now);
    next.left().clear();
    for (FileEntry entry : known.left().values()) {
      Integer index = renumbered.get(entry.at().folder());
      if (index != null) {
        FileEntry kept = in(index, entry);
        next.left().put(kept.at(), kept);
      }
    }
    moveReplaced(sink -> {});
    rewrite(
        next,
        sink -> {
          // In the order of the new numbers: once through the file for each folder.
          for (Map.Entry<Integer, String> folder : now.entrySet()) {
            Integer old = before.get(folder.getValue());
            if (old != null) {
              each(
                  entry -> {
                    if (entry.at().folder() == old) {
                      sink.take(in(folder.getKey(), entry));
                    }
                  });
            }
          }
        });
  }

  private static FileEntry in(int folder, FileEntry entry) {
    return entry.at().folder() == folder
        ? entry
        : entry.movedTo(new EntryPath(folder, entry.at().path()));
  }

  private static String name(Folder folder) {
    return folder.index() == 0 ? "" : folder.path();
  }

  /** Notes what is little. */
  public void append(MergeBaseRecord record, boolean durably) throws IOException {
    append(sink -> sink.take(record), record.getSerializedSize(), durably);
  }

  /**
   * Notes what a cycle changed; one that is noted already is not noted again.
   *
   * @param aboutBytes how much that may be
   * @param durably whether it must survive a power cut
   */
  public synchronized void append(MergeBaseChanges parts, long aboutBytes, boolean durably)
      throws IOException {
    open();
    if (length - baseEnd + aboutBytes > Math.max(LITTLE_BYTES, baseEnd / PART)) {
      merge(parts);
      return;
    }
    List<MergeBaseRecord> noted = new ArrayList<>();
    parts.each(noted::add);
    if (isKnown(noted.get(0))) {
      return;
    }
    long written = 0;
    try (FileChannel channel = disk.openToAppend("JOINT-OPEN", file, length)) {
      for (int i = 0; i < noted.size(); i++) {
        boolean more = i < noted.size() - 1;
        ByteBuffer frame = MergeBaseFrames.frame(noted.get(i).toBuilder().setMore(more).build());
        written += frame.remaining();
        disk.write("JOINT-WRITE", file, channel, frame);
      }
    }
    // Without any note a node would not know after a power cut that it ever met the other.
    if (durably || known.memory().mergeBase().isEmpty()) {
      disk.force("JOINT-SYNC", file);
    }
    length += written;
    noted.forEach(part -> known.learn(MergeBaseKnown.head(part)));
  }

  private boolean isKnown(MergeBaseRecord first) {
    return first.hasName()
        && known
            .memory()
            .mergeBase()
            .filter(MergeBaseCodec.id(first.getName())::equals)
            .isPresent();
  }

  /** Notes that a cycle goes out: the other node may have it even if nothing is heard of it. */
  public void offer(MergeBaseId id) throws IOException {
    append(MergeBaseRecord.newBuilder().setOffered(MergeBaseCodec.name(id)).build(), false);
  }

  /** These are not what was left any more. */
  public void forgetLeft(Collection<EntryPath> at) throws IOException {
    if (!at.isEmpty()) {
      append(
          MergeBaseRecord.newBuilder().addAllNotRetained(MergeBaseCodec.places(at)).build(), true);
    }
  }

  private void open() throws IOException {
    if (opened) {
      return;
    }
    Files.createDirectories(file.getParent());
    if (Files.exists(file)) {
      // Records count when those are whole that belong together.
      List<MergeBaseRecord> waiting = new ArrayList<>();
      try (MergeBaseFrames frames = new MergeBaseFrames(file, 0, Long.MAX_VALUE)) {
        for (Optional<MergeBaseRecord> read = frames.next();
            read.isPresent();
            read = frames.next()) {
          waiting.add(MergeBaseKnown.head(read.get()));
          if (!read.get().getMore()) {
            length = frames.position();
            baseEnd = waiting.get(0).getReset() ? length : baseEnd;
            waiting.forEach(known::learn);
            waiting.clear();
          }
        }
      }
    }
    opened = true;
  }

  /** Writes it anew with all that a note changes. */
  private void merge(MergeBaseChanges parts) throws IOException {
    List<MergeBaseRecord> heads = new ArrayList<>();
    parts.each(part -> heads.add(MergeBaseKnown.head(part)));
    if (isKnown(heads.get(0))) {
      return;
    }
    MergeBaseKnown next = known.copy();
    heads.forEach(next::learn);
    moveReplaced(parts);
    rewrite(
        next,
        sink -> {
          try (MergeBaseEntries before = new MergeBaseEntries(file, baseEnd, length)) {
            MergeBaseUpdate merge = new MergeBaseUpdate(before, sink::take);
            parts.each(merge::take);
            merge.rest();
          }
        });
  }

  /** What gives all entries in their order. */
  @FunctionalInterface
  private interface Whole {
    void each(EntrySink sink) throws IOException;
  }

  /** Writes it anew, in the place of the old one at once or not at all. */
  private void rewrite(MergeBaseKnown next, Whole whole) throws IOException {
    Path temporary = file.resolveSibling(FILE + ".tmp");
    disk.delete("JOINT-CLEAR", temporary);
    Rewriting rewriting;
    try (FileChannel channel = disk.create("JOINT-CREATE", temporary)) {
      rewriting = new Rewriting(temporary, channel, next.first());
      whole.each(rewriting::put);
      rewriting.end(next.last());
    }
    disk.force("JOINT-REWRITE-SYNC", temporary);
    disk.move("JOINT-REPLACE", temporary, file);
    disk.force("JOINT-FOLDER-SYNC", file.getParent());
    length = rewriting.written;
    baseEnd = length;
    known = next;
  }

  /** The new file, record by record; all of them belong together. */
  private final class Rewriting {
    private final Path temporary;
    private final FileChannel channel;
    private MergeBaseRecord.Builder part;
    private long written;

    Rewriting(Path temporary, FileChannel channel, MergeBaseRecord first) {
      this.temporary = temporary;
      this.channel = channel;
      this.part = first.toBuilder();
    }

    void put(FileEntry entry) throws IOException {
      if (part.getPutCount() == MergeBaseChanges.MOST) {
        write(part.setMore(true).build());
        part = MergeBaseRecord.newBuilder();
      }
      part.addPut(Wire.toWire(entry));
    }

    void end(MergeBaseRecord last) throws IOException {
      write(part.mergeFrom(last).build());
    }

    private void write(MergeBaseRecord record) throws IOException {
      ByteBuffer frame = MergeBaseFrames.frame(record);
      written += frame.remaining();
      disk.write("JOINT-REWRITE", temporary, channel, frame);
    }
  }
}
