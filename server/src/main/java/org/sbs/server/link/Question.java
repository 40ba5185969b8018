package org.sbs.server.link;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One question to the peer, which another thread may give up. Whoever waits for its answer then
 * gets one at once; it says nothing of the peer. Safe for any thread.
 */
public final class Question {
  private final Set<OutgoingCall> calls = new HashSet<>();
  private boolean givenUp;

  /** Nobody wants the answer any more. */
  public synchronized void giveUp() {
    givenUp = true;
    calls.forEach(OutgoingCall::giveUp);
    notifyAll();
  }

  /** Whether nobody wants the answer any more. */
  public synchronized boolean isGivenUp() {
    return givenUp;
  }

  /** Waits for so long at most, and no longer than until it is given up. */
  public synchronized void awaitGivenUp(Duration most) throws InterruptedException {
    long endNanos = System.nanoTime() + most.toNanos();
    long leftMs = most.toMillis();
    while (!givenUp && leftMs > 0) {
      wait(leftMs);
      leftMs = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
    }
  }

  /** It is put by this call now, beside those to other addresses of the peer. */
  synchronized void putBy(OutgoingCall next) {
    calls.add(next);
    if (givenUp) {
      next.giveUp();
    }
  }

  /** That call has got as far as it got. */
  synchronized void over(OutgoingCall call) {
    calls.remove(call);
  }
}
