package org.sbs.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.ElectionContext;
import org.sbs.core.role.Event;
import org.sbs.core.role.Limits;
import org.sbs.core.role.Phase;
import org.sbs.core.role.ServiceHealth;

/** Under which word the history tells of an event. */
class EventKindsTest {
  private static final Limits LIMITS = Limits.ofSeconds(1, 3, 60, 2);
  private static final Reason WHY = Reason.of(ReasonCode.SILENT_TOO_LONG);
  private static final Phase FOLLOWING = new Phase.Following(1, 2, 0, 0);

  private static Phase serving(ServiceHealth health) {
    return new Phase.Serving(1, health, Optional.empty(), Optional.empty(), 0, false);
  }

  private static String kind(Event event, Phase to) {
    return EventLog.kind(event, to, LIMITS);
  }

  @Test
  @DisplayName("R9.3 the history tells of the service, of the peer and of failures by kind")
  void kinds() {
    ServiceHealth down = new ServiceHealth(ServiceHealth.State.DOWN, 0, 1, Reason.NONE);
    ServiceHealth worn = new ServiceHealth(ServiceHealth.State.DOWN, 0, 3, Reason.NONE);
    assertThat(kind(new Event.ServiceDied(WHY), serving(down))).isEqualTo("service");
    assertThat(kind(new Event.ServiceDied(WHY), serving(worn))).isEqualTo("alert");
    assertThat(kind(new Event.ServiceStopFailed(WHY), FOLLOWING)).isEqualTo("service");
    assertThat(kind(new Event.PrepareFailed(WHY), new Phase.Ended(1))).isEqualTo("service");
    assertThat(kind(new Event.WitnessFailed(WHY), serving(down))).isEqualTo("alert");
    assertThat(kind(new Event.SettleFailed(1, WHY), FOLLOWING)).isEqualTo("alert");
    assertThat(kind(new Event.LinkClosed(1, WHY), FOLLOWING)).isEqualTo("peer");
    assertThat(kind(new Event.SwitchoverAsked(), FOLLOWING)).isEqualTo("peer");
    ElectionContext held = ElectionContext.begun(true, 0, WHY).heldFor(WHY);
    assertThat(kind(new Event.Tick(), new Phase.Waiting(0, held))).isEqualTo("alert");
  }
}
