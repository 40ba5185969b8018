package org.sbs.server.health;

import java.util.List;
import org.sbs.core.health.CheckOutcome;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.service.ShortProgram;

/**
 * What {@code lpm status --stuck-after} says. It ends with 0 where nothing is stuck, with 1 and a
 * line for each sentinel that is, and with 69 where no Label Print Manager answers.
 */
final class LpmVerdict {
  private static final int STUCK = 1;
  private static final int SILENT = 69;
  private static final int MOST_NAMES = 5;

  private LpmVerdict() {}

  static CheckOutcome of(ShortProgram.Outcome outcome) {
    List<String> lines = outcome.output().lines().filter(line -> line.contains("\t")).toList();
    return switch (outcome.status()) {
      case 0 -> CheckOutcome.PASSED;
      case SILENT -> CheckOutcome.failed(Reason.of(ReasonCode.CHECK_LPM_SILENT));
      case STUCK -> lines.isEmpty() ? unknown(outcome) : stuck(lines);
      default -> unknown(outcome);
    };
  }

  private static CheckOutcome stuck(List<String> lines) {
    List<String> names =
        lines.stream()
            .limit(MOST_NAMES)
            .map(line -> line.replaceFirst("\t([0-9]+).*", " ($1 s)").replaceAll("\t.*", ""))
            .toList();
    String more = lines.size() > MOST_NAMES ? ", …" : "";
    return CheckOutcome.failed(
        Reason.of(ReasonCode.CHECK_JOBS_STUCK)
            .with("sentinels", Causes.plain(String.join(", ", names) + more)));
  }

  /** The command itself did not do what it is for. */
  private static CheckOutcome unknown(ShortProgram.Outcome outcome) {
    return CheckOutcome.notAsked(ProgramProbe.exited(outcome));
  }
}
