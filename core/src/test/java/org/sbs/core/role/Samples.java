package org.sbs.core.role;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.Lineage;
import org.sbs.core.role.Phase.LeaveStep;
import org.sbs.core.role.Phase.PromoteStep;
import org.sbs.core.role.Phase.Purpose;

/** One state of every kind and one event of every kind, by names for the transition table. */
final class Samples {
  static final long MILLI = 1_000_000L;
  static final long NOW = 100_000 * MILLI;
  static final String ME = "b".repeat(32);
  static final String PEER = "a".repeat(32);
  static final String THIRD = "c".repeat(32);
  static final long LINK = 1;
  static final long OTHER_LINK = 2;
  static final long ATTEMPT = 7;

  static final Lineage DATA = Lineage.NONE.with(4, PEER);
  static final DurableState DURABLE =
      new DurableState(
          ME,
          5,
          DATA,
          false,
          Optional.of(PEER),
          Optional.of(List.of("Dock 3")),
          12,
          false,
          false,
          Pause.NONE,
          false,
          false);
  static final DurableState TARGET = DURABLE.reigning(6);
  static final WitnessView FREE = new WitnessView(5, PEER, "9 released", true);
  static final WitnessView HELD = new WitnessView(5, PEER, "9", false);
  static final ElectionContext START =
      ElectionContext.begun(false, NOW - 100 * MILLI, Reason.of(ReasonCode.NO_PRIMARY_THERE));
  static final ElectionContext LOST =
      ElectionContext.begun(
          true, NOW - 100 * MILLI, Reason.of(ReasonCode.NO_SIGN_OF_LIFE).with("millis", 2000L));
  static final Optional<Follower> FOLLOWER =
      Optional.of(
          new Follower(
              LINK,
              PEER,
              Mode.SYMMETRIC,
              NOW - MILLI,
              NOW - 500 * MILLI,
              true,
              NOW,
              Optional.empty()));

  static final Limits LIMITS = Limits.ofSeconds(10, 3, 600, 2);

  private Samples() {}

  static NodeState in(Phase phase) {
    boolean epochs = phase instanceof Phase.Serving || phase instanceof Phase.Leaving;
    Limits limits = witnessed(phase) ? LIMITS.with(Lease.ofSeconds(8)) : LIMITS;
    Self self = new Self(ME, Mode.SYMMETRIC, Timing.ofMillis(500, 2000), limits, "peer", false);
    Observations watch = Observations.starting(Pause.NONE, NOW - MILLI);
    return new NodeState(
        self, epochs ? TARGET : DURABLE, false, phase, NOW - MILLI, ATTEMPT, watch);
  }

  /** What only a node with a witness comes to. */
  private static boolean witnessed(Phase phase) {
    return (phase instanceof Phase.Promoting p
            && (p.step() == PromoteStep.LOOKING || p.step() == PromoteStep.CLAIMING))
        || (phase instanceof Phase.Leaving l && l.step() == LeaveStep.RELEASING);
  }

  static Map<String, Phase> phases() {
    Phase.Following following = new Phase.Following(LINK, 5, NOW - 10 * MILLI, 77);
    Map<String, Phase> all = new LinkedHashMap<>();
    all.put("Preparing", new Phase.Preparing());
    all.put("Asking at start-up", asking(START, false, Optional.empty()));
    all.put("Asking at start-up, the peer was heard", asking(START, true, Optional.empty()));
    all.put("Asking because the primary is silent", asking(LOST, false, Optional.of(following)));
    all.put("Waiting at start-up", new Phase.Waiting(NOW + MILLI, START));
    all.put("Waiting without a primary", new Phase.Waiting(NOW - MILLI, LOST));
    all.put("Joining", new Phase.Joining(LINK, peer(AnnouncedRole.PRIMARY, 5), NOW + MILLI, START));
    all.put("Following", following);
    all.put(
        "Following, three quarters of the limit silent",
        new Phase.Following(LINK, 5, NOW - 1600 * MILLI, 77));
    promoting(all);
    serving(all);
    leaving(all);
    all.put("Ended", new Phase.Ended(0));
    return all;
  }

