package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.systemtests.kit.CutSeries;
import org.sbs.systemtests.kit.TestPair;

/**
 * The secondary is killed at random instants of cycles. A long series: system-tests/power-cut.sh.
 */
final class KilledSecondarySystemTest {
  private static final int KILLS = Integer.getInteger("cuts", 6);

  @RegisterExtension final TestPair pair = new TestPair();

  @Test
  @DisplayName("R4.8 R11.3 kill -9 of the secondary: the set is one committed cycle, old or new")
  void killed() throws Exception {
    long seed = Long.getLong("cuts.seed", System.nanoTime());
    System.out.println("Kills of the secondary: -Dcuts.seed=" + seed);
    CutSeries.Result result =
        CutSeries.run(
            pair,
            KILLS,
            seed,
            new CutSeries.Strike() {
              @Override
              public void strike() {
                pair.b().kill();
              }

              @Override
              public void repair() {
                // A killed process leaves its disk as it is.
              }
            });
    CutReport.row("kill -9", result);
    assertThat(result.violations()).isEmpty();
  }
}
