package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.systemtests.kit.LabelStation;
import org.sbs.systemtests.kit.Outcome;
import org.sbs.systemtests.kit.Processes;
import org.sbs.systemtests.kit.TestPair;

/** The real Label Print Manager as the protected service. */
final class LabelSystemTest {
  @RegisterExtension final TestPair pair = new TestPair();

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
    pair.b().awaitReason("the service runs: 4 of 4 active");
    assertPrints(station, "after");
    assertThat(station.labels("before")).as("nothing is printed again").isEqualTo(2);
  }

  @Test
  @DisplayName(
      "R2.4 after a takeover each sentinel is reported; one whose capture folder comes back works"
          + " again, and history and status say so")
  void captureFolderIsGone() throws Exception {
    LabelStation station = LabelStation.of(pair);
    pair.a().settings().set("pair.period-seconds", 1);
    pair.startReady();
    station.takeAway();
    assertThat(pair.a().awaitReason("Bins failed; 3 of 4 active; Bins: "))
        .contains("bins")
        .doesNotContain("Exception");
    pair.a().kill();
    pair.b().awaitReason("the service runs: 3 of 4 active; Bins: ");
    Outcome status = pair.b().command("status");
    assertThat(status.out()).contains("3 of 4 sentinels active").contains("Not ready: ");
    assertThat(pair.b().command("status", "--json").out())
        .containsPattern("\"name\":\"Bins\",\"active\":false,\"problem\":\"The capture folder");
    station.putBack();
    pair.b().awaitReason("Bins works again; 4 of 4 active");
    assertPrints(station, "after");
  }

  private static void assertPrints(LabelStation station, String file) throws IOException {
    station.drop(file);
    await(file + " is printed").atMost(Duration.ofSeconds(60)).until(() -> station.isDone(file));
    assertThat(station.labels(file)).isEqualTo(2);
  }
}