  private static Phase asking(
      ElectionContext election, boolean heard, Optional<Phase.Following> was) {
    return new Phase.Asking(ATTEMPT, NOW - 90 * MILLI, false, election, heard, was);
  }

  private static void promoting(Map<String, Phase> all) {
    all.put(
        "Promoting, settling the data",
        new Phase.Promoting(
            Cause.TAKEOVER,
            LOST,
            LOST.why(),
            Optional.empty(),
            PromoteStep.SETTLING,
            ATTEMPT,
            Optional.empty(),
            NOW + MILLI));
    all.put(
        "Promoting, writing the epoch, after a hand-over",
        new Phase.Promoting(
            Cause.HANDOVER,
            LOST,
            LOST.why(),
            Optional.of(LINK),
            PromoteStep.WRITING,
            ATTEMPT,
            Optional.of(TARGET),
            NOW + MILLI));
    all.put(
        "Promoting with a witness, looking",
        new Phase.Promoting(
            Cause.TAKEOVER,
            LOST,
            LOST.why(),
            Optional.empty(),
            PromoteStep.LOOKING,
            ATTEMPT,
            Optional.empty(),
            NOW + MILLI));
    all.put(
        "Promoting with a witness, claiming",
        new Phase.Promoting(
            Cause.TAKEOVER,
            LOST,
            LOST.why(),
            Optional.empty(),
            PromoteStep.CLAIMING,
            ATTEMPT,
            Optional.of(TARGET),
            NOW + MILLI));
    all.put(
        "Promoting, settling for too long",
        new Phase.Promoting(
            Cause.TAKEOVER,
            LOST,
            LOST.why(),
            Optional.empty(),
            PromoteStep.SETTLING,
            ATTEMPT,
            Optional.empty(),
            NOW));
  }

  private static void serving(Map<String, Phase> all) {
    ServiceHealth runs =
        new ServiceHealth(ServiceHealth.State.RUNNING, NOW - MILLI, 0, Reason.NONE);
    ServiceHealth down =
        new ServiceHealth(ServiceHealth.State.DOWN, NOW - 1000 * MILLI, 1, Reason.NONE);
    ServiceHealth worn =
        new ServiceHealth(ServiceHealth.State.RUNNING, NOW - MILLI, 2, Reason.NONE);
    ServiceHealth given =
        new ServiceHealth(ServiceHealth.State.DOWN, NOW - 1000 * MILLI, 3, Reason.NONE);
    Optional<Follower> unfit =
        FOLLOWER.map(other -> other.echoed(0, failing(AnnouncedRole.SECONDARY, 5), NOW - MILLI));
    all.put("Serving alone", serving(runs, Optional.empty(), false));
    all.put("Serving alone, the service is down", serving(down, Optional.empty(), false));
    all.put("Serving alone, the service failed too often", serving(given, Optional.empty(), false));
    all.put("Serving with a secondary", serving(runs, FOLLOWER, false));
    all.put("Serving with a secondary, all restarts used up", serving(worn, FOLLOWER, false));
    all.put(
        "Serving with a secondary, the service failed too often", serving(given, FOLLOWER, false));
    all.put(
        "Serving, all restarts used up, and the service failed on the secondary too",
        serving(worn, unfit, false));
    ServiceHealth ending =
        new ServiceHealth(ServiceHealth.State.ENDING, NOW - MILLI, 1, Reason.NONE);
    ServiceHealth hangsOn =
        new ServiceHealth(ServiceHealth.State.NOT_ENDED, NOW - 1000 * MILLI, 1, Reason.NONE);
    ServiceHealth endingLast =
        new ServiceHealth(ServiceHealth.State.ENDING, NOW - MILLI, 3, Reason.NONE);
    ServiceHealth left =
        new ServiceHealth(ServiceHealth.State.HANGING, NOW - MILLI, 3, Reason.sentence("it stays"));
    all.put("Serving, the service is left hanging", serving(left, unfit, false));
    all.put("Serving, the service hangs and is being ended", serving(ending, FOLLOWER, false));
    all.put("Serving, the service hangs and did not end", serving(hangsOn, FOLLOWER, false));
    all.put(
        "Serving, the service hung too often and is being ended",
        serving(endingLast, FOLLOWER, false));
    all.put("Serving, just woken", serving(runs, FOLLOWER, true));
  }

