package org.sbs.server.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.server.windows.FailureActions.Step;

final class FailureActionsTest {
  @Test
  @DisplayName("R11.5 what Windows did when a service failed comes back as it was")
  void kept() {
    List<Step> steps = List.of(new Step(1, 60_000), new Step(1, 1000), new Step(0, 0));
    String told = FailureActions.text(86_400, steps);
    assertThat(FailureActions.resetSeconds(told)).isEqualTo(86_400);
    assertThat(FailureActions.steps(told)).isEqualTo(steps);
  }
}
