package org.sbs.server.sync;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.sbs.core.replica.ContentHash;

/** A small durable file: it holds one whole message, the old or the new, whatever happens. */
final class RecordFile {
  private static final byte[] MAGIC = "SBSREC01".getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD = MAGIC.length + Long.BYTES;

  private final Disk disk;
  private final Path path;
  private final Path temporary;

  RecordFile(Disk disk, Path path) {
    this.disk = disk;
    this.path = path;
    this.temporary = path.resolveSibling(path.getFileName() + ".tmp");
  }

  Path path() {
    return path;
  }

  boolean exists() {
    return Files.exists(path);
  }

  /**
   * Writes beside the file and makes that durable; {@link #publish} puts it in place.
   *
   * @param label what the disk operations are called
   */
  void prepare(String label, Message message) throws IOException {
    disk.delete(label + "-CLEAR", temporary);
    write(label, temporary, message);
    disk.force(label + "-SYNC", temporary);
  }

  /** Writes the file itself, which was not there; others make it durable before it counts. */
  void writeNew(String label, Message message) throws IOException {
    write(label, path, message);
  }

  private void write(String label, Path file, Message message) throws IOException {
    byte[] body = message.toByteArray();
    byte[] head = ByteBuffer.allocate(HEAD).put(MAGIC).putLong(body.length).array();
    MessageDigest digest = Hashing.sha256();
    digest.update(head);
    digest.update(body);
    try (FileChannel channel = disk.create(label + "-CREATE", file)) {
      disk.write(label + "-WRITE", file, channel, ByteBuffer.wrap(head));
      disk.write(label + "-WRITE", file, channel, ByteBuffer.wrap(body));
      disk.write(label + "-WRITE", file, channel, ByteBuffer.wrap(digest.digest()));
    }
  }

  /** From here on the new content counts; durable only after {@link #forceFolder}. */
  void publish(String label) throws IOException {
    disk.move(label, temporary, path);
  }

  void forceFolder(String label) throws IOException {
    disk.force(label + "-FOLDER-SYNC", path.getParent());
  }

  /** Takes away what {@link #prepare} wrote. */
  void abandon(String label) throws IOException {
    disk.delete(label + "-CLEAR", temporary);
  }

  /**
   * Reads it.
   *
   * @throws IOException also when the content is damaged; the message is for users
   */
  <M extends Message> Optional<M> read(Parser<M> parser) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    int bodyLength = bytes.length - HEAD - ContentHash.BYTES;
    if (bodyLength < 0
        || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))
        || ByteBuffer.wrap(bytes).getLong(MAGIC.length) != bodyLength) {
      throw damaged("it is cut short or no record at all");
    }
    MessageDigest digest = Hashing.sha256();
    digest.update(bytes, 0, HEAD + bodyLength);
    if (!Arrays.equals(
        digest.digest(), Arrays.copyOfRange(bytes, HEAD + bodyLength, bytes.length))) {
      throw damaged("its checksum does not fit");
    }
    try {
      return Optional.of(parser.parseFrom(ByteBuffer.wrap(bytes, HEAD, bodyLength)));
    } catch (InvalidProtocolBufferException e) {
      throw damaged("it cannot be parsed");
    }
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
