package org.sbs.server.link;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the server name out of the first TLS message of a client (RFC 8446, RFC 6066). */
final class ClientHello {
  /** Of a record: its type, version and length. */
  static final int HEADER_BYTES = 5;

  private static final byte HANDSHAKE = 22;
  private static final byte CLIENT_HELLO = 1;
  private static final int VERSION_AND_RANDOM = 34;
  private static final int SERVER_NAME = 0;
  private static final byte HOST_NAME = 0;

  private ClientHello() {}

  /**
   * How long the record is that begins so, with its header.
   *
   * @return 0 for what is no handshake record
   */
  static int length(byte[] header) {
    if (header.length < HEADER_BYTES || header[0] != HANDSHAKE || header[1] != 3) {
      return 0;
    }
    return HEADER_BYTES + ((header[3] & 0xff) << Byte.SIZE | (header[4] & 0xff));
  }

  /** The name that a client asks for; empty where there is none, or no such message. */
  static Optional<String> serverName(byte[] record) {
    if (record.length < HEADER_BYTES || length(record) != record.length) {
      return Optional.empty();
    }
    try {
      ByteBuffer in = ByteBuffer.wrap(record).position(HEADER_BYTES);
      if (in.get() != CLIENT_HELLO) {
        return Optional.empty();
      }
      int length = (in.get() & 0xff) << Short.SIZE | (in.getShort() & 0xffff);
      ByteBuffer hello = part(in, length);
      part(hello, VERSION_AND_RANDOM);
      part(hello, hello.get() & 0xff); // session
      part(hello, hello.getShort() & 0xffff); // cipher suites
      part(hello, hello.get() & 0xff); // compression
      ByteBuffer extensions = part(hello, hello.getShort() & 0xffff);
      while (extensions.hasRemaining()) {
        int type = extensions.getShort() & 0xffff;
        ByteBuffer extension = part(extensions, extensions.getShort() & 0xffff);
        if (type == SERVER_NAME) {
          return hostName(extension);
        }
      }
      return Optional.empty();
    } catch (BufferUnderflowException e) {
      // It says that it is longer than it is.
      return Optional.empty();
    }
  }

  private static Optional<String> hostName(ByteBuffer extension) {
    ByteBuffer names = part(extension, extension.getShort() & 0xffff);
    if (names.get() != HOST_NAME) {
      return Optional.empty();
    }
    ByteBuffer name = part(names, names.getShort() & 0xffff);
    return Optional.of(StandardCharsets.ISO_8859_1.decode(name).toString());
  }

  /** The next bytes, which are passed. */
  private static ByteBuffer part(ByteBuffer in, int length) {
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer part = in.slice().limit(length);
    in.position(in.position() + length);
    return part;
  }
}
