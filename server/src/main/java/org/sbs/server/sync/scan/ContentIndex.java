package org.sbs.server.sync.scan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.sbs.core.replica.ContentHash;
import org.sbs.server.sync.disk.FileStat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers the content hash of files by their attributes, so that an unchanged file is read once
 * in its life and not once a start. A file that was modified so shortly before it was read that a
 * later change could carry the same time stamp is not trusted (as in git's index), nor is one that
 * was read before a power cut and may not have been on the disk by then.
 *
 * <p>It is a cache: what is lost or damaged is read again, and failures of its disk are logged once
 * and cost time only. Any thread.
 */
public final class ContentIndex implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ContentIndex.class);

  /** The coarsest time stamps of file systems in use count in steps of two seconds. */
  private static final long COARSE_NANOS = 2_000_000_000L;

  /** A time stamp that is no multiple of this comes from a file system with fine ones. */
  private static final long FINE_NANOS = 1_000_000L;

  /** Operating systems write what was modified to the disk within this time, and mostly sooner. */
  static final long WRITTEN_BACK_NANOS = 120_000_000_000L;

  /** The clocks of file systems in use on other machines agree with this one's so far. */
  private static final long AHEAD_NANOS = 60_000_000_000L;

  private static final byte RACY = 1;
  private static final byte DURABLE = 2;
  private static final int ROW_BYTES = 4 * Long.BYTES + 2 * Integer.BYTES + 1 + ContentHash.BYTES;

  /** Rows of the version before did not have the last two numbers. */
  private static final int FORMER_ROW_BYTES = ROW_BYTES - 2 * Long.BYTES;

  private static final int CACHE_MB = 8;

  private final MVStore store;
  private final MVMap<String, byte[]> rows;
  private final StoredChunks chunks;
  private final int boot;
  private boolean failed;

  /** What is known of a file, and since when it is known to look so. */
  private record Row(FileStat found, int boot, byte flags, ContentHash hash, long sinceNanos) {

    boolean describes(FileStat now) {
      return found.sameContentAs(now);
    }

    byte[] toBytes() {
      return ByteBuffer.allocate(ROW_BYTES)
          .putLong(found.size())
          .putLong(found.modifiedNanos())
          .putInt(boot)
          .putInt(found.identity())
          .put(flags)
          .put(hash.bytes())
          .putLong(found.changedNanos())
          .putLong(sinceNanos)
          .array();
    }

    static Row of(byte[] bytes) {
      ByteBuffer row = ByteBuffer.wrap(bytes);
      long size = row.getLong();
      long modifiedNanos = row.getLong();
      int boot = row.getInt();
      int identity = row.getInt();
      byte flags = row.get();
      byte[] hash = new byte[ContentHash.BYTES];
      row.get(hash);
      boolean former = bytes.length == FORMER_ROW_BYTES;
      long changedNanos = former ? FileStat.NO_CHANGE_TIME : row.getLong();
      long sinceNanos = former ? Long.MAX_VALUE : row.getLong();
      FileStat found =
          new FileStat(
              FileStat.Type.FILE,
              size,
              modifiedNanos,
              changedNanos,
              0,
              identity,
              FileStat.NO_ACCOUNT,
              1);
      return new Row(found, boot, flags, ContentHash.of(hash), sinceNanos);
    }
  }

  private ContentIndex(MVStore store, int boot) {
    this.store = store;
    this.boot = boot;
    this.rows =
        store.openMap(
            "files",
            new MVMap.Builder<String, byte[]>()
                .keyType(StringDataType.INSTANCE)
                .valueType(ByteArrayDataType.INSTANCE));
    this.chunks = new StoredChunks(store, this::complain);
    forgetUnusedChunks();
  }

  /** Forgets of which chunks contents are made that no file has any more. */
  private void forgetUnusedChunks() {
    Set<ContentHash> unused = chunks.contents();
    Iterator<byte[]> all = rows.values().iterator();
    while (!unused.isEmpty() && all.hasNext()) {
      unused.remove(Row.of(all.next()).hash());
    }
    unused.forEach(chunks::forget);
  }

  /** One that ends with the process. */
  public static ContentIndex inMemory() {
    return new ContentIndex(new MVStore.Builder().open(), 0);
  }

  /**
   * The index in a folder, which is made if it is missing. One that is damaged is begun anew; where
   * there is no room for a file it lives in memory.
   *
   * @param boot a number that changes when the machine is started
   */
  public static ContentIndex in(Path folder, int boot) {
    Path file = folder.resolve("content.index");
    try {
      Files.createDirectories(folder);
      try {
        return open(file, boot);
      } catch (MVStoreException e) {
        LOG.warn(
            "{} cannot be used and is begun anew; all files are read once: {}",
            file,
            e.getMessage());
        Files.deleteIfExists(file);
        return open(file, boot);
      }
    } catch (IOException | MVStoreException e) {
      LOG.warn("{} cannot be kept; all files are read at each start: {}", file, e.getMessage());
      return inMemory();
    }
  }

  private static ContentIndex open(Path file, int boot) {
    MVStore store = new MVStore.Builder().fileName(file.toString()).cacheSize(CACHE_MB).open();
    return new ContentIndex(store, boot);
  }

  /** The hash of a file that looks like this, if it was read before and can be trusted. */
  Optional<ContentHash> trusted(Path path, FileStat found) {
    return find(path).filter(row -> row.describes(found) && isTrusted(row)).map(Row::hash);
  }

  /** The hash that the file had when it was last read or written here. */
  Optional<ContentHash> last(Path path) {
    return find(path).map(Row::hash);
  }

  /** Of which chunks large contents are made. */
  ChunkMemory chunks() {
    return chunks;
  }

  /** False only if the file was read or written here before and looks different now. */
  boolean looksUntouched(Path path, FileStat found) {
    return find(path).map(row -> row.found().looksLike(found)).orElse(true);
  }

  private boolean isTrusted(Row row) {
    return (row.flags & RACY) == 0 && ((row.flags & DURABLE) != 0 || row.boot == boot);
  }

  /**
   * Remembers a file that was read.
   *
   * @param readAtNanos when reading it began, nanoseconds since 1970
   * @param open whether it may have been written meanwhile without a trace in its attributes
   * @return whether the hash can be trusted as long as the attributes stay
   */
  boolean remember(Path path, FileStat found, ContentHash hash, long readAtNanos, boolean open) {
    boolean old = found.touchedNanos() <= readAtNanos - WRITTEN_BACK_NANOS;
    return put(path, found, hash, readAtNanos, old, open || isRacy(found, readAtNanos), open);
  }

  /**
   * Remembers a file that this node put in place, after its content was made durable. Its change
   * time is that of its getting this name, and its content is older.
   */
  void rememberDurable(Path path, FileStat found, ContentHash hash, long nowNanos) {
    boolean racy = isRacy(found.modifiedNanos(), nowNanos, false);
    boolean unused = put(path, found, hash, nowNanos, true, racy, false);
  }

  /** This node changed attributes of a file: what was known of its content still holds. */
  void rememberTouched(Path path, FileStat before, FileStat after, long nowNanos) {
    find(path)
        .filter(row -> row.describes(before) && isTrusted(row))
        .ifPresent(row -> rememberDurable(path, after, row.hash(), nowNanos));
  }

  /**
   * Whether a later change could carry the same time stamp. A time far ahead of the clock is none
   * that a later change would carry.
   */
  static boolean isRacy(FileStat found, long readAtNanos) {
    boolean set = found.changedNanos() == FileStat.NO_CHANGE_TIME;
    return isRacy(found.touchedNanos(), readAtNanos, set);
  }

  private static boolean isRacy(long stamp, long atNanos, boolean set) {
    long step = stamp % FINE_NANOS != 0 ? QuietFiles.SHORT_NANOS : COARSE_NANOS;
    return stamp > atNanos - step && (set || stamp <= atNanos + AHEAD_NANOS);
  }

  private boolean put(
      Path path,
      FileStat found,
      ContentHash hash,
      long atNanos,
      boolean durable,
      boolean mayHideChange,
      boolean open) {
    Optional<Row> known = find(path).filter(row -> row.describes(found));
    long since = Math.min(atNanos, known.map(Row::sinceNanos).orElse(Long.MAX_VALUE));
    // What has looked so for longer than clocks of file systems tick can be trusted, whatever the
    // stamp says: a later change would carry another one.
    boolean racy = mayHideChange && (open || since > atNanos - COARSE_NANOS);
    byte flags = (byte) ((racy ? RACY : 0) | (durable ? DURABLE : 0));
    Row row = new Row(found, boot, flags, hash, since);
    guarded(
        () -> {
          byte[] before = rows.put(path.toString(), row.toBytes());
          if (before != null && !Row.of(before).hash().equals(hash)) {
            chunks.supersede(Row.of(before).hash());
          }
        });
    return !racy;
  }

  private Optional<Row> find(Path path) {
    try {
      return Optional.ofNullable(rows.get(path.toString())).map(Row::of);
    } catch (MVStoreException e) {
      complain(e);
      return Optional.empty();
    }
  }

  void forget(Path path) {
    guarded(
        () -> {
          byte[] before = rows.remove(path.toString());
          if (before != null) {
            chunks.supersede(Row.of(before).hash());
          }
        });
  }

  /** What is remembered of files in a folder holds for them under its new name. */
  void rename(Path from, Path to) {
    String prefix = from + from.getFileSystem().getSeparator();
    guarded(
        () -> {
          List<String> names = new ArrayList<>();
          Iterator<String> all = rows.keyIterator(prefix);
          String name = all.hasNext() ? all.next() : "";
          while (name.startsWith(prefix)) {
            names.add(name);
            name = all.hasNext() ? all.next() : "";
          }
          for (String old : names) {
            rows.put(to + old.substring(prefix.length() - 1), rows.remove(old));
          }
        });
  }

  /** How many files are remembered. */
  long size() {
    return rows.sizeAsLong();
  }

  /** Forgets all files but these. */
  void retain(Predicate<Path> wanted) {
    guarded(
        () -> {
          Iterator<String> all = rows.keyIterator(null);
          while (all.hasNext()) {
            String path = all.next();
            if (!wanted.test(Path.of(path))) {
              rows.remove(path);
            }
          }
        });
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (MVStoreException e) {
      complain(e);
    }
  }

  private synchronized void complain(MVStoreException failure) {
    if (!failed) {
      failed = true;
      LOG.warn("The index of file contents fails; files are read again: {}", failure.getMessage());
    }
  }

  @Override
  public void close() {
    guarded(store::close);
  }
}
