package org.sbs.core.sim;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Many thousands of random lives of a pair in virtual time, on all cores. A failure prints its
 * seed; {@code ./mvnw -pl core test -Dtest=RoleSimulationTest -Dsim.seed=SEED} replays it, {@code
 * -Dsim.runs=N} runs more, {@code -Dsim.first=SEED} begins elsewhere, and {@code -Dsim.threads=N}
 * takes so many cores.
 */
class RoleSimulationTest {
  @Test
  @DisplayName(
      "R1.3 R1.4 R1.8 R1.9 R1.10 R2.1 R2.2 R2.3 R2.5 R2.6 R2.8 R2.9 R2.10 R3.1 R5.1 R5.2 R7.3 a pair"
          + " keeps its promises in every random schedule")
  void keepsItsPromises() {
    Long seed = Long.getLong("sim.seed");
    long first = seed != null ? seed : Long.getLong("sim.first", 1L);
    long runs = seed != null ? 1 : Long.getLong("sim.runs", 50_000L);
    int threads = Integer.getInteger("sim.threads", Runtime.getRuntime().availableProcessors());
    new SimulationRun(first, runs).run(threads, System.out);
  }
}
