package org.sbs.lpm.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;

/**
 * A regular file that is opened once for reading, without following a link, and looked at again
 * after it was opened: what was read is what was looked at. It has the size that it had then,
 * whatever is appended later.
 */
public final class RegularFile implements Content, AutoCloseable {
  /** A file of this size is kept in memory, so that reading it twice costs one reading. */
  private static final int SMALL_BYTES = 64 << 10;

  private final FileChannel channel;
  private final BasicFileAttributes attributes;
  private final byte[] small;

  private RegularFile(FileChannel channel, BasicFileAttributes attributes, byte[] small) {
    this.channel = channel;
    this.attributes = attributes;
    this.small = small;
  }

  /**
   * Opens the file.
   *
   * @throws NotRegularException for a link, a pipe, a device or a folder
   * @throws NoSuchFileException if there is none
   */
  public static RegularFile open(Path path) throws IOException {
    BasicFileAttributes before = attributes(path);
    FileChannel channel;
    try {
      channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    } catch (FileSystemException e) {
      // Where a link has come in between, the system says so in words of its own.
      attributes(path);
      throw e;
    }
    try {
      BasicFileAttributes now = attributes(path);
      if (!Objects.equals(before.fileKey(), now.fileKey())) {
        throw new NotRegularException(path);
      }
      return new RegularFile(channel, now, small(channel, now.size()));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isRegularFile()) {
      throw new NotRegularException(path);
    }
    return found;
  }

  private static byte[] small(FileChannel channel, long size) throws IOException {
    if (size > SMALL_BYTES) {
      return new byte[0];
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) size);
    int count = 0;
    while (buffer.hasRemaining() && count >= 0) {
      count = channel.read(buffer, buffer.position());
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  /** As it was when it was opened. */
  public BasicFileAttributes attributes() {
    return attributes;
  }

  @Override
  public long size() {
    return attributes.size() > SMALL_BYTES ? attributes.size() : small.length;
  }

  @Override
  public InputStream stream() {
    return attributes.size() > SMALL_BYTES
        ? new ChannelStream(channel, attributes.size())
        : new ByteArrayInputStream(small);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Reads at a place of its own, and not beyond the size that was known at the opening. */
  private static final class ChannelStream extends InputStream {
    private final FileChannel channel;
    private final long end;
    private long at;

    ChannelStream(FileChannel channel, long end) {
      this.channel = channel;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      int wanted = (int) Math.min(length, end - at);
      if (wanted <= 0) {
        return -1;
      }
      int count = channel.read(ByteBuffer.wrap(bytes, from, wanted), at);
      at += Math.max(0, count);
      return count;
    }

    @Override
    public long skip(long count) {
      long skipped = Math.max(0, Math.min(count, end - at));
      at += skipped;
      return skipped;
    }
  }
}
