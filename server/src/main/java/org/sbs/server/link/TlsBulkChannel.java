package org.sbs.server.link;

import java.io.IOException;
import java.util.Optional;
import org.sbs.server.link.wire.Frame;

/** The bulk connection, after the greetings. */
final class TlsBulkChannel implements BulkChannel {
  private final TapSocket socket;
  private final Frames frames;

  TlsBulkChannel(TapSocket socket, Frames frames) {
    this.socket = socket;
    this.frames = frames;
  }

  @Override
  public void send(Frame frame) throws IOException {
    frames.write(frame);
  }

  @Override
  public void flush() throws IOException {
    frames.flush();
  }

  @Override
  public Frame receive() throws IOException {
    try {
      return frames.read(Protocol.MAX_FRAME_BYTES);
    } catch (FrameException e) {
      close();
      throw e;
    }
  }

  @Override
  public Optional<BulkCount> count() {
    return Optional.of(socket.count());
  }

  @Override
  public void close() {
    socket.hangUp();
  }
}
