package org.sbs.server.sync.send;

import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.ChunkList;
import org.sbs.core.replica.ContentHash;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Manifest;
import org.sbs.core.replica.Problems;
import org.sbs.server.sync.disk.Causes;
import org.sbs.server.sync.disk.FileStat;
import org.sbs.server.sync.disk.HangingFolders;
import org.sbs.server.sync.scan.ChunkMemory;
import org.sbs.server.sync.scan.ContentReader;
import org.sbs.server.sync.scan.ContentSource;
import org.sbs.server.sync.scan.FolderScanner;

/**
 * Reads the files of a cycle and makes messages of them. A file that cannot be read, or changed
 * since it was found, is left out and reported; only the connection may fail. One thread.
 */
final class SentFiles {
  private final ContentSource source;
  private final Map<Integer, Path> roots;
  private final Manifest theirs;
  private final FolderScanner scanner;
  private final ChunkMemory chunks;
  private final ContentReader reader = new ContentReader();
  private final Problems problems = new Problems();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong steps = new AtomicLong();
  private volatile Optional<FileEntry> inside = Optional.empty();

  // Of whoever watches this.
  private long seenSteps;
  private long movedNanos = System.nanoTime();

  SentFiles(
      ContentSource source, Map<Integer, Path> roots, Manifest theirs, FolderScanner scanner) {
    this.source = source;
    this.roots = roots;
    this.theirs = theirs;
    this.scanner = scanner;
    this.chunks = scanner.chunks();
  }

  List<Reason> problems() {
    return problems.list();
  }

  /** How many bytes became content of messages. Any thread. */
  long bytes() {
    return bytes.get();
  }

  /**
   * Looks whether the thread that reads gets on. Called by one other thread, now and then, while it
   * makes no messages.
   *
   * @throws HangingFolders.NoAnswerException if the folder that it reads in does not answer
   */
  void watch(Thread reader) throws HangingFolders.NoAnswerException {
    Optional<FileEntry> at = inside;
    long now = System.nanoTime();
    if (at.isEmpty() || steps.get() != seenSteps) {
      seenSteps = steps.get();
      movedNanos = now;
      return;
    }
    HangingFolders hanging = scanner.hanging();
    if (now - movedNanos >= hanging.limit().toNanos()) {
      Path root = roots.get(at.get().at().folder());
      hanging.leave(root, path(at.get()), () -> !reader.isAlive());
      throw new HangingFolders.NoAnswerException(root);
    }
  }

  /** The entry with its hash, or nothing if it did not go out. */
  Optional<FileEntry> small(FileEntry entry, ItemBatch items) throws IOException {
    inside = Optional.of(entry);
    try {
      return readSmall(entry, items);
    } finally {
      inside = Optional.empty();
    }
  }

  private Optional<FileEntry> readSmall(FileEntry entry, ItemBatch items) throws IOException {
    Path path = path(entry);
    long startedNanos = System.nanoTime();
    byte[] content = new byte[(int) entry.size()];
    ByteBuffer buffer = ByteBuffer.wrap(content);
    try (Reading reading = new Reading(source, path, entry.size(), steps)) {
      reading.fill(buffer);
      ContentHash hash = ContentReader.hash(content);
      boolean whole = !buffer.hasRemaining() && isWhole(entry, path, hash, reading, startedNanos);
      if (!whole) {
        report(path, reading);
        items.torn(entry);
        return Optional.empty();
      }
      FileEntry known = entry.withHash(hash);
      items.file(known, UnsafeByteOperations.unsafeWrap(content));
      bytes.addAndGet(content.length);
      return Optional.of(known);
    }
  }

  /** The entry with its hash, or nothing if it did not go out. */
  Optional<FileEntry> large(FileEntry entry, ReadAhead.Sink out) throws IOException {
    inside = Optional.of(entry);
    try {
      return readLarge(entry, out);
    } finally {
      inside = Optional.empty();
    }
  }

  private Optional<FileEntry> readLarge(FileEntry entry, ReadAhead.Sink out) throws IOException {
    Path path = path(entry);
    long startedNanos = System.nanoTime();
    OutgoingFile file = OutgoingFile.begin(entry, older(entry), out, bytes);
    try (Reading reading = new Reading(source, path, entry.size(), steps)) {
      Optional<ContentHash> hash = content(entry, reading, file);
      if (hash.isEmpty() || !isWhole(entry, path, hash.get(), reading, startedNanos)) {
        report(path, reading);
        file.torn();
        return Optional.empty();
      }
      file.end(hash.get());
      return Optional.of(entry.withHash(hash.get()));
    }
  }

