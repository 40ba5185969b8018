package org.sbs.server.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.sbs.core.health.CheckOutcome;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.service.ServiceException;
import org.sbs.server.service.ShortProgram;

/**
 * Runs a program, without a shell, and judges how it ends. One that runs longer than allowed is
 * ended, with all that it started.
 */
final class ProgramProbe implements HealthProbe {
  /**
   * By these a shell, env, timeout and the like say that they did not find what they were to run.
   */
  private static final int NOT_EXECUTABLE = 126;

  private static final int NOT_FOUND = 127;

  private final List<String> command;
  private final Verdict verdict;

  /** Judges how a program ended. */
  interface Verdict {
    CheckOutcome of(ShortProgram.Outcome outcome);
  }

  ProgramProbe(List<String> command, Verdict verdict) {
    this.command = List.copyOf(command);
    this.verdict = verdict;
  }

  @Override
  public CheckOutcome ask(long withinNanos) throws InterruptedException {
    ShortProgram program = new ShortProgram("check", command, Duration.ofNanos(withinNanos));
    try {
      return verdict.of(program.run(Map.of(), ""));
    } catch (ServiceException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException(e.getMessage());
      }
      return switch (e.kind()) {
        case TIME_LIMIT -> Causes.late(withinNanos);
        case NOT_STARTED -> Causes.notPossible(e.reason());
        case FAILED -> Causes.broken(e.reason());
      };
    }
  }

  /** Exit status 0 is healthy. */
  static CheckOutcome exitStatus(ShortProgram.Outcome outcome) {
    return switch (outcome.status()) {
      case 0 -> CheckOutcome.PASSED;
      case NOT_EXECUTABLE, NOT_FOUND -> CheckOutcome.notAsked(exited(outcome));
      default -> CheckOutcome.failed(exited(outcome));
    };
  }

  static Reason exited(ShortProgram.Outcome outcome) {
    String said = outcome.errors().isBlank() ? outcome.output() : outcome.errors();
    return Reason.of(ReasonCode.CHECK_EXIT_STATUS)
        .with("status", outcome.status())
        .and(Reason.sentence(Causes.plain(said)));
  }
}