  private static void leaving(Map<String, Phase> all) {
    all.put("Leaving, stopping the service", leaving(Purpose.STOP, LeaveStep.STOPPING, FOLLOWER));
    all.put(
        "Leaving, the service did not stop", leaving(Purpose.STOP, LeaveStep.STOP_AGAIN, FOLLOWER));
    all.put("Leaving, last cycle", leaving(Purpose.STOP, LeaveStep.LAST_CYCLE, FOLLOWER));
    all.put(
        "Leaving, last cycle for too long",
        new Phase.Leaving(
            6,
            Purpose.STOP,
            Reason.of(ReasonCode.STOPPED_BY_USER),
            LeaveStep.LAST_CYCLE,
            NOW,
            ATTEMPT,
            FOLLOWER,
            false,
            0));
    all.put(
        "Stopping if taken, last cycle",
        leaving(Purpose.STOP_IF_TAKEN, LeaveStep.LAST_CYCLE, FOLLOWER));
    all.put(
        "Stopping if taken, handing over",
        leaving(Purpose.STOP_IF_TAKEN, LeaveStep.HANDING_OVER, FOLLOWER));
    all.put("Leaving, handing over", leaving(Purpose.STOP, LeaveStep.HANDING_OVER, FOLLOWER));
    all.put(
        "Leaving for another primary",
        leaving(Purpose.ASIDE, LeaveStep.STOPPING, Optional.empty()));
    all.put(
        "Swapping the roles, stopping the service",
        leaving(Purpose.SWITCH, LeaveStep.STOPPING, FOLLOWER));
    all.put(
        "Swapping the roles, last cycle", leaving(Purpose.SWITCH, LeaveStep.LAST_CYCLE, FOLLOWER));
    all.put(
        "Swapping the roles, giving the claim up",
        leaving(Purpose.SWITCH, LeaveStep.RELEASING, FOLLOWER));
    all.put(
        "Swapping the roles, handing over",
        leaving(Purpose.SWITCH, LeaveStep.HANDING_OVER, FOLLOWER));
  }

  private static Phase serving(
      ServiceHealth serviceHealth, Optional<Follower> follower, boolean unsure) {
    Optional<Long> attempt = follower.isEmpty() || unsure ? Optional.of(ATTEMPT) : Optional.empty();
    return new Phase.Serving(6, serviceHealth, follower, attempt, NOW + 500 * MILLI, unsure);
  }

  private static Phase leaving(Purpose purpose, LeaveStep step, Optional<Follower> follower) {
    int stops = step == LeaveStep.STOPPING ? 1 : 0;
    // The service stops when it stops, and a cycle is given its time; what else waits is due.
    long until = step == LeaveStep.LAST_CYCLE ? NOW + MILLI : NOW - MILLI;
    return new Phase.Leaving(
        6,
        purpose,
        Reason.of(ReasonCode.STOPPED_BY_USER),
        step,
        until,
        ATTEMPT,
        follower,
        false,
        stops);
  }

  static PeerView peer(AnnouncedRole announcedRole, long epoch) {
    return peer(announcedRole, epoch, false);
  }

  /** One on which the service failed too often of late. */
  static PeerView failing(AnnouncedRole announcedRole, long epoch) {
    return peer(announcedRole, epoch, true);
  }

  private static PeerView peer(AnnouncedRole announcedRole, long epoch, boolean failing) {
    return new PeerView(
        PEER,
        Mode.SYMMETRIC,
        announcedRole,
        epoch,
        DATA,
        true,
        12,
        Pause.NONE,
        true,
        "none",
        failing,
        Optional.empty(),
        false,
        Membership.UNKNOWN);
  }

