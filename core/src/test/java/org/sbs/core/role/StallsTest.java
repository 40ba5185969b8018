package org.sbs.core.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.Lineage;

/** A secondary that is tuned to 200 ms, on machines that keep it or its primary from running. */
class StallsTest {
  private static final long MILLI = 1_000_000L;
  private static final long BEGIN = 1_000_000 * MILLI;
  private static final String ME = "a".repeat(32);
  private static final String PRIMARY = "b".repeat(32);
  private static final long LINK = 7;

  private NodeState state = following();
  private Step last = new Step(state, List.of(), Reason.NONE);
  private long told;

  private static NodeState following() {
    Self self =
        new Self(
            ME,
            Mode.SYMMETRIC,
            Timing.ofMillis(50, 200),
            Limits.ofSeconds(1, 3, 60, 2),
            "peer",
            false);
    DurableState durable = DurableState.fresh(ME).following(PRIMARY, 5);
    NodeState start =
        NodeState.starting(
            self,
            durable.withCopy(new Copy(3, Lineage.NONE.with(5, PRIMARY), Optional.empty())),
            BEGIN);
    return start.in(new Phase.Following(LINK, 5, BEGIN, 1));
  }

  /** Something happens so many milliseconds after the beginning. */
  private Phase at(long millis, Event event) {
    last = RoleMachine.on(state, event, BEGIN + millis * MILLI);
    state = last.state();
    told += last.reason().has(ReasonCode.SILENCE_LIMIT_EXTENDED) ? 1 : 0;
    return state.phase();
  }

  private Phase late(long millis, long late) {
    return at(millis, new Event.Tick(late * MILLI));
  }

  private static Event heard(long stallMillis) {
    return new Event.Heard(
        LINK,
        new PeerView(
            PRIMARY,
            Mode.SYMMETRIC,
            AnnouncedRole.PRIMARY,
            5,
            Lineage.NONE.with(5, PRIMARY),
            true,
            3,
            Pause.NONE,
            true,
            "none",
            false,
            Optional.empty(),
            false,
            Membership.UNKNOWN,
            stallMillis * MILLI),
        2,
        0);
  }

  private long limit() {
    return state.timing().silenceLimit() / MILLI;
  }

  @Test
  @DisplayName("R2.1 the limit is the setting's as long as nothing keeps a node from running")
  void quiet() {
    at(50, heard(0));
    late(60, 9);
    assertThat(limit()).isEqualTo(200);
    assertThat(late(190, 0)).isInstanceOf(Phase.Following.class);
    assertThat(late(200, 0)).isInstanceOf(Phase.Asking.class);
    assertThat(at(250, new Event.SilentPeer(1, Reason.sentence("silent"))))
        .isInstanceOf(Phase.Promoting.class);
    assertThat(told).isZero();
  }

  @Test
  @DisplayName("R2.1 silence over a pause of this node does not count, nor over several")
  void ownPauses() {
    at(50, heard(0));
    late(180, 120);
    assertThat(limit()).isEqualTo(320);
    assertThat(late(290, 100)).as("240 ms of silence").isInstanceOf(Phase.Following.class);
    assertThat(limit()).isEqualTo(420);
    at(300, heard(0));
    assertThat(limit()).as("the longest is allowed for still").isBetween(319L, 320L);
  }

  @Test
  @DisplayName("R2.1 a peer tells of its pauses, and its signs of life may be that late")
  void pausesOfThePeer() {
    at(50, heard(150));
    assertThat(limit()).isEqualTo(350);
    assertThat(late(250, 0)).isInstanceOf(Phase.Following.class);
    assertThat(at(260, heard(150))).isInstanceOf(Phase.Following.class);
    assertThat(limit()).isEqualTo(350);
    for (long millis = 300; millis <= 60_300; millis += 100) {
      at(millis, heard(0));
    }
    assertThat(limit()).as("it had none for a minute").isEqualTo(200);
  }

