package org.sbs.server.link;

import java.util.Optional;

/**
 * One question to the peer, which another thread may give up. Whoever waits for its answer then
 * gets one at once; it says nothing of the peer. Safe for any thread.
 */
public final class Question {
  private Optional<OutgoingCall> call = Optional.empty();
  private boolean givenUp;

  /** Nobody wants the answer any more. */
  public synchronized void giveUp() {
    givenUp = true;
    call.ifPresent(OutgoingCall::giveUp);
  }

  synchronized boolean isGivenUp() {
    return givenUp;
  }

  /** It is put by this call now. */
  synchronized void putBy(OutgoingCall next) {
    call = Optional.of(next);
    if (givenUp) {
      next.giveUp();
    }
  }
}