  /** The same node, with that word on the pair's pause. */
  static PeerView telling(PeerView view, Pause pause) {
    return new PeerView(
        view.nodeId(),
        view.mode(),
        view.announcedRole(),
        view.epoch(),
        view.lineage(),
        view.wasPrimary(),
        view.cycle(),
        pause,
        view.able(),
        view.witness(),
        view.failing(),
        view.weakness(),
        view.mayBeOld(),
        view.membership());
  }

  /** The same node, if it could not be primary. */
  static PeerView weak(PeerView view) {
    return new PeerView(
        view.nodeId(),
        view.mode(),
        view.announcedRole(),
        view.epoch(),
        view.lineage(),
        view.wasPrimary(),
        view.cycle(),
        view.pause(),
        view.able(),
        view.witness(),
        view.failing(),
        Optional.of(Reason.of(ReasonCode.STATE_NOT_WRITTEN).with("why", "disk full")),
        view.mayBeOld(),
        view.membership());
  }

  private static PeerView like(
      PeerView view, String nodeId, Mode mode, String witness, boolean mayBeOld) {
    return new PeerView(
        nodeId,
        mode,
        view.announcedRole(),
        view.epoch(),
        view.lineage(),
        view.wasPrimary(),
        view.cycle(),
        view.pause(),
        view.able(),
        witness,
        view.failing(),
        view.weakness(),
        mayBeOld,
        view.membership());
  }

  /** The same node with another witness. */
  static PeerView witnessedBy(PeerView view, String witness) {
    return like(view, view.nodeId(), view.mode(), witness, view.mayBeOld());
  }

  /** The same node in another mode. */
  static PeerView in(PeerView view, Mode mode) {
    return like(view, view.nodeId(), mode, view.witness(), view.mayBeOld());
  }

  /** The same node, with data that may be old or with data that is not. */
  static PeerView old(PeerView view, boolean mayBeOld) {
    return like(view, view.nodeId(), view.mode(), view.witness(), mayBeOld);
  }

  /** A primary of that id. */
  static PeerView primaryView(String nodeId, long epoch) {
    PeerView view = peer(AnnouncedRole.PRIMARY, epoch);
    return like(view, nodeId, view.mode(), view.witness(), false);
  }

  /** This node in another mode. */
  static NodeState in(NodeState state, Mode mode) {
    Self old = state.self();
    Self self =
        new Self(old.nodeId(), mode, old.timing(), old.limits(), old.peerName(), old.forced());
    return new NodeState(
        self,
        state.durable(),
        state.unsaved(),
        state.phase(),
        state.eventNanos(),
        state.attempts(),
        state.watch());
  }

  /** A primary that is not one of the pair's two nodes. */
  static PeerView third(Membership membership) {
    return withMembership(primaryView(THIRD, 99), membership);
  }

  /** The peer, a primary whose partner is a third node. */
  static PeerView ofAnother() {
    return withMembership(
        peer(AnnouncedRole.PRIMARY, 5), new Membership(Optional.of(THIRD), false));
  }

  static PeerView withMembership(PeerView view, Membership membership) {
    return new PeerView(
        view.nodeId(),
        view.mode(),
        view.announcedRole(),
        view.epoch(),
        view.lineage(),
        view.wasPrimary(),
        view.cycle(),
        view.pause(),
        view.able(),
        view.witness(),
        view.failing(),
        view.weakness(),
        view.mayBeOld(),
        membership);
  }

