package org.sbs.server.sync.disk;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sbs.core.replica.ContentHash;

/**
 * A durable file: it holds one whole message, the old or the new, whatever happens. The message may
 * be written in parts and read as a stream, so that a long one never is in memory as a whole.
 */
public final class RecordFile {
  private static final byte[] MAGIC = "SBSREC02".getBytes(StandardCharsets.US_ASCII);

  /** Had its length in front of the message; still read. */
  private static final byte[] FORMER_MAGIC = "SBSREC01".getBytes(StandardCharsets.US_ASCII);

  private static final int TAIL_BYTES = Long.BYTES + ContentHash.BYTES;
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final String TEMPORARY = ".tmp";

  private final Disk disk;
  private final Path path;
  private final Path temporary;

  public RecordFile(Disk disk, Path path) {
    this(disk, path, path.resolveSibling(path.getFileName() + TEMPORARY));
  }

  /** The same record, written beside another temporary file than by everybody else. */
  public RecordFile writtenAs(String name) {
    return new RecordFile(
        disk, path, path.resolveSibling(path.getFileName() + "." + name + TEMPORARY));
  }

  private RecordFile(Disk disk, Path path, Path temporary) {
    this.disk = disk;
    this.path = path;
    this.temporary = temporary;
  }

  public Path path() {
    return path;
  }

  public boolean exists() {
    return Files.exists(path);
  }

  /**
   * Writes beside the file and makes that durable; {@link #publish} puts it in place.
   *
   * @param label what the disk operations are called
   */
  public void prepare(String label, Message message) throws IOException {
    try (Writing writing = begin(label)) {
      message.writeTo(writing);
      writing.end();
    }
    force(label);
  }

  /** Begins to write beside the file; {@link #force} makes that durable. */
  public Writing begin(String label) throws IOException {
    disk.delete(label + "-CLEAR", temporary);
    return new Writing(label, temporary);
  }

  /** Makes durable what was written beside the file. */
  public void force(String label) throws IOException {
    disk.force(label + "-SYNC", temporary);
  }

  /** Begins to write the file itself, which is not there; others make it durable. */
  public Writing beginNew(String label) throws IOException {
    return new Writing(label, path);
  }

  /**
   * Takes the message, in as many parts as one likes: messages of the type that follow one another
   * are one message. What is not ended is no record. One thread.
   */
  public final class Writing extends OutputStream {
    private final String label;
    private final Path file;
    private final FileChannel channel;
    private final MessageDigest digest = Hashing.sha256();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private long length;

    private Writing(String label, Path file) throws IOException {
      this.label = label;
      this.file = file;
      this.channel = disk.create(label + "-CREATE", file);
      buffer.put(MAGIC);
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      length += count;
      put(bytes, from, count);
    }

    private void put(byte[] bytes, int from, int count) throws IOException {
      for (int done = 0; done < count; ) {
        int some = Math.min(count - done, buffer.remaining());
        buffer.put(bytes, from + done, some);
        done += some;
        if (!buffer.hasRemaining()) {
          writeOut();
        }
      }
    }

    private void writeOut() throws IOException {
      buffer.flip();
      digest.update(buffer.array(), 0, buffer.limit());
      disk.write(label + "-WRITE", file, channel, buffer);
      buffer.clear();
    }

