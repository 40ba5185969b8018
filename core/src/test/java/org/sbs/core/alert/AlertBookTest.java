package org.sbs.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.Lineage;
import org.sbs.core.role.AnnouncedRole;
import org.sbs.core.role.Cause;
import org.sbs.core.role.DurableState;
import org.sbs.core.role.ElectionContext;
import org.sbs.core.role.Event;
import org.sbs.core.role.Follower;
import org.sbs.core.role.Limits;
import org.sbs.core.role.Membership;
import org.sbs.core.role.Mode;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Pause;
import org.sbs.core.role.PeerView;
import org.sbs.core.role.Phase;
import org.sbs.core.role.RoleMachine;
import org.sbs.core.role.Self;
import org.sbs.core.role.ServiceHealth;
import org.sbs.core.role.Step;
import org.sbs.core.role.Timing;

/** Which alert is mailed and when, with a clock that the test sets. */
class AlertBookTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final String PEER = "192.0.2.1:4445";
  private static final String OTHER = "f".repeat(32);

  private final AlertBook book = new AlertBook();
  private long now = 1_000 * SECOND;
  private NodeState state;

  // What the node says of itself.
  private static final Reason GONE =
      Reason.of(ReasonCode.SECONDARY_GONE).with("why", Reason.of(ReasonCode.SILENT_TOO_LONG));
  private static final Reason FAILED = Reason.of(ReasonCode.SENTINEL_WITHOUT_WORDS);
  private static final Health.Failed SHARE_GONE =
      new Health.Failed("Dock 3", Reason.sentence("share is gone"));
  private static final Reason ENDED = Reason.of(ReasonCode.SERVICE_ENDED).with("why", "exit 3");
  private static final Reason UNSTARTED =
      Reason.of(ReasonCode.SERVICE_NOT_STARTED).with("why", "exit 3");
  private static final Reason TOO =
      Reason.of(ReasonCode.PRECEDENCE_HERE)
          .with("peer", PEER)
          .with("epoch", 1L)
          .with("why", Reason.of(ReasonCode.STAYS_BY_EPOCH));

  /** Words of somebody else, as of the operating system. */
  private static final Reason FULL = Reason.sentence("no space left on device");

  private List<Health.Failed> failed = List.of();
  private long cycle = 1;
  private boolean cycles = true;
  private long held;
  private long conflicts;
  private List<Reason> gaps = List.of();

  @BeforeEach
  void start() {
    Self self =
        new Self(
            "a".repeat(32),
            Mode.SYMMETRIC,
            Timing.ofMillis(500, 2000),
            Limits.ofSeconds(10, 3, 600, 2),
            PEER,
            false);
    DurableState durable =
        DurableState.fresh("a".repeat(32)).reigning(1).connectedWith(OTHER).endedAlone();
    state = NodeState.starting(self, durable, now);
  }

  private NodeState in(Phase phase) {
    return new NodeState(
        state.self(), state.durable(), false, phase, state.eventNanos(), 0, state.watch());
  }

  private static Phase.Serving serving(ServiceHealth.State service, Optional<Follower> follower) {
    return new Phase.Serving(
        2, new ServiceHealth(service, 0, 0, Reason.NONE), follower, Optional.empty(), 0, false);
  }

  private Optional<Follower> follower() {
    return Optional.of(
        new Follower(5, OTHER, Mode.SYMMETRIC, now, now, true, now, Optional.empty()));
  }

  private Optional<Follower> unfit(Reason why) {
    return Optional.of(
        new Follower(5, OTHER, Mode.SYMMETRIC, now, now, true, now, Optional.of(why)));
  }

  private void step(Phase to, Event event, Reason reason) {
    NodeState next = in(to);
    book.stepped(state, event, new Step(next, List.of(), reason), now);
    state = next;
  }

  private void step(Phase to, Reason reason) {
    step(to, new Event.Tick(), reason);
  }

  /** Whatever the words are: nothing may depend on them. */
  private void step(Phase to, String words) {
    step(to, Reason.sentence(words));
  }

  private Health health() {
    return new Health(
        state,
        failed,
        "cycle " + cycle,
        MINUTE,
        Optional.of(FULL),
        held,
        List.of(FULL),
        conflicts,
        gaps);
  }

  /** Looks once a second for that long, with a cycle every ten seconds. */
  private List<Notice> pass(long nanos) {
    List<Notice> notices = new ArrayList<>();
    for (long end = now + nanos; now < end; now += SECOND) {
      if (cycles && now % (10 * SECOND) == 0) {
        cycle++;
      }
      notices.addAll(book.look(health(), now));
    }
    return notices;
  }

  private static List<String> words(List<Notice> notices) {
    return notices.stream().map(notice -> notice.alert().word()).toList();
  }

  /** Primary with a secondary that is up to date; nothing is worth a mail. */
  private void ready() {
    step(Promotions.of(Cause.START), "");
    step(serving(ServiceHealth.State.STARTING, Optional.empty()), "primary");
    step(serving(ServiceHealth.State.RUNNING, Optional.empty()), "the service runs");
    step(serving(ServiceHealth.State.RUNNING, follower()), "a secondary follows");
    assertThat(pass(MINUTE)).isEmpty();
  }

  private void takeover() {
    step(new Phase.Following(3, 1, now, 0), "secondary");
    step(Promotions.of(Cause.TAKEOVER), "");
    step(serving(ServiceHealth.State.STARTING, Optional.empty()), "took over");
  }

  @Test
  @DisplayName("R8.1 R2.3 a takeover is mailed once, when the service runs and is listed")
  void takeoverOnce() {
    takeover();
    assertThat(pass(3 * SECOND)).isEmpty();
    step(serving(ServiceHealth.State.RUNNING, Optional.empty()), "the service runs");
    List<Notice> notices = pass(60 * MINUTE);
    assertThat(notices).containsExactly(new Notice(new Alert.TookOver(PEER, 2, Promotions.WHY), 1));
  }

  @Test
  @DisplayName("R8.1 a takeover is mailed after ten seconds though the service does not start")
  void takeoverWithoutService() {
    takeover();
    assertThat(words(pass(11 * SECOND))).containsExactly("took-over");
    step(serving(ServiceHealth.State.DOWN, Optional.empty()), UNSTARTED);
    List<Notice> notices = pass(MINUTE);
    assertThat(notices).containsExactly(new Notice(new Alert.ServiceDown(UNSTARTED), 1));
  }

  @Test
  @DisplayName("R8.1 a takeover that SBS's end overtakes is not forgotten")
  void takeoverBeforeTheEnd() {
    takeover();
    assertThat(words(book.last())).containsExactly("took-over");
    assertThat(book.last()).isEmpty();
  }

  @Test
  @DisplayName("R8.2 when the other node is back and up to date, one mail says that all is well")
  void backToNormal() {
    takeover();
    step(serving(ServiceHealth.State.RUNNING, Optional.empty()), "the service runs");
    assertThat(words(pass(5 * MINUTE))).containsExactly("took-over");
    step(serving(ServiceHealth.State.RUNNING, follower()), "a secondary follows");
    assertThat(pass(10 * SECOND)).isEmpty();
    List<Notice> notices = pass(60 * MINUTE);
    assertThat(notices)
        .containsExactly(new Notice(new Alert.BackToNormal(List.of("took-over")), 1));
  }

  @Test
  @DisplayName("R8.2 a hand-over that somebody wanted is one mail, without a return to normal")
  void handOver() {
    step(new Phase.Following(3, 1, now, 0), "secondary");
    step(Promotions.of(Cause.HANDOVER), "");
    step(serving(ServiceHealth.State.RUNNING, Optional.empty()), "handed over");
    assertThat(pass(3 * SECOND)).isEmpty();
    step(serving(ServiceHealth.State.RUNNING, follower()), "a secondary follows");
    assertThat(words(pass(2 * SECOND))).containsExactly("handed-over");
    assertThat(pass(10 * MINUTE)).isEmpty();
  }

  @Test
  @DisplayName("R8.2 a node that merely starts mails nothing; one that may have old data does")
  void starts() {
    ready();
    AlertBook fresh = new AlertBook();
    NodeState before = in(Promotions.of(Cause.START));
    NodeState after = in(serving(ServiceHealth.State.STARTING, Optional.empty()));
    Reason why = Reason.of(ReasonCode.NO_PRIMARY_THERE);
    fresh.stepped(before, new Event.Tick(), new Step(after, List.of(), why), now);
    assertThat(fresh.last()).isEmpty();
    NodeState old =
        new NodeState(
            after.self(),
            after.durable().withOldData(),
            false,
            after.phase(),
            now,
            0,
            after.watch());
    fresh.stepped(before, new Event.Tick(), new Step(old, List.of(), why), now);
    assertThat(words(fresh.last())).containsExactly("old-data");
  }

  @Test
  @DisplayName("R8.2 a secondary that is gone for a minute is mailed; one that restarts is not")
  void secondaryLost() {
    ready();
    step(
        serving(ServiceHealth.State.RUNNING, Optional.empty()),
        Reason.of(ReasonCode.SECONDARY_SILENT));
    assertThat(pass(50 * SECOND)).isEmpty();
    step(serving(ServiceHealth.State.RUNNING, follower()), "back");
    assertThat(pass(MINUTE)).isEmpty();
    step(serving(ServiceHealth.State.RUNNING, Optional.empty()), GONE);
    assertThat(pass(2 * MINUTE))
        .containsExactly(new Notice(new Alert.SecondaryLost(PEER, GONE), 1));
  }

  @Test
  @DisplayName("R8.2 replication that stands still is mailed with its reason; a long copy is not")
  void stalled() {
    ready();
    cycles = false;
    List<Notice> notices = pass(10 * MINUTE);
    assertThat(notices).containsExactly(new Notice(new Alert.ReplicationStalled(PEER, 1, FULL), 1));
    cycles = true;
    assertThat(words(pass(MINUTE))).containsExactly("back-to-normal");
  }

  @Test
  @DisplayName("R8.2 R6.3 a secondary that could not take over for a minute is mailed")
  void unfit() {
    ready();
    Reason why = Reason.of(ReasonCode.UNFIT_WITNESS);
    step(serving(ServiceHealth.State.RUNNING, unfit(why)), "");
    assertThat(pass(10 * MINUTE))
        .containsExactly(new Notice(new Alert.SecondaryUnfit(PEER, why), 1));
    step(serving(ServiceHealth.State.RUNNING, follower()), "");
    assertThat(words(pass(MINUTE))).containsExactly("back-to-normal");
  }

  @Test
  @DisplayName(
      "R8.2 R7.3 a service that fails again and again is mailed though it starts each time")
  void wornOut() {
    ready();
    ServiceHealth wornOut = new ServiceHealth(ServiceHealth.State.RUNNING, 0, 3, Reason.NONE);
    step(
        new Phase.Serving(
            2,
            new ServiceHealth(ServiceHealth.State.DOWN, 0, 3, Reason.NONE),
            follower(),
            Optional.empty(),
            0,
            false),
        ENDED);
    step(new Phase.Serving(2, wornOut, follower(), Optional.empty(), 0, false), "it runs");
    assertThat(pass(10 * MINUTE)).containsExactly(new Notice(new Alert.ServiceDown(ENDED), 1));
  }

  /** Of each sentinel that fails now. */
  private List<Reason> told() {
    return failed.stream().map(Health.Failed::told).toList();
  }

  @Test
  @DisplayName("R8.2 sentinels that fail together are one mail, and a new one is told of later")
  void sentinels() {
    ready();
    failed = List.of(SHARE_GONE, new Health.Failed("Dock 4", FAILED));
    assertThat(pass(MINUTE)).containsExactly(new Notice(new Alert.SentinelsFailed(told()), 1));
    failed = List.of(SHARE_GONE, new Health.Failed("Dock 9", FAILED));
    List<Notice> later = pass(10 * MINUTE);
    assertThat(later).containsExactly(new Notice(new Alert.SentinelsFailed(told()), 1));
    failed = List.of();
    assertThat(words(pass(MINUTE))).containsExactly("back-to-normal");
  }

  @Test
  @DisplayName("R8.2 sentinels that the mail of the takeover names are not mailed once more")
  void sentinelsOfTheTakeover() {
    takeover();
    step(serving(ServiceHealth.State.RUNNING, Optional.empty()), "the service runs");
    failed = List.of(SHARE_GONE);
    assertThat(words(pass(10 * MINUTE))).containsExactly("took-over");
    failed = List.of();
    step(serving(ServiceHealth.State.RUNNING, follower()), "a secondary follows");
    assertThat(pass(10 * MINUTE))
        .containsExactly(
            new Notice(new Alert.BackToNormal(List.of("took-over", "sentinels-failed")), 1));
  }

  @Test
  @DisplayName(
      "R8.2 no floods: what comes and goes all day is mailed ever more rarely, with counts")
  void flapping() {
    ready();
    List<Notice> notices = new ArrayList<>();
    for (int i = 0; i < 12 * 60; i++) {
      failed = List.of(new Health.Failed("Dock " + i % 50, FAILED));
      notices.addAll(pass(40 * SECOND));
      failed = List.of();
      notices.addAll(pass(20 * SECOND));
    }
    List<Notice> about =
        notices.stream().filter(n -> n.alert() instanceof Alert.SentinelsFailed).toList();
    assertThat(about.size()).isBetween(4, 8);
    assertThat(about.get(about.size() - 1).times()).isGreaterThan(50);
    assertThat(notices.size()).isLessThanOrEqualTo(2 * about.size());
  }

  @Test
  @DisplayName("R4.16 R8.2 a part of the set that is not copied is mailed after a minute, with why")
  void incomplete() {
    ready();
    gaps = List.of(FULL);
    assertThat(pass(MINUTE - SECOND)).isEmpty();
    List<Notice> notices = pass(10 * SECOND);
    assertThat(words(notices)).containsExactly("copy-incomplete");
    assertThat(notices.get(0).alert().values()).containsEntry("why", List.of(FULL));
    gaps = List.of();
    assertThat(words(pass(MINUTE))).containsExactly("back-to-normal");
  }

  @Test
  @DisplayName("R8.2 after a quiet day the same trouble is mailed as if it were the first time")
  void quietDay() {
    ready();
    for (long quiet : List.of(5L, 5L, 5L, 25L, 0L)) {
      held = 500;
      assertThat(words(pass(MINUTE))).containsExactly("deletes-held");
      held = 0;
      assertThat(words(pass(5 * MINUTE))).containsExactly("back-to-normal");
      now += quiet * 60 * MINUTE;
      cycle++;
    }
  }

  @Test
  @DisplayName("R8.2 R5.1 conflict copies are mailed once, and old ones not at a start")
  void conflicts() {
    conflicts = 4;
    ready();
    conflicts = 6;
    assertThat(pass(60 * MINUTE)).containsExactly(new Notice(new Alert.ConflictsKept(6), 1));
  }

  @Test
  @DisplayName("R8.2 R5.2 two primaries that meet: the one that stays mails once")
  void twoPrimaries() {
    ready();
    PeerView other =
        new PeerView(
            OTHER,
            Mode.SYMMETRIC,
            AnnouncedRole.PRIMARY,
            1,
            Lineage.NONE,
            true,
            0,
            new Pause(0, 0),
            true,
            "none",
            false,
            Optional.empty(),
            false,
            Membership.UNKNOWN);
    for (int i = 0; i < 3; i++) {
      step(state.phase(), new Event.PeerAsked(9, other), TOO);
    }
    assertThat(pass(SECOND)).containsExactly(new Notice(new Alert.TwoPrimaries(PEER, TOO), 3));
    assertThat(words(pass(MINUTE))).containsExactly("back-to-normal");
  }

  @Test
  @DisplayName("R8.2 R6.3 a witness that does not answer for ten seconds is mailed, and its return")
  void witness() {
    ready();
    Step silent = RoleMachine.on(state, new Event.WitnessFailed(FULL), now);
    book.stepped(state, new Event.WitnessFailed(FULL), silent, now);
    NodeState before = state;
    state = silent.state();
    assertThat(pass(9 * SECOND)).isEmpty();
    assertThat(pass(MINUTE)).containsExactly(new Notice(new Alert.WitnessLost(FULL), 1));
    state = before;
    assertThat(pass(MINUTE))
        .containsExactly(new Notice(new Alert.BackToNormal(List.of("witness-lost")), 1));
  }

  @Test
  @DisplayName("R8.2 R3.3 a node that lost its primary and must not take over says so")
  void nobodyServes() {
    step(new Phase.Following(3, 1, now, 0), "secondary");
    step(
        new Phase.Waiting(
            now,
            ElectionContext.begun(true, now, Reason.of(ReasonCode.NO_PRIMARY_THERE))
                .heldFor(Reason.of(ReasonCode.NO_TAKEOVER_PAUSED))),
        "waiting");
    assertThat(pass(15 * SECOND)).isEmpty();
    assertThat(pass(MINUTE))
        .containsExactly(
            new Notice(new Alert.NobodyServes(PEER, Reason.of(ReasonCode.NO_TAKEOVER_PAUSED)), 1));
    step(new Phase.Following(4, 2, now, 0), "secondary");
    assertThat(pass(MINUTE))
        .containsExactly(new Notice(new Alert.BackToNormal(List.of("nobody-serves")), 1));
  }
}
