package org.sbs.server.sync;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.sbs.server.link.wire.Frame;

/** Lets one thread make frames while another sends them, a few ahead. Used once. */
final class ReadAhead {
  /** Takes frames, and holds their maker back while they are not sent. */
  @FunctionalInterface
  interface Sink {
    void send(Frame frame) throws IOException;
  }

  /** Makes the frames. */
  @FunctionalInterface
  interface Source {
    void makeAll(Sink sink) throws IOException;
  }

  /** Hands what was sent to the network. */
  @FunctionalInterface
  interface Flush {
    void flush() throws IOException;
  }

  /** Frames have up to about 256 KiB. */
  private static final int AHEAD = 16;

  /** What comes last has no frame: the cause of a failure, or nothing if all was made. */
  private record Made(Frame frame, Optional<Throwable> failure) {}

  private final BlockingQueue<Made> queue = new ArrayBlockingQueue<>(AHEAD);

  /**
   * Returns when all is sent, or fails with what failed first.
   *
   * @param flush called whenever there is nothing to send yet, so that the other end need not wait
   */
  void run(Source source, Sink channel, Flush flush) throws IOException {
    Thread maker = new Thread(() -> make(source), "sbs-read-ahead");
    maker.setDaemon(true);
    maker.start();
    try {
      Made next = queue.take();
      while (next.frame != null) {
        channel.send(next.frame);
        next = queue.poll();
        if (next == null) {
          flush.flush();
          next = queue.take();
        }
      }
      if (next.failure.isPresent()) {
        throw new IllegalStateException("a cycle cannot be made", next.failure.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a cycle was sent");
    } finally {
      maker.interrupt();
    }
  }

  private void make(Source source) {
    Optional<Throwable> failure = Optional.empty();
    try {
      source.makeAll(frame -> put(new Made(frame, Optional.empty())));
    } catch (IOException | RuntimeException | Error e) {
      failure = Optional.of(e);
    }
    try {
      put(new Made(null, failure));
    } catch (InterruptedIOException e) {
      // The sender has ended, and nobody waits for this.
      return;
    }
  }

  private void put(Made made) throws InterruptedIOException {
    try {
      queue.put(made);
    } catch (InterruptedException e) {
      throw new InterruptedIOException("the sender has ended");
    }
  }
}
