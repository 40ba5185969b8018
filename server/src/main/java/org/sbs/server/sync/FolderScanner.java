package org.sbs.server.sync;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.sbs.core.replica.ContentHash;

/**
 * Finds what a folder set has, without following links. Files whose attributes have not moved since
 * they were last read are not read again. What cannot be read is reported and the rest goes on. Any
 * thread; scans take turns.
 */
public final class FolderScanner {
  /** Who wants to know. */
  public enum View {
    /** The primary: only what can be sent. */
    SENDER,
    /** The secondary: all that is there, so that the primary can put it right. */
    RECEIVER
  }

  private static final int BUFFER_BYTES = 128 * 1024;
  private static final int ATTEMPTS = 3;

  /**
   * A file that was modified so shortly ago may be in the middle of being written: the time stamp
   * moves when a write begins, not when it ends, and Linux lets a writer wait up to 200 ms in
   * between when disks are busy. It is read when it has been quiet for so long.
   */
  private static final long QUIET_NANOS = 250_000_000L;

  /** How long one scan waits for such files at most, all together. */
  private static final long PATIENCE_NANOS = 4 * QUIET_NANOS;

  private final Clock clock;
  private final ContentSource source;
  private final HashIndex index = new HashIndex();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private long patienceNanos;

  /** A scanner that has seen nothing yet. */
  public FolderScanner(Clock clock) {
    this(clock, ContentSource.DISK);
  }

  FolderScanner(Clock clock, ContentSource source) {
    this.clock = clock;
    this.source = source;
  }

  /** Looks at all folders now. */
  public synchronized Scan scan(List<Root> roots, View view) {
    patienceNanos = PATIENCE_NANOS;
    FolderWalk walk = new FolderWalk(view, (path, found) -> read(path, found, view));
    roots.forEach(walk::walk);
    index.retain(walk.seen());
    return walk.result();
  }

  /** Remembers a file that this node has just put there itself. */
  synchronized void remember(Path path, Found found, ContentHash hash) {
    index.remember(path, found, hash, nowNanos());
  }

  /** The hash of a file that looks like this, if it was read before. */
  synchronized Optional<ContentHash> knownHash(Path path, Found found) {
    return index.trusted(path, found);
  }

  /** Whether a file looks as it did when it was last read or put there; true where unknown. */
  synchronized boolean looksUntouched(Path path, Found found) {
    return index.looksUntouched(path, found);
  }

  /** A file read to its end: its attributes and its hash belong together. */
  record ReadFile(Found found, ContentHash hash, boolean fromDisk) {}

  /** What reads a file; empty when it changed each time while it was read. */
  @FunctionalInterface
  interface Reader {
    Optional<ReadFile> read(Path path, Found found) throws IOException;
  }

  private Optional<ReadFile> read(Path path, Found first, View view) throws IOException {
    Optional<ContentHash> known = index.trusted(path, first);
    if (known.isPresent()) {
      return Optional.of(new ReadFile(first, known.get(), false));
    }
    Found before = first;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (view == View.SENDER) {
        Optional<Found> quiet = whenQuiet(path, before);
        if (quiet.isEmpty()) {
          return Optional.empty();
        }
        before = quiet.get();
      }
      long startedNanos = nowNanos();
      ContentHash hash = hash(path);
      Found after = Found.at(path);
      if (after.sameContentAs(before)) {
        index.remember(path, after, hash, startedNanos);
        return Optional.of(new ReadFile(after, hash, true));
      }
      before = after;
    }
    return Optional.empty();
  }

  /** Waits until nobody writes the file, as long as patience lasts; empty if it goes on. */
  private Optional<Found> whenQuiet(Path path, Found first) throws IOException {
    long wait = notQuietForNanos(first);
    if (wait == 0) {
      return Optional.of(first);
    }
    if (wait > patienceNanos) {
      return Optional.empty();
    }
    patienceNanos -= wait;
    LockSupport.parkNanos(wait);
    Found found = Found.at(path);
    return notQuietForNanos(found) == 0 ? Optional.of(found) : Optional.empty();
  }

  /** How long until the file has been quiet for long enough; a time far ahead says nothing. */
  private long notQuietForNanos(Found found) {
    long age = nowNanos() - found.modifiedNanos();
    // The clock of the file system may be ahead by a little.
    return age < -QUIET_NANOS ? 0 : Math.min(QUIET_NANOS, Math.max(0, QUIET_NANOS - age));
  }

  private ContentHash hash(Path path) throws IOException {
    MessageDigest digest = Hashing.sha256();
    try (ReadableByteChannel channel = source.open(path)) {
      while (channel.read(buffer.clear()) >= 0) {
        digest.update(buffer.flip());
      }
    }
    return ContentHash.of(digest.digest());
  }

  private long nowNanos() {
    Instant now = clock.instant();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }
}
