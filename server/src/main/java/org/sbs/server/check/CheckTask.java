package org.sbs.server.check;

import java.util.Optional;
import org.sbs.core.readiness.Probe;
import org.sbs.core.readiness.Topic;
import org.sbs.core.reason.Reason;

/**
 * One thing to be looked at.
 *
 * @param action looks
 */
record CheckTask(Topic topic, String subject, Action action) {
  /** Looks, for as long as it takes: it may hang on a share that does. */
  interface Action {
    /** What is wrong; empty if nothing is. */
    Optional<Reason> look() throws Exception;
  }

  String key() {
    return topic + " " + subject;
  }

  Probe probe(Optional<Reason> wrong) {
    return wrong
        .map(why -> Probe.trouble(topic, subject, why))
        .orElseGet(() -> Probe.fine(topic, subject));
  }
}
