package org.sbs.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.node.NodeControl.Answer;

/** A user switches sentinels, and what he chose is what works after a takeover. */
class SentinelSwitchTest {
  @TempDir Path folder;

  private static Answer ask(TestPair.Side side, boolean active, String... names) throws Exception {
    return side.node.sentinels(List.of(names), active).get(60, TimeUnit.SECONDS);
  }

  @Test
  @DisplayName("R9.5 R2.3 what a user deactivates stays off on the node that takes over")
  void switched() throws Exception {
    try (TestPair pair = new TestPair(folder).together()) {
      assertThat(ask(pair.a, false, "Dock 9").why().code()).isEqualTo(ReasonCode.SENTINELS_UNKNOWN);
      assertThat(ask(pair.b, false, "Dock 1").why().code())
          .isEqualTo(ReasonCode.SENTINELS_ELSEWHERE);
      pair.a.service.canDeactivate = false;
      assertThat(ask(pair.a, false, "Dock 1").why().code())
          .isEqualTo(ReasonCode.SENTINELS_CANNOT_BE_OFF);
      pair.a.service.canDeactivate = true;
      long before = pair.a.node.status().sync().cycle();
      assertThat(ask(pair.a, false, "Dock 1").done()).isTrue();
      assertThat(pair.a.service.active()).containsExactly("Dock 2");
      pair.b.await("told of it", status -> status.sync().cycle() > before);
      assertThat(pair.a.node.switchover().get(60, TimeUnit.SECONDS).done()).isTrue();
      pair.b.await("serves", status -> status.service().running());
      assertThat(pair.b.service.active()).containsExactly("Dock 2");
      assertThat(ask(pair.b, true, "Dock 1").done()).isTrue();
      assertThat(pair.b.service.active()).containsExactlyInAnyOrder("Dock 1", "Dock 2");
    }
  }
}
