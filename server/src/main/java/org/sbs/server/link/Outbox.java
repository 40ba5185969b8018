package org.sbs.server.link;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.sbs.server.link.wire.Frame;

/** The messages that wait for a link's writer: a bounded queue that nobody waits to put into. */
final class Outbox {
  private final Deque<Frame> queue = new ArrayDeque<>();
  private boolean full; // takes no more: the last message is in, or the link is closed

  /** Puts a message behind the others; false when too many wait already. */
  synchronized boolean put(Frame frame) {
    if (full) {
      return true; // Not a fault: the link ends, and nobody waits for this message any more.
    }
    if (queue.size() >= Protocol.MAX_QUEUED) {
      return false;
    }
    queue.add(frame);
    notifyAll();
    return true;
  }

  /** Puts a sign of life behind the others, unless one waits already. */
  synchronized boolean putHeartbeat(Frame frame) {
    return queue.stream().anyMatch(Frame::hasHeartbeat) || put(frame);
  }

  /** Puts the last message; {@link #take} is empty after it. */
  synchronized boolean putLast(Frame frame) {
    boolean put = put(frame);
    full = true;
    notifyAll();
    return put;
  }

  /** Forgets what waits; {@link #take} is empty from now on. */
  synchronized void close() {
    full = true;
    queue.clear();
    notifyAll();
  }

  /** Waits for the next message; empty when there will be none. */
  synchronized Optional<Frame> take() throws InterruptedException {
    while (queue.isEmpty() && !full) {
      wait();
    }
    return Optional.ofNullable(queue.poll());
  }
}
