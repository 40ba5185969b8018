package org.sbs.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.sync.CycleResult;

/** What is answered where a cycle is asked for before its bulk connection is open. */
class OutboundReplicationTest {
  private static final Reason LOST = Reason.of(ReasonCode.DATA_LOST_ON_THE_WAY_OUT);

  private static CycleResult end(CompletableFuture<CycleResult> cycle) throws Exception {
    CycleResult result = cycle.get(60, TimeUnit.SECONDS);
    assertThat(result.committed()).isFalse();
    return result;
  }

  @Test
  @DisplayName(
      "R2.10 R4.16 a cycle that is asked for does not wait for ever for a connection that does not"
          + " open, and says why")
  void neverOpens() throws Exception {
    OutboundReplication outbound = new OutboundReplication(Duration.ofMillis(50));
    outbound.expect(1);
    assertThat(end(outbound.cycle(false, true, Optional::empty)).reason().code())
        .isEqualTo(ReasonCode.DATA_CONNECTION_NOT_OPEN);
    assertThat(end(outbound.cycle(false, true, () -> Optional.of(LOST))).reason()).isEqualTo(LOST);
    assertThat(outbound.isExpected(1)).as("the connection may open later").isTrue();
  }

  @Test
  @DisplayName("R2.10 a secondary that is lost before its connection opens is told at once")
  void lost() throws Exception {
    OutboundReplication outbound = new OutboundReplication(Duration.ofHours(1));
    assertThat(end(outbound.cycle(false, false, Optional::empty)).reason().code())
        .isEqualTo(ReasonCode.NO_SECONDARY);
    outbound.expect(1);
    CompletableFuture<CycleResult> cycle = outbound.cycle(false, false, Optional::empty);
    outbound.drop(1);
    assertThat(end(cycle).reason().code()).isEqualTo(ReasonCode.SECONDARY_LOST_BEFORE_CYCLE);
  }
}