  @Test
  @DisplayName("R2.1 what a peer said before it had measured its pause does not hide that pause")
  void saidBefore() {
    at(50, heard(190));
    at(51, heard(98));
    assertThat(limit()).isEqualTo(390);
    assertThat(late(240, 0)).isInstanceOf(Phase.Following.class);
    at(250, heard(0));
    assertThat(limit()).as("nor does a peer that has just started").isEqualTo(390);
  }

  @Test
  @DisplayName("R2.1 a question that ends while this node does not run is put anew")
  void questionOverAPause() {
    at(50, heard(0));
    assertThat(late(201, 0)).isInstanceOf(Phase.Asking.class);
    late(390, 180);
    assertThat(at(391, new Event.SilentPeer(1, Reason.sentence("silent"))))
        .isInstanceOfSatisfying(
            Phase.Asking.class, again -> assertThat(again.attempt()).isEqualTo(2));
    assertThat(at(392, heard(0))).isInstanceOf(Phase.Following.class);
  }

  @Test
  @DisplayName("R2.1 a dead primary counts as dead within three silence limits, whatever is told")
  void bounded() {
    at(50, heard(10_000));
    late(60, 10_000);
    assertThat(limit()).isEqualTo(600);
    assertThat(late(240, 100)).isInstanceOf(Phase.Following.class);
    assertThat(late(390, 0)).isInstanceOf(Phase.Following.class);
    assertThat(late(440, 0)).isInstanceOf(Phase.Asking.class);
    late(635, 0);
    assertThat(at(640, new Event.SilentPeer(1, Reason.sentence("silent"))))
        .isInstanceOf(Phase.Asking.class);
    assertThat(at(651, new Event.SilentPeer(2, Reason.sentence("silent"))))
        .isInstanceOf(Phase.Promoting.class);
  }

  @Test
  @DisplayName("R2.1 with long limits no more than two seconds are allowed for pauses")
  void absolutelyBounded() {
    Timing timing = Timing.ofMillis(500, 20_000);
    Stalls stalls = Stalls.none(0).with(9_000 * MILLI, timing, 0).heard(9_000 * MILLI, 0);
    assertThat(stalls.allowance(timing, 0)).isEqualTo(2_000 * MILLI);
  }

  @Test
  @DisplayName("R2.1 a pause is forgotten little by little, within a minute")
  void forgotten() {
    Timing timing = Timing.ofMillis(50, 200);
    Stalls stalls = Stalls.none(0).with(100 * MILLI, timing, 0).heard(0, 0);
    assertThat(stalls.allowance(timing, 15_000 * MILLI)).isEqualTo(75 * MILLI);
    Stalls shorter = stalls.with(80 * MILLI, timing, 15_000 * MILLI).heard(0, 15_000 * MILLI);
    assertThat(shorter.allowance(timing, 15_000 * MILLI)).isEqualTo(80 * MILLI);
    assertThat(stalls.with(60 * MILLI, timing, 15_000 * MILLI).longest(15_000 * MILLI))
        .as("a shorter one does not hide it")
        .isEqualTo(75 * MILLI);
    assertThat(stalls.allowance(timing, 60_000 * MILLI)).isZero();
  }

  @Test
  @DisplayName("R2.1 a longer limit is told once, and again when it is twice as long")
  void told() {
    at(50, heard(0));
    late(100, 45);
    assertThat(told).as("less than a quarter").isZero();
    at(101, heard(20));
    late(110, 0);
    assertThat(told).isEqualTo(1);
    at(130, heard(40));
    late(140, 40);
    assertThat(told).isEqualTo(1);
    late(270, 120);
    assertThat(told).isEqualTo(2);
    assertThat(last.reason().values())
        .containsEntry("limit-ms", 400L)
        .containsEntry("configured-ms", 200L)
        .containsEntry("own-ms", 160L)
        .containsEntry("peer-ms", 40L);
  }

  @Test
  @DisplayName("R2.1 a node tells its peer of its longest pause")
  void tells() {
    late(100, 80);
    assertThat(state.view().stallNanos()).isEqualTo(80 * MILLI);
  }
}
