package org.sbs.server.sync.scan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sbs.core.replica.ChunkList;
import org.sbs.core.replica.Chunker;
import org.sbs.core.replica.ContentHash;
import org.sbs.server.sync.disk.Hashing;

/**
 * Reads contents once, chunk by chunk. Where the chunks of an older version are known, the content
 * is first taken to be cut as that was: an equal hash proves it, and finding boundaries costs more
 * than a hash. Has a buffer that it keeps; one thread uses it, and hashes several chunks at once.
 */
public final class ContentReader {
  /** Who is given the chunks, in their order; the bytes are good during the call only. */
  @FunctionalInterface
  public interface Sink {
    void chunk(byte[] bytes, int from, int length, byte[] hash) throws IOException;
  }

  public static final Sink NOWHERE = (bytes, from, length, hash) -> {};

  private static final int SMALL_WINDOW_BYTES = 128 * 1024;
  private static final int WINDOW_BYTES = 4 * 1024 * 1024;

  /** One read: it goes through a buffer of the platform's, which is to stay in its caches. */
  private static final int READ_BYTES = 256 * 1024;

  /** So many chunks are worth a second thread. */
  private static final int MANY = 4;

  private static final int MAX_CHUNKS_IN_WINDOW = WINDOW_BYTES / Chunker.MIN_BYTES + 1;

  private byte[] window = new byte[SMALL_WINDOW_BYTES];
  private final int[] lengths = new int[MAX_CHUNKS_IN_WINDOW];
  private final int[] starts = new int[MAX_CHUNKS_IN_WINDOW];
  private final byte[][] hashes = new byte[MAX_CHUNKS_IN_WINDOW][];

  /** The hash of a content that is in memory. */
  public static ContentHash hash(byte[] content) {
    ChunkList.Builder list = new ChunkList.Builder();
    for (int at = 0; at < content.length; ) {
      int length = Chunker.cut(content, at, content.length);
      list.add(length, sha256(content, at, length));
      at += length;
    }
    return list.end().hash();
  }

  /** Reads to the end. */
  public ChunkList.Read read(ReadableByteChannel channel, Optional<ChunkList> older, Sink sink)
      throws IOException {
    ChunkList.Builder list = new ChunkList.Builder();
    Older old = new Older(older);
    int filled = 0;
    int at = 0;
    boolean ended = false;
    while (true) {
      System.arraycopy(window, at, window, 0, filled - at);
      filled -= at;
      at = 0;
      if (!ended) {
        int all = fill(channel, filled);
        ended = all < window.length;
        filled = all;
      }
      if (filled == 0) {
        return list.end();
      }
      int count = old.isFollowed() ? asBefore(old, filled, ended) : 0;
      boolean guessed = count > 0;
      if (!guessed) {
        old.leave();
        count = cut(filled, ended);
      }
      hashAll(count);
      for (int i = 0; i < count; i++) {
        if (guessed && !old.accept(hashes[i])) {
          break;
        }
        list.add(lengths[i], hashes[i]);
        sink.chunk(window, starts[i], lengths[i], hashes[i]);
        at += lengths[i];
      }
      if (!guessed) {
        old.findAgain(hashes[count - 1]);
      }
    }
  }

  /** Reads until the window is full or the content ends; answers with how much is in it. */
  private int fill(ReadableByteChannel channel, int filled) throws IOException {
    int end = filled;
    while (true) {
      if (end == window.length) {
        if (window.length == WINDOW_BYTES) {
          return end;
        }
        window = Arrays.copyOf(window, WINDOW_BYTES);
      }
      int most = Math.min(READ_BYTES, window.length - end);
      int read = channel.read(ByteBuffer.wrap(window, end, most));
      if (read < 0) {
        return end;
      }
      end += read;
    }
  }

  /** The chunks that the window has if it goes on as the older version did. */
  private int asBefore(Older old, int filled, boolean ended) {
    int count = 0;
    int from = 0;
    while (count < MAX_CHUNKS_IN_WINDOW) {
      int length = old.lengthAfter(count, from, filled, ended);
      if (length == 0) {
        break;
      }
      put(count++, from, length);
      from += length;
    }
    return count;
  }

  private int cut(int filled, boolean ended) {
    int count = 0;
    int from = 0;
    while (from < filled && (ended || filled - from >= Chunker.MAX_BYTES)) {
      int length = Chunker.cut(window, from, filled);
      put(count++, from, length);
      from += length;
    }
    return count;
  }

  private void put(int chunk, int from, int length) {
    starts[chunk] = from;
    lengths[chunk] = length;
  }

  private void hashAll(int count) {
    IntStream chunks = IntStream.range(0, count);
    (count < MANY ? chunks : chunks.parallel())
        .forEach(i -> hashes[i] = sha256(window, starts[i], lengths[i]));
  }

  private static byte[] sha256(byte[] bytes, int from, int length) {
    MessageDigest digest = Hashing.sha256();
    digest.update(bytes, from, length);
    return digest.digest();
  }

  /** The older version, and where in it the reading is. */
  private static final class Older {
    private static final int LEFT = -1;

    private final ChunkList list;
    private final Map<ContentHash, Integer> byHash = new HashMap<>();
    private int next;

    Older(Optional<ChunkList> list) {
      this.list = list.orElse(null);
      this.next = list.isPresent() ? 0 : LEFT;
    }

    boolean isFollowed() {
      return next != LEFT;
    }

    void leave() {
      next = LEFT;
    }

    /**
     * The length of a chunk further on, 0 if it cannot be in the window. The last chunk ended where
     * its content did, which says nothing of a content that goes on.
     */
    int lengthAfter(int chunks, int from, int filled, boolean ended) {
      int chunk = next + chunks;
      if (chunk >= list.count() || from + list.length(chunk) > filled) {
        return 0;
      }
      boolean isLast = chunk == list.count() - 1;
      boolean endsHere = ended && from + list.length(chunk) == filled;
      return isLast && !endsHere ? 0 : list.length(chunk);
    }

    /** Goes on if this is the next chunk, else the older version is left. */
    boolean accept(byte[] hash) {
      if (!list.hasHash(next, hash)) {
        next = LEFT;
        return false;
      }
      next++;
      return true;
    }

    /** Follows the older version again from behind that chunk, if it has it. */
    void findAgain(byte[] hash) {
      if (list == null) {
        return;
      }
      if (byHash.isEmpty()) {
        for (int i = list.count() - 1; i >= 0; i--) {
          byHash.put(list.hash(i), i);
        }
      }
      Integer found = byHash.get(ContentHash.of(hash));
      next = found == null ? LEFT : found + 1;
    }
  }
}
