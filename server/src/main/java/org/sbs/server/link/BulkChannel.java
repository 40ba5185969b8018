package org.sbs.server.link;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.sbs.server.link.wire.Frame;

/**
 * The connection for folder data, apart from heartbeats. Sending and receiving block; any thread
 * may send, while one receives. {@link #close} may be called from any thread and ends both.
 */
public interface BulkChannel extends Closeable {
  /** Queues a frame behind those sent before, buffered until {@link #flush}. */
  void send(Frame frame) throws IOException;

  /** Hands everything sent so far to the network. */
  void flush() throws IOException;

  /**
   * Waits for the next frame, as long as it takes.
   *
   * @throws IOException when the connection is closed or broken, or the frame is too long
   */
  Frame receive() throws IOException;

  /** How far this end is; empty where nobody counts. Any thread. */
  default Optional<BulkCount> count() {
    return Optional.empty();
  }

  @Override
  void close();
}
