package org.sbs.server.link;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.sbs.server.link.wire.Frame;

/**
 * Frames on a connection: four bytes of length, big endian, then the message. Any thread may write,
 * while one reads.
 */
final class Frames {
  private static final int BUFFER_BYTES = 32 << 10; // two TLS records

  private final InputStream in;
  private final OutputStream out;

  Frames(InputStream in, OutputStream out) {
    this.in = new BufferedInputStream(in, BUFFER_BYTES);
    this.out = new BufferedOutputStream(out, BUFFER_BYTES);
  }

  static Frames on(Socket socket) throws IOException {
    return new Frames(socket.getInputStream(), socket.getOutputStream());
  }

  /**
   * Waits for the next frame. Memory is taken only for lengths up to the limit.
   *
   * @throws EOFException when the other end closed instead
   * @throws FrameException when it is longer than the limit, empty or no frame at all
   */
  Frame read(int limitBytes) throws IOException {
    int length = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      int next = in.read();
      if (next < 0) {
        throw i == 0 ? new Closed() : new EOFException("closed in the middle of a message");
      }
      length = length << 8 | next;
    }
    if (length <= 0 || length > limitBytes) {
      throw new FrameException(
          "a message of "
              + Integer.toUnsignedString(length)
              + " bytes, where 1 to "
              + limitBytes
              + " are allowed");
    }
    byte[] content = new byte[length];
    if (in.readNBytes(content, 0, length) < length) {
      throw new EOFException("closed in the middle of a message");
    }
    return parse(content);
  }

  /** Puts a frame behind those written before, buffered until {@link #flush}. */
  synchronized void write(Frame frame) throws IOException {
    int length = frame.getSerializedSize();
    if (length > Protocol.MAX_FRAME_BYTES) {
      throw new FrameException("A message of " + length + " bytes is too long to be sent.");
    }
    for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      out.write(length >>> shift);
    }
    frame.writeTo(out);
  }

  synchronized void flush() throws IOException {
    out.flush();
  }

  /** The other end closed the connection between two messages. */
  static final class Closed extends EOFException {
    private static final long serialVersionUID = 1;

    Closed() {
      super("closed");
    }
  }

  private static Frame parse(byte[] content) throws FrameException {
    // Nobody else has the array, so that the message may keep parts of it instead of copies.
    CodedInputStream coded = UnsafeByteOperations.unsafeWrap(content).newCodedInput();
    coded.enableAliasing(true);
    coded.setRecursionLimit(Protocol.MAX_MESSAGE_DEPTH);
    coded.setSizeLimit(content.length);
    Frame frame;
    try {
      frame = Frame.parseFrom(coded);
      coded.checkLastTagWas(0);
    } catch (InvalidProtocolBufferException e) {
      throw new FrameException("bytes that are no message", e);
    } catch (IOException e) {
      throw new FrameException("bytes that cannot be read as a message", e);
    }
    if (frame.getBodyCase() == Frame.BodyCase.BODY_NOT_SET) {
      throw new FrameException("a message of an unknown kind");
    }
    return frame;
  }
}