  /** One that loses every comparison with this node. */
  static PeerView lesser(AnnouncedRole announcedRole) {
    return new PeerView(
        PEER,
        Mode.SYMMETRIC,
        announcedRole,
        2,
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
  }

  static Map<String, Event> events() {
    Map<String, Event> all = new LinkedHashMap<>();
    all.put("service under control", new Event.Prepared());
    all.put("service not under control", new Event.PrepareFailed(Reason.sentence("it hangs")));
    all.put("tick", new Event.Tick());
    all.put("heartbeat due", new Event.BeatDue());
    all.put("woken", new Event.Woken(5000 * MILLI));
    all.put("user stop", new Event.UserStop(true));
    all.put("user stop, if the other node serves then", new Event.UserStop(false));
    for (AnnouncedRole announcedRole : AnnouncedRole.values()) {
      String said = announcedRole.name().toLowerCase(Locale.ROOT);
      all.put("answer: " + said, new Event.Answered(ATTEMPT, 9, peer(announcedRole, 7)));
      all.put("peer asks, is " + said, new Event.PeerAsked(9, peer(announcedRole, 7)));
    }
    all.put("answer: starting, goes second", answered(AnnouncedRole.STARTING));
    all.put("answer: secondary, goes second", answered(AnnouncedRole.SECONDARY));
    all.put("answer: secondary, could not serve", answerOfWeak());
    all.put("answer: primary of an older epoch", answered(AnnouncedRole.PRIMARY));
    all.put("answer to an old question", new Event.Answered(1, 9, peer(AnnouncedRole.PRIMARY, 7)));
    all.put("peer asks, is starting, goes second", asked(AnnouncedRole.STARTING));
    all.put("peer asks, is primary of an older epoch", asked(AnnouncedRole.PRIMARY));
    all.put(
        "no answer: refused",
        new Event.NoAnswer(ATTEMPT, true, Reason.sentence("connection refused")));
    all.put(
        "no answer: unreachable",
        new Event.NoAnswer(ATTEMPT, false, Reason.sentence("no route to host")));
    all.put(
        "no answer to an old question",
        new Event.NoAnswer(1, true, Reason.sentence("connection refused")));
    all.put(
        "peer accepts and is silent",
        new Event.SilentPeer(ATTEMPT, Reason.sentence("it does not speak")));
    all.put("answer breaks off", new Event.BrokenAnswer(ATTEMPT, Reason.sentence("reset")));
    all.put(
        "name cannot be resolved",
        new Event.NameUnknown(ATTEMPT, "peer", Reason.of(ReasonCode.NAME_SERVICE_SILENT)));
    all.put(
        "not a peer", new Event.NotAPeer(ATTEMPT, true, Reason.sentence("a web server is there")));
    all.put(
        "not a peer, at a remembered address",
        new Event.NotAPeer(ATTEMPT, true, Reason.sentence("a web server is there"), true));
    all.put(
        "this node itself", new Event.NotAPeer(ATTEMPT, false, Reason.sentence("it is this node")));
    all.put("a third node asks", new Event.PeerAsked(9, third(Membership.UNKNOWN)));
    all.put("a third node wants to follow", new Event.FollowAsked(3, third(Membership.UNKNOWN)));
    all.put("answer: a third node", new Event.Answered(ATTEMPT, 9, third(Membership.UNKNOWN)));
    all.put("answer: the peer has another partner", new Event.Answered(ATTEMPT, 9, ofAnother()));
    all.put("user replaces the other node", new Event.PeerReplaced());
    all.put("peer wants to follow", new Event.FollowAsked(3, follower(5)));
    all.put("peer of a later epoch wants to follow", new Event.FollowAsked(3, follower(9)));
    all.put("follow accepted", new Event.FollowAccepted(LINK, 5));
    all.put("follow refused", new Event.FollowRefused(LINK, Reason.sentence("not now")));
    all.put("sign of life", new Event.Heard(LINK, peer(AnnouncedRole.PRIMARY, 5), 78, 0));
    all.put("link closed", new Event.LinkClosed(LINK, Reason.sentence("reset")));
    all.put("another link closed", new Event.LinkClosed(OTHER_LINK, Reason.sentence("reset")));
    all.put("replication ended", new Event.ReplicationEnded(LINK, Reason.sentence("disk full")));
    all.put("primary hands over", new Event.HandOverAsked(LINK, 5));
    all.put("secondary took over", new Event.HandOverTaken(LINK, 7));
    all.put("cycle committed", new Event.CycleCommitted(LINK, copy(13)));
    all.put("last cycle committed", new Event.LastCycleDone(ATTEMPT, true, Reason.NONE));
    all.put(
        "last cycle failed", new Event.LastCycleDone(ATTEMPT, false, Reason.sentence("disk full")));
    all.put("data settled", new Event.DataSettled(ATTEMPT, Optional.of(copy(13))));
    all.put("data does not settle", new Event.SettleFailed(ATTEMPT, Reason.sentence("disk full")));
    all.put("what is waited for gets on", new Event.Progressed(ATTEMPT));
    all.put(
        "this node could not be primary",
        new Event.FitnessKnown(Optional.of(Reason.sentence("disk full")), Optional.empty()));
    all.put("state written", new Event.Persisted(TARGET));
    all.put("state not written", new Event.PersistFailed(TARGET, Reason.sentence("disk full")));
    service(all);
    all.put("user wants the roles swapped", new Event.SwitchoverAsked());
    all.put("secondary wants the roles swapped", new Event.SwitchoverWanted(LINK));
    all.put(
        "primary does not swap the roles",
        new Event.SwitchoverRefused(LINK, Reason.of(ReasonCode.SECONDARY_LACKS_DATA)));
    all.put("user pauses", new Event.PauseAsked(60_000 * MILLI));
    witness(all);
    all.put("files adopted", new Event.FilesAdopted(2));
    return all;
  }

  /** What befalls the service and the network. */
  private static void service(Map<String, Event> all) {
    all.put(
        "service started", new Event.ServiceStarted(Reason.sentence("1 of 1 sentinels active")));
    all.put(
        "service did not start", new Event.ServiceStartFailed(Reason.sentence("no such program")));
    all.put("service stopped", new Event.ServiceStopped(Optional.of(List.of("Dock 4"))));
    all.put("service did not stop", new Event.ServiceStopFailed(Reason.sentence("it hangs")));
    all.put("service died", new Event.ServiceDied(Reason.sentence("exit status 1")));
    all.put("service hangs", new Event.ServiceUnhealthy(NOW - MILLI, Reason.sentence("no answer")));
    all.put("service works again", new Event.ServiceHealthy(NOW - MILLI));
    all.put(
        "service hung before it was started again",
        new Event.ServiceUnhealthy(NOW - 2 * MILLI, Reason.sentence("no answer")));
    all.put(
        "own address down",
        new Event.Surroundings(
            new NetworkState(
                Optional.of(Reason.sentence("192.0.2.1 is not up")), Optional.empty())));
    all.put(
        "own link down",
        new Event.Surroundings(
            new NetworkState(
                Optional.empty(), Optional.of(Reason.sentence("no network link is up")))));
  }

  private static void witness(Map<String, Event> all) {
    all.put("witness: claim is free", new Event.WitnessSeen(FREE, NOW - MILLI));
    all.put("witness: claim is held", new Event.WitnessSeen(HELD, NOW - MILLI));
    all.put("witness does not answer", new Event.WitnessFailed(Reason.sentence("it hangs")));
    all.put("witness: claimed", new Event.Claimed(6, NOW - MILLI));
    all.put("witness: claim is another's", new Event.ClaimLost(6));
    all.put("witness: claim given up", new Event.Released(6));
  }

  private static Event answerOfWeak() {
    return new Event.Answered(ATTEMPT, 9, weak(peer(AnnouncedRole.SECONDARY, 7)));
  }

  private static Event answered(AnnouncedRole announcedRole) {
    return new Event.Answered(ATTEMPT, 9, lesser(announcedRole));
  }

  private static Event asked(AnnouncedRole announcedRole) {
    return new Event.PeerAsked(9, lesser(announcedRole));
  }

  private static PeerView follower(long epoch) {
    return new PeerView(
        PEER,
        Mode.SYMMETRIC,
        AnnouncedRole.SECONDARY,
        epoch,
        DATA,
        false,
        12,
        Pause.NONE,
        true,
        "none",
        false,
        Optional.empty(),
        false,
        Membership.UNKNOWN);
  }

  static Copy copy(long cycle) {
    return new Copy(cycle, DATA.with(5, PEER), Optional.of(List.of("Dock 3")));
  }
}
