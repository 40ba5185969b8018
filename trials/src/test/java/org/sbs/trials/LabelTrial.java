package org.sbs.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.trials.kit.LabelStation;
import org.sbs.trials.kit.Processes;
import org.sbs.trials.kit.TrialPair;

/** The real Label Print Manager as the protected service. */
final class LabelTrial {
  @RegisterExtension final TrialPair pair = new TrialPair();

  @Test
  @DisplayName("R2.3 R2.7 R7.2 kill -9: our LPM ends within a second, the other LPM prints on")
  void labelsGoOn() throws Exception {
    LabelStation station = LabelStation.of(pair);
    pair.startReady();
    assertPrints(station, "before");

    ProcessHandle lpm = LabelStation.process(pair.a());
    pair.a().kill();
    await("the LPM ends")
        .atMost(Duration.ofSeconds(1))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> !Processes.runs(lpm));
    pair.b().awaitReason("the service runs: 4 sentinels activated");
    assertPrints(station, "after");
    assertThat(station.labels("before")).as("nothing is printed again").isEqualTo(2);
  }

  private static void assertPrints(LabelStation station, String file) throws IOException {
    station.drop(file);
    await(file + " is printed").atMost(Duration.ofSeconds(60)).until(() -> station.isDone(file));
    assertThat(station.labels(file)).isEqualTo(2);
  }
}
