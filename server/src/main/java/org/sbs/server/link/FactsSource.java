package org.sbs.server.link;

import org.sbs.core.readiness.Facts;

/** What this node tells its peer when that one checks the pair (R7.6). */
public interface FactsSource {
  /**
   * What the node found out about itself. Called on a thread of the link; may block for some
   * seconds, and must not throw.
   *
   * @param fresh whether it shall look anew
   */
  Answer facts(boolean fresh);

  /**
   * The answer.
   *
   * @param wallMillis this machine's wall clock now, since 1970-01-01 UTC
   */
  record Answer(Facts facts, long wallMillis) {}
}
