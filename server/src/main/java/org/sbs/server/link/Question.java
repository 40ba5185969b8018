package org.sbs.server.link;

import java.util.HashSet;
import java.util.Set;

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
  }

  synchronized boolean isGivenUp() {
    return givenUp;
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
