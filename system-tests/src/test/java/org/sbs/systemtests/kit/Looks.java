package org.sbs.systemtests.kit;

import java.time.Duration;
import org.awaitility.pollinterval.IterativePollInterval;
import org.awaitility.pollinterval.PollInterval;

/**
 * How often a system test asks a node while it waits. Each question takes some milliseconds of a
 * processor, most of them in the node that is to get on: so the first ones follow each other
 * closely, later ones less.
 */
public final class Looks {
  /** Between two questions. */
  public static final PollInterval AT_NODES =
      IterativePollInterval.iterative(Looks::longer, Duration.ofMillis(20));

  private static final Duration LONGEST = Duration.ofMillis(100);

  private Looks() {}

  private static Duration longer(Duration last) {
    Duration next = last.multipliedBy(11).dividedBy(10);
    return next.compareTo(LONGEST) < 0 ? next : LONGEST;
  }
}