    /** The message is whole. */
    public void end() throws IOException {
      put(ByteBuffer.allocate(Long.BYTES).putLong(length).array(), 0, Long.BYTES);
      writeOut();
      disk.write(label + "-WRITE", file, channel, ByteBuffer.wrap(digest.digest()));
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** From here on the new content counts; durable only after {@link #forceFolder}. */
  public void publish(String label) throws IOException {
    disk.move(label, temporary, path);
  }

  public void forceFolder(String label) throws IOException {
    disk.force(label + "-FOLDER-SYNC", path.getParent());
  }

  /** Takes away whatever was written beside the file, by whomever; nobody writes any more. */
  public void abandonAll(String label) throws IOException {
    abandon(label);
    String begin = path.getFileName() + ".";
    List<Path> left;
    try (Stream<Path> files = Files.list(path.getParent())) {
      left = files.filter(file -> isTemporary(file.getFileName().toString(), begin)).toList();
    }
    for (Path file : left) {
      disk.delete(label + "-CLEAR", file);
    }
  }

  private static boolean isTemporary(String name, String begin) {
    return name.startsWith(begin) && name.endsWith(TEMPORARY);
  }

  /** Takes away what was written beside the file. */
  public void abandon(String label) throws IOException {
    disk.delete(label + "-CLEAR", temporary);
  }

  /**
   * Reads it.
   *
   * @throws IOException also when the content is damaged; the message is for users
   */
  public <M extends Message> Optional<M> read(Parser<M> parser) throws IOException {
    Optional<Body> body = check();
    return body.isEmpty() ? Optional.empty() : Optional.of(body.get().read(parser::parseFrom));
  }

  /** What makes something of a message that is read as a stream. */
  @FunctionalInterface
  public interface Reading<T> {
    T from(CodedInputStream in) throws IOException;
  }

  /** The message of a file that was found whole. */
  public final class Body {
    private final long offset;
    private final int length;

    private Body(long offset, int length) {
      this.offset = offset;
      this.length = length;
    }

    public long length() {
      return length;
    }

    /** Reads it, as often as one likes. */
    public <T> T read(Reading<T> reading) throws IOException {
      try (FileChannel channel = disk.read(path);
          InputStream stream = Channels.newInputStream(channel.position(offset))) {
        CodedInputStream in = CodedInputStream.newInstance(stream, BUFFER_BYTES);
        int unused = in.pushLimit(length);
        return reading.from(in);
      } catch (InvalidProtocolBufferException e) {
        throw damaged("it cannot be parsed");
      }
    }
  }

  /**
   * Looks whether it is whole.
   *
   * @return empty if it is not there
   * @throws IOException when it is damaged; the message is for users
   */
  public Optional<Body> check() throws IOException {
    try (FileChannel channel = disk.read(path)) {
      return Optional.of(check(channel));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private Body check(FileChannel channel) throws IOException {
    long end = channel.size() - ContentHash.BYTES;
    long length = channel.size() - MAGIC.length - TAIL_BYTES;
    if (length < 0) {
      throw damaged("it is cut short or no record at all");
    }
    byte[] magic = bytes(channel, 0, MAGIC.length);
    boolean former = Arrays.equals(magic, FORMER_MAGIC);
    long said =
        ByteBuffer.wrap(bytes(channel, former ? MAGIC.length : end - Long.BYTES, Long.BYTES))
            .getLong();
    if (said != length || !(former || Arrays.equals(magic, MAGIC))) {
      throw damaged("it is cut short or no record at all");
    }
    if (!Arrays.equals(digest(channel, end), bytes(channel, end, ContentHash.BYTES))) {
      throw damaged("its checksum does not fit");
    }
    if (length > Integer.MAX_VALUE) {
      throw damaged("it is longer than any that SBS writes");
    }
    return new Body(former ? MAGIC.length + Long.BYTES : MAGIC.length, (int) length);
  }

  private static byte[] digest(FileChannel channel, long end) throws IOException {
    MessageDigest digest = Hashing.sha256();
    for (long at = 0; at < end; at += BUFFER_BYTES) {
      digest.update(bytes(channel, at, (int) Math.min(BUFFER_BYTES, end - at)));
    }
    return digest.digest();
  }

  private static byte[] bytes(FileChannel channel, long at, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, at + bytes.position()) < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
    }
    return bytes.array();
  }

  private IOException damaged(String how) {
    return new IOException(
        "The record file "
            + path
            + " is damaged: "
            + how
            + ". SBS does not guess what it said. Move the file away; then let this node start as"
            + " secondary, so that the primary sends it everything that differs.");
  }
}
