package org.sbs.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.readiness.Finding;
import org.sbs.core.readiness.Level;
import org.sbs.core.readiness.Probe;
import org.sbs.core.readiness.Report;
import org.sbs.core.readiness.Topic;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** Two nodes check one another over a real link. */
@Tag("slow")
class CheckPairTest {
  private static final Probe LOST =
      Probe.trouble(Topic.CAPTURE_FOLDER, "/mnt/dock", Reason.of(ReasonCode.PROBE_MISSING));

  @TempDir Path folder;

  private static Reason lost(Finding.Who who) {
    return Reason.of(ReasonCode.CHECK_TROUBLE)
        .with("topic", "capture-folder")
        .with("subject", "/mnt/dock")
        .with("who", who.reason())
        .with("why", LOST.why());
  }

  private static Report check(TestPair.Side side) throws Exception {
    return side.node.check().get(60, TimeUnit.SECONDS);
  }

  @Test
  @DisplayName("R7.6 R9.3 trouble on one node is found from both, told by status, and its end too")
  void trouble() throws Exception {
    try (TestPair pair = new TestPair(folder).together()) {
      assertThat(check(pair.a).ready()).isTrue();
      pair.b.probes = List.of(LOST);
      await(pair.a);
      Finding fromA = check(pair.a).findings().get(0);
      assertThat(fromA.clause()).isEqualTo(lost(Finding.Who.OTHER));
      assertThat(fromA.level()).isEqualTo(Level.NOT_READY);
      assertThat(check(pair.b).findings().get(0).clause()).isEqualTo(lost(Finding.Who.THIS));
      assertThat(pair.a.node.status().readiness().reasons())
          .containsExactly(lost(Finding.Who.OTHER));
      pair.b.probes = List.of();
      pair.a.await("ready again", status -> status.readiness().ready());
    }
  }

  /** Facts a second old count as fresh; a user who asks twice within it is shown the same. */
  private static void await(TestPair.Side side) {
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !check(side).ready());
  }

  @Test
  @DisplayName("R7.6 a node alone says that it cannot call the other one, and what it misses now")
  void alone() throws Exception {
    try (TestPair pair = new TestPair(folder)) {
      pair.a.start().awaitServing();
      Report report = check(pair.a);
      assertThat(report.ready()).isFalse();
      assertThat(report.obstacles())
          .contains(
              Reason.of(ReasonCode.AT_THIS_MOMENT).with("why", Reason.of(ReasonCode.NO_SECONDARY)))
          .extracting(Reason::code)
          .contains(ReasonCode.CANNOT_CALL_PEER);
    }
  }
}
