package org.sbs.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbs.server.node.TestPair.said;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.view.status.HistoryRow;
import org.sbs.view.status.NodeStatus;
import org.sbs.view.text.ReasonText;

/** A service that fails again and again, with two whole nodes in one JVM. */
class ObservationsTest {
  @TempDir private Path folder;

  private static List<HistoryRow> history(TestPair.Side side, String words) {
    return side.node.history(1000).stream()
        .filter(entry -> said(entry.reason()).contains(words))
        .toList();
  }

  @Test
  @DisplayName(
      "R7.3 R2.6 a service that fails on one node goes to the other with its sentinels, and where"
          + " it fails there too it stays there, with an alert")
  void passesAndStays() throws Exception {
    try (TestPair pair = new TestPair(folder)) {
      pair.a.moreSettings = "restarts = 1";
      pair.b.moreSettings = "restarts = 1";
      pair.together();
      pair.a.service.deactivate("Dock 2");
      assertThat(pair.a.node.sync().get(60, TimeUnit.SECONDS).done()).isTrue();
      pair.a.service.broken = true;
      pair.a.service.die();
      NodeStatus status = pair.b.awaitServing();
      assertThat(status.epoch()).isEqualTo(2);
      assertThat(history(pair.a, "because the service failed here 2 times")).hasSize(1);
      pair.b.await(
          "with the sentinel that worked there",
          now -> pair.b.service.active().equals(List.of("Dock 1")));
      NodeStatus other = pair.a.awaitRole("secondary");
      assertThat(other.service().problems()).anyMatch(why -> said(why).contains("failed here too"));
      pair.b.await(
          "told of it",
          now ->
              now.readiness().reasons().stream()
                  .anyMatch(why -> said(why).contains("could not serve")));

      pair.b.service.broken = true;
      pair.b.service.die();
      pair.b.await("stuck", now -> !history(pair.b, "the role stays here, because").isEmpty());
      assertThat(history(pair.b, "the role stays here, because").get(0).kind()).isEqualTo("alert");
      assertThat(pair.b.node.status().service().problems()).isNotEmpty();
      pair.b.service.broken = false;
      assertThat(pair.b.awaitServing().epoch()).isEqualTo(2);
      assertThat(pair.b.service.active()).containsExactly("Dock 1");
      assertThat(pair.a.node.status().role()).isEqualTo("secondary");
      assertThat(pair.running()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("R2.4 a sentinel that fails is told in history and status, and so is its recovery")
  void sentinels() throws Exception {
    try (TestPair pair = new TestPair(folder)) {
      pair.a.start().awaitServing();
      pair.a.service.fail("Dock 2", "capture folder not reachable");
      NodeStatus status =
          pair.a.await("told", now -> !history(pair.a, "Dock 2 failed; 1 of 2").isEmpty());
      assertThat(status.service().sentinels())
          .anyMatch(
              s ->
                  s.problem()
                      .filter(p -> ReasonText.english().say(p).contains("not reachable"))
                      .isPresent());
      assertThat(history(pair.a, "Dock 2 failed").get(0).kind()).isEqualTo("sentinel");
      assertThat(status.readiness().reasons())
          .extracting(TestPair::said)
          .contains("sentinel Dock 2: capture folder not reachable");
      pair.a.service.fail("Dock 2", "");
      pair.a.await(
          "told of its recovery",
          now -> now.service().sentinels().stream().allMatch(NodeStatus.SentinelStatus::active));
    }
  }
}
