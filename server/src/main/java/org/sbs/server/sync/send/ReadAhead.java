package org.sbs.server.sync.send;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
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

  /** Looks at a maker that has made nothing for a while. */
  @FunctionalInterface
  interface Observations {
    /**
     * Called about once a second.
     *
     * @throws IOException if the maker is not to be waited for any more
     */
    void look(Thread maker) throws IOException;
  }

  private static final long LOOK_MS = 1000;

  /** Frames have up to about 256 KiB. */
  private static final int AHEAD = 16;

  /** What comes last has no frame: the cause of a failure, or nothing if all was made. */
  private record Made(Frame frame, Optional<Throwable> failure) {}

  private final BlockingQueue<Made> queue = new ArrayBlockingQueue<>(AHEAD);
  private final Waits waits;
  private volatile boolean over;

  /** One whose waiting ends with those. */
  ReadAhead(Waits waits) {
    this.waits = waits;
  }

  /**
   * Returns when all is sent, or fails with what failed first.
   *
   * @param flush called whenever there is nothing to send yet, so that the other end need not wait
   * @param watch asked whether to wait any longer while there is nothing to send
   */
  void run(Source source, Sink channel, Flush flush, Observations watch) throws IOException {
    Thread maker = new Thread(() -> make(source), "sbs-read-ahead");
    maker.setDaemon(true);
    maker.start();
    try {
      Made next = await(maker, watch);
      while (next.frame != null) {
        channel.send(next.frame);
        next = queue.poll();
        if (next == null) {
          flush.flush();
          next = await(maker, watch);
        }
      }
      if (next.failure.isPresent()) {
        throw new IllegalStateException("a cycle cannot be made", next.failure.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a cycle was sent");
    } finally {
      // No interrupt: the maker may be in the middle of a file.
      over = true;
      queue.clear();
    }
  }

  private Made await(Thread maker, Observations watch) throws InterruptedException, IOException {
    Made next = poll();
    while (next == null) {
      watch.look(maker);
      next = poll();
    }
    return next;
  }

  private Made poll() throws InterruptedException {
    return waits.during(() -> queue.poll(LOOK_MS, TimeUnit.MILLISECONDS));
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
    boolean taken = false;
    while (!taken) {
      if (over) {
        throw new InterruptedIOException("the sender has ended");
      }
      try {
        taken = queue.offer(made, LOOK_MS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        throw new InterruptedIOException("the process ends");
      }
    }
  }
}
