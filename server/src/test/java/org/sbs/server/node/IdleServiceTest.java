package org.sbs.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.view.picture.Picture;
import org.sbs.view.picture.Severity;
import org.sbs.view.status.NodeStatus;

/** A service that runs and prints nothing. */
class IdleServiceTest {
  @TempDir Path folder;

  @Test
  @DisplayName("R9.7 a node whose sentinels are all off is not ready, and says NOT PRINTING")
  void allOff() throws Exception {
    try (TestPair pair = new TestPair(folder).together()) {
      pair.a.service.deactivate(List.of("Dock 1", "Dock 2"));
      pair.a.await("not ready", status -> !status.readiness().ready());
      NodeStatus idle = pair.a.node.status();
      assertThat(idle.readiness().reasons())
          .containsExactly(Reason.of(ReasonCode.NO_SENTINEL_ACTIVE));
      Picture picture = Picture.of(idle);
      assertThat(picture.severity()).isEqualTo(Severity.CRITICAL);
      assertThat(picture.headline().code()).isEqualTo(ReasonCode.HEADLINE_NOT_PRINTING);
      pair.a.service.activate(List.of("Dock 2"));
      pair.a.await("ready again", status -> status.readiness().ready());
    }
  }
}
