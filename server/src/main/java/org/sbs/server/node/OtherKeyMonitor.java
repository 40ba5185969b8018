package org.sbs.server.node;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.link.DialResult;

/**
 * Whether what answers at the peer's address is an SBS with another pair key, as the last question
 * found (R10.8): both nodes may serve then, and neither hears of the other. Safe for any thread.
 */
final class OtherKeyMonitor {
  private final String peer;
  private final Consumer<Reason> news;
  private final AtomicReference<Optional<Reason>> found = new AtomicReference<>(Optional.empty());

  /**
   * Nothing is known yet.
   *
   * @param news whom to tell, once each time that it begins
   */
  OtherKeyMonitor(String peer, Consumer<Reason> news) {
    this.peer = peer;
    this.news = news;
  }

  /** What came of a question to the peer. */
  void asked(DialResult result) {
    boolean other =
        result instanceof DialResult.NotAPeer no
            && no.misfit() == DialResult.Misfit.WRONG_KEY
            && !no.outdated();
    if (!other) {
      met();
      return;
    }
    Reason why = Reason.of(ReasonCode.PEER_KEY_OTHER).with("peer", peer);
    if (found.getAndSet(Optional.of(why)).isEmpty()) {
      news.accept(why);
    }
  }

  /** A node with the right key is there. */
  void met() {
    found.set(Optional.empty());
  }

  /** That it is so now. */
  Optional<Reason> now() {
    return found.get();
  }
}
