package org.sbs.server.link;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.sbs.server.link.wire.Frame;

/**
 * The messages that wait for a link's writer; nobody waits to put one in. It stays short by itself:
 * of heartbeats and wishes at most one waits, and every other message has its place only once in a
 * conversation ({@link LinkState}).
 */
final class Outbox {
  private final Deque<Frame> queue = new ArrayDeque<>();
  private boolean ended; // takes no more: the last message is in, or the link is closed

  /** Puts a message behind the others. */
  synchronized void put(Frame frame) {
    if (!ended) {
      queue.add(frame);
      notifyAll();
    }
  }

  /** Puts a message behind the others, unless one of its kind waits already. */
  synchronized void putOnce(Frame frame) {
    if (queue.stream().noneMatch(waiting -> waiting.getBodyCase() == frame.getBodyCase())) {
      put(frame);
    }
  }

  /** Puts the last message; {@link #take} is empty after it. */
  synchronized void putLast(Frame frame) {
    put(frame);
    ended = true;
  }

  /** Forgets what waits; {@link #take} is empty from now on. */
  synchronized void close() {
    ended = true;
    queue.clear();
    notifyAll();
  }

  /** Waits for the next message; empty when there will be none. */
  synchronized Optional<Frame> take() throws InterruptedException {
    while (queue.isEmpty() && !ended) {
      wait();
    }
    return Optional.ofNullable(queue.poll());
  }
}
