package org.sbs.core.health;

import java.util.Objects;
import org.sbs.core.reason.Reason;

/**
 * How one check of the service ended. Immutable.
 *
 * @param cause what came instead of success; empty for a success
 */
public record CheckOutcome(Result result, Reason cause) {
  /** What it says of the service. */
  public enum Result {
    /** The service works. */
    PASSED,
    /** The service was asked, and does not answer as it should. */
    FAILED,
    /**
     * The service was not asked: the check is set up wrongly, or this node could not do it. That
     * says nothing of the service, so it counts neither as a success nor as a failure.
     */
    NOT_ASKED
  }

  /** The service works. */
  public static final CheckOutcome PASSED = new CheckOutcome(Result.PASSED, Reason.NONE);

  /** Checks that nothing is missing. */
  public CheckOutcome {
    Objects.requireNonNull(result, "result");
    Objects.requireNonNull(cause, "cause");
  }

  /** It was asked and does not work. */
  public static CheckOutcome failed(Reason cause) {
    return new CheckOutcome(Result.FAILED, cause);
  }

  /** It was not asked. */
  public static CheckOutcome notAsked(Reason cause) {
    return new CheckOutcome(Result.NOT_ASKED, cause);
  }
}
