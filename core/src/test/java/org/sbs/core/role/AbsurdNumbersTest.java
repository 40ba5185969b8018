package org.sbs.core.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.bound.Bound;
import org.sbs.core.replica.Lineage;

/** No value of the role machine holds a number that cannot be. */
class AbsurdNumbersTest {
  private static final String ID = "a".repeat(32);

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 1_000_000_000_001L, Long.MAX_VALUE})
  @DisplayName("R10.10 there is no state, view, lineage or claim with an absurd epoch")
  void epochs(long absurd) {
    DurableState fresh = DurableState.fresh(ID);
    assertThatThrownBy(() -> fresh.reigning(absurd)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Lineage.EpochOwner(absurd, ID))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new WitnessView(absurd, ID, "", false))
        .isInstanceOf(IllegalArgumentException.class);
    if (absurd > 0) {
      assertThatThrownBy(() -> fresh.sawEpoch(absurd)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1,
        Long.MIN_VALUE + 1_000,
        0,
        5_001,
        Long.MAX_VALUE
      })
  @DisplayName("R10.10 R6.3 an echo of no heartbeat of this node confirms nothing")
  void echoes(long absurd) {
    PeerView peer =
        new PeerView(
            ID,
            Mode.SYMMETRIC,
            AnnouncedRole.SECONDARY,
            0,
            Lineage.NONE,
            false,
            0,
            Pause.NONE,
            true,
            "none",
            false,
            Optional.empty(),
            false,
            Membership.UNKNOWN);
    Follower joined = Follower.joined(1, peer, 1_000);
    assertThat(joined.echoed(absurd, peer, 5_000).confirmedNanos()).isEqualTo(Long.MIN_VALUE);
    assertThat(joined.echoed(4_000, peer, 5_000).echoed(absurd, peer, 5_000).confirmedNanos())
        .isEqualTo(4_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, Long.MAX_VALUE})
  @DisplayName("R10.10 a pause of absurd length or number is refused")
  void pauses(long absurd) {
    assertThatThrownBy(() -> new Pause(absurd, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Pause(1, absurd)).isInstanceOf(IllegalArgumentException.class);
    assertThat(new Pause(Bound.PAUSE.most(), Bound.LONGEST_PAUSE_NANOS).leftNanos()).isPositive();
  }
}
