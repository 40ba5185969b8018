package org.sbs.server.check;

import java.util.Optional;
import org.sbs.core.readiness.Probe;
import org.sbs.core.readiness.Topic;

/**
 * One thing to be looked at.
 *
 * @param action looks
 */
record CheckTask(Topic topic, String subject, Action action) {
  /** Looks, for as long as it takes: it may hang on a share that does. */
  interface Action {
    /** What is wrong, a clause; empty if nothing is. */
    Optional<String> look() throws Exception;
  }

  String key() {
    return topic + " " + subject;
  }

  Probe probe(Optional<String> wrong) {
    return wrong
        .map(detail -> Probe.trouble(topic, subject, detail))
        .orElseGet(() -> Probe.fine(topic, subject));
  }
}
