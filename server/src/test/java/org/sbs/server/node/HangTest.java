package org.sbs.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbs.server.node.TestPair.said;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.health.CheckOutcome;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.view.status.HistoryRow;
import org.sbs.view.status.NodeStatus;

/** A service that runs and does not work, with two whole nodes in one JVM. */
@Tag("slow")
class HangTest {
  private static final String CHECKS =
      "restarts = 1\nchecks = [{ tcp = \"127.0.0.1:9000\", every-seconds = 1, within-seconds = 1,"
          + " failures = 2, start-seconds = 1 }]";
  private static final CheckOutcome FAILED =
      CheckOutcome.failed(Reason.of(ReasonCode.CHECK_TIMED_OUT).with("seconds", 1));

  @TempDir private Path folder;

  private static List<HistoryRow> history(TestPair.Side side, String words) {
    return side.node.history(1000).stream()
        .filter(entry -> said(entry.reason()).contains(words))
        .toList();
  }

  private static TestPair pair(Path folder) throws Exception {
    TestPair pair = new TestPair(folder);
    pair.a.moreSettings = CHECKS;
    pair.b.moreSettings = CHECKS;
    return pair.together();
  }

  @Test
  @DisplayName(
      "R7.3 R2.6 a service that hangs is restarted in place, then goes to the other node with its"
          + " sentinels, and where it hangs there too it stays there, with an alert")
  void passesAndStays() throws Exception {
    try (TestPair pair = pair(folder)) {
      pair.a.service.deactivate("Dock 2");
      assertThat(pair.a.node.sync().get(60, TimeUnit.SECONDS).done()).isTrue();
      pair.a.health = FAILED;
      NodeStatus status = pair.b.awaitServing();
      assertThat(status.epoch()).isEqualTo(2);
      assertThat(history(pair.a, "the check tcp 127.0.0.1:9000 failed, 2 in a row")).hasSize(2);
      assertThat(history(pair.a, "it is ended and started again")).hasSize(1);
      assertThat(history(pair.a, "it is ended, and then the role passes to")).hasSize(1);
      assertThat(history(pair.a, "because the service failed here 2 times")).hasSize(1);
      pair.b.await(
          "with the sentinel that worked there",
          now -> pair.b.service.active().equals(List.of("Dock 1")));
      assertThat(pair.a.awaitRole("secondary").service().problems())
          .anyMatch(why -> said(why).contains("failed here too"));

      pair.b.health = FAILED;
      pair.b.await("stuck", now -> !history(pair.b, "the role stays here because").isEmpty());
      HistoryRow stays = history(pair.b, "the role stays here because").get(0);
      assertThat(stays.kind()).isEqualTo("alert");
      NodeStatus stuck =
          pair.b.await(
              "shown as not working",
              now ->
                  now.service().problems().stream()
                      .anyMatch(why -> said(why).contains("check tcp")));
      assertThat(stuck.service().running()).as("it is left as it is").isTrue();
      assertThat(stuck.service().checks().get(0).state()).isEqualTo("failed");
      assertThat(stuck.readiness().ready()).isFalse();
      assertThat(stuck.epoch()).isEqualTo(2);

      pair.b.health = CheckOutcome.PASSED;
      pair.b.await("well again", now -> now.service().problems().isEmpty());
      assertThat(history(pair.b, "the service works again by itself")).hasSize(1);
      assertThat(pair.b.node.status().epoch()).isEqualTo(2);
      assertThat(pair.a.node.status().role()).isEqualTo("secondary");
      assertThat(pair.running()).isEqualTo(1);
      assertThat(pair.a.service.mostAtOnce).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("R7.3 one that works after its restart stays where it is")
  void restartHelps() throws Exception {
    try (TestPair pair = pair(folder)) {
      pair.a.health = FAILED;
      pair.a.await("restarted", now -> !history(pair.a, "it is ended and started").isEmpty());
      pair.a.health = CheckOutcome.PASSED;
      pair.a.await(
          "well",
          now ->
              now.service().running()
                  && now.service().checks().get(0).state().equals("passed")
                  && now.service().problems().isEmpty());
      assertThat(pair.a.service.active()).containsExactly("Dock 1", "Dock 2");
      assertThat(pair.a.node.status().epoch()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("R7.3 R7.6 a check that cannot be done is shown, and costs nobody a role")
  void cannotBeDone() throws Exception {
    try (TestPair pair = pair(folder)) {
      pair.a.health =
          CheckOutcome.notAsked(Reason.of(ReasonCode.CHECK_NAME_UNKNOWN).with("name", "labels"));
      NodeStatus status =
          pair.a.await(
              "complaining", now -> now.service().checks().get(0).state().equals("not-possible"));
      assertThat(status.service().problems()).anyMatch(why -> said(why).contains("cannot be done"));
      pair.a.await("told", now -> !history(pair.a, "cannot be done").isEmpty());
      assertThat(history(pair.a, "cannot be done").get(0).kind()).isEqualTo("check");
      assertThat(pair.a.node.status().epoch()).isEqualTo(1);
      assertThat(pair.a.node.status().service().running()).isTrue();
    }
  }
}
