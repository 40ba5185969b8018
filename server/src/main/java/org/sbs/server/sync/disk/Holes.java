package org.sbs.server.sync.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.sbs.core.replica.ChunkList;
import org.sbs.core.replica.Chunker;
import org.sbs.core.replica.ContentHash;

/**
 * Writes contents so that blocks of zeros take no room (R4.15): they are passed over, and a file
 * system has a hole where nothing was written. Any thread, each with a channel of its own.
 */
final class Holes {
  private static final int BLOCK = 4096;

  /** What a long row of zeros is cut into, and its hash. */
  private static final int ZEROS = Chunker.cut(new byte[Chunker.MAX_BYTES], 0, Chunker.MAX_BYTES);

  private static final ContentHash ZEROS_HASH =
      ContentHash.of(Hashing.sha256().digest(new byte[ZEROS]));

  private Holes() {}

  /** Whether a chunk holds nothing but zeros, if it is one of a long row of them. */
  static boolean isZeros(ChunkList chunks, int chunk) {
    return chunks.length(chunk) == ZEROS && chunks.hash(chunk).equals(ZEROS_HASH);
  }

  /** Writes the whole buffer at the channel's position. */
  static void write(FileChannel channel, ByteBuffer content) throws IOException {
    int end = content.limit();
    while (content.position() < end) {
      int from = content.position();
      int zeros = zeroBlocks(content, from, end, channel.position());
      if (zeros > 0) {
        pass(channel, zeros);
        content.position(from + zeros);
        continue;
      }
      content.limit(nextZeros(content, from, end, channel.position()));
      while (content.hasRemaining()) {
        channel.write(content);
      }
      content.limit(end);
    }
  }

  /** Leaves a hole. */
  static void pass(FileChannel channel, long bytes) throws IOException {
    FileChannel unused = channel.position(channel.position() + bytes);
  }

  /** A hole at the end of a file needs its last byte to be written. */
  static void end(FileChannel channel) throws IOException {
    long size = channel.position();
    if (channel.size() < size) {
      int unused = channel.write(ByteBuffer.allocate(1), size - 1);
    }
  }

  /** How many bytes of whole blocks of zeros begin there. */
  private static int zeroBlocks(ByteBuffer content, int from, int end, long position) {
    int at = from;
    if (position % BLOCK == 0) {
      while (at + BLOCK <= end && isZeroBlock(content, at)) {
        at += BLOCK;
      }
    }
    return at - from;
  }

  /** Where the next whole block of zeros begins; the end if there is none. */
  private static int nextZeros(ByteBuffer content, int from, int end, long position) {
    int at = from + (int) (BLOCK - position % BLOCK);
    while (at + BLOCK <= end && !isZeroBlock(content, at)) {
      at += BLOCK;
    }
    return at + BLOCK <= end ? at : end;
  }

  private static boolean isZeroBlock(ByteBuffer content, int at) {
    for (int i = at; i < at + BLOCK; i += Long.BYTES) {
      if (content.getLong(i) != 0) {
        return false;
      }
    }
    return true;
  }
}
