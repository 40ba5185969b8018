package org.sbs.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Thousands of random lives of a pair in virtual time. A failure prints its seed; {@code ./mvnw -pl
 * core test -Dtest=RoleSimulationTest -Dsim.seed=SEED} replays it, {@code -Dsim.runs=N} runs more,
 * {@code -Dsim.first=SEED} begins elsewhere.
 */
class RoleSimulationTest {
  @Test
  @DisplayName(
      "R1.3 R1.4 R2.1 R2.2 R2.3 R2.5 R2.9 R3.1 R5.2 R7.3 a pair keeps its promises in every random"
          + " schedule")
  void keepsItsPromises() {
    Long seed = Long.getLong("sim.seed");
    long first = seed != null ? seed : Long.getLong("sim.first", 1L);
    long runs = seed != null ? 1 : Long.getLong("sim.runs", 10_000L);
    long done = 0;
    for (long i = first; i < first + runs; i++) {
      Simulation.run(i);
      done++;
    }
    assertThat(done).isEqualTo(runs);
  }
}
