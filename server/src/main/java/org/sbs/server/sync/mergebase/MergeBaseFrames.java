package org.sbs.server.sync.mergebase;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.sbs.server.sync.disk.Hashing;
import org.sbs.server.sync.record.MergeBaseRecord;

/**
 * Reads the file of the store of the merge base, record by record, as far as it is sound: each lies
 * behind its length and before a checksum. One thread.
 */
final class MergeBaseFrames implements Closeable {
  private static final int DIGEST_BYTES = 8;
  private static final int HEAD_BYTES = Integer.BYTES;
  private static final int BUFFER_BYTES = 64 * 1024;

  private final DataInputStream in;
  private final long end;
  private long position;

  /**
   * Opens it.
   *
   * @param from where a record begins
   * @param to where to end; the end of the file if that comes before. If it is {@code from}, the
   *     file need not be there
   */
  MergeBaseFrames(Path file, long from, long to) throws IOException {
    this.position = from;
    if (from == to) {
      this.in = new DataInputStream(InputStream.nullInputStream());
      this.end = to;
    } else {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ).position(from);
      InputStream stream = Channels.newInputStream(channel);
      this.in = new DataInputStream(new BufferedInputStream(stream, BUFFER_BYTES));
      this.end = Math.min(to, channel.size());
    }
  }

  /** How it lies in the file. */
  static ByteBuffer frame(MergeBaseRecord record) {
    byte[] body = record.toByteArray();
    ByteBuffer frame = ByteBuffer.allocate(HEAD_BYTES + body.length + DIGEST_BYTES);
    frame.putInt(body.length).put(body);
    return frame.put(digest(body)).flip();
  }

  /** The next record; empty at the end, and before one that is cut off or damaged. */
  Optional<MergeBaseRecord> next() throws IOException {
    long left = end - position - HEAD_BYTES - DIGEST_BYTES;
    if (left < 0) {
      return Optional.empty();
    }
    int size = in.readInt();
    if (size < 0 || size > left) {
      return Optional.empty();
    }
    byte[] body = in.readNBytes(size);
    if (!Arrays.equals(digest(body), in.readNBytes(DIGEST_BYTES))) {
      return Optional.empty();
    }
    try {
      Optional<MergeBaseRecord> record = Optional.of(MergeBaseRecord.parseFrom(body));
      position += HEAD_BYTES + size + DIGEST_BYTES;
      return record;
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty();
    }
  }

  /** Where the last record ended. */
  long position() {
    return position;
  }

  private static byte[] digest(byte[] body) {
    MessageDigest digest = Hashing.sha256();
    digest.update(ByteBuffer.allocate(HEAD_BYTES).putInt(body.length).flip());
    return Arrays.copyOf(digest.digest(body), DIGEST_BYTES);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