  /** Empty if it is clear already that the content changed. */
  private Optional<ContentHash> content(FileEntry entry, Reading reading, OutgoingFile file)
      throws IOException {
    Optional<ChunkList> known = chunks.find(entry.hash());
    Optional<SeekableByteChannel> seekable = reading.seekable();
    if (known.isPresent() && file.hasOlder() && seekable.isPresent()) {
      return file.send(known.get(), reading, seekable.get())
          ? Optional.of(entry.hash())
          : Optional.empty();
    }
    ChunkList.Read read =
        reader.read(reading, known.or(() -> older(entry).map(OutgoingFile.Older::chunks)), file);
    if (read.size() != entry.size()) {
      return Optional.empty();
    }
    read.chunks().ifPresent(chunks::remember);
    return Optional.of(read.hash());
  }

  /** What the secondary has of the file, if its chunks are known. */
  private Optional<OutgoingFile.Older> older(FileEntry entry) {
    return theirs
        .find(entry.at())
        .filter(there -> there.kind() == FileEntry.Kind.FILE)
        .flatMap(
            there ->
                chunks
                    .find(there.hash())
                    .filter(list -> list.size() == there.size())
                    .map(list -> new OutgoingFile.Older(there, list)));
  }

  /** True if what was read is what the entry says; the scanner then learns what was not known. */
  private boolean isWhole(
      FileEntry entry, Path path, ContentHash hash, Reading reading, long startedNanos) {
    boolean isNew = entry.hash().equals(ContentHash.NONE);
    if (reading.failure().isPresent() || (!isNew && !hash.equals(entry.hash()))) {
      return false;
    }
    try {
      FileStat now = FileStat.at(path);
      boolean same =
          now.type() == FileStat.Type.FILE
              && now.size() == entry.size()
              && now.modifiedNanos() == entry.modifiedNanos();
      return same
          && (!isNew
              || scanner.rememberSent(
                  entry.at(), path, now, hash, System.nanoTime() - startedNanos));
    } catch (IOException e) {
      return false;
    }
  }

  private void report(Path path, Reading reading) {
    Reason changed =
        Reason.of(ReasonCode.ENTRY_CHANGED)
            .with("path", path.toString())
            .and(Reason.of(ReasonCode.COMES_NEXT_CYCLE));
    problems.add(
        reading
            .failure()
            .map(
                failure ->
                    Reason.of(ReasonCode.ENTRY_UNREAD)
                        .with("path", path.toString())
                        .with("why", Causes.of(failure)))
            .orElse(changed));
  }

  private Path path(FileEntry entry) {
    return roots.get(entry.at().folder()).resolve(entry.at().path());
  }

  /** Reads a file up to its announced size and keeps its failures apart from the connection's. */
  static final class Reading implements ReadableByteChannel {
    private final AtomicLong steps;
    private final long limit;
    private ReadableByteChannel channel;
    private Optional<IOException> failure = Optional.empty();
    private long read;

    private Reading(ContentSource source, Path path, long limit, AtomicLong steps) {
      this.steps = steps;
      this.limit = limit;
      steps.incrementAndGet();
      try {
        channel = source.open(path);
      } catch (IOException e) {
        failure = Optional.of(e);
      }
    }

    Optional<IOException> failure() {
      return failure;
    }

    Optional<SeekableByteChannel> seekable() {
      return channel instanceof SeekableByteChannel seekable
          ? Optional.of(seekable)
          : Optional.empty();
    }

    @Override
    public int read(ByteBuffer into) {
      long left = limit - read;
      if (failure.isPresent() || left <= 0) {
        return -1;
      }
      steps.incrementAndGet();
      int end = into.limit();
      into.limit((int) Math.min(end, into.position() + left));
      try {
        int n = channel.read(into);
        read += Math.max(0, n);
        return n;
      } catch (IOException e) {
        failure = Optional.of(e);
        return -1;
      } finally {
        into.limit(end);
      }
    }

    /** Reads until the buffer is full or the file ends. */
    void fill(ByteBuffer into) {
      int read = 0;
      while (into.hasRemaining() && read >= 0) {
        read = read(into);
      }
    }

    /** Fills the buffer with what stands there; false if that cannot be. */
    boolean readAt(SeekableByteChannel seekable, long offset, ByteBuffer into) {
      try {
        seekable.position(offset);
        while (into.hasRemaining()) {
          steps.incrementAndGet();
          if (seekable.read(into) < 0) {
            return false;
          }
        }
        return true;
      } catch (IOException e) {
        failure = Optional.of(e);
        return false;
      }
    }

    @Override
    public boolean isOpen() {
      return channel != null && channel.isOpen();
    }

    @Override
    public void close() {
      try {
        if (channel != null) {
          channel.close();
        }
      } catch (IOException e) {
        failure = failure.or(() -> Optional.of(e));
      }
    }
  }
}
