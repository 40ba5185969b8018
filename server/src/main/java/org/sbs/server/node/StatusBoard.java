package org.sbs.server.node;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.CopyGaps;
import org.sbs.core.role.AnnouncedRole;
import org.sbs.core.role.Follower;
import org.sbs.core.role.NetworkState;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Phase;
import org.sbs.core.role.Role;
import org.sbs.core.role.ServiceHealth;
import org.sbs.core.settings.ServiceAdapter;
import org.sbs.core.settings.Settings;
import org.sbs.server.mail.Machine;
import org.sbs.server.platform.Privilege;
import org.sbs.server.service.Sentinel;
import org.sbs.server.sync.Progress;
import org.sbs.server.sync.SyncStatus;
import org.sbs.server.sync.consent.FolderNotCopied;
import org.sbs.server.sync.disk.HangingFolders;
import org.sbs.view.status.NodeStatus;

/** Puts together what a node tells of itself, from what its parts know at this moment. */
final class StatusBoard {
  /** It does not change while the process runs. */
  private static final NodeStatus.Account ACCOUNT = account();

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);

  private final Settings settings;
  private final Links links;
  private final ServiceController service;
  private final HookRunner hooks;
  private final ReplicationManager data;
  private final EventLog eventLog;
  private final Clock wall;
  private final String host = Machine.name(System.getenv());
  private volatile Optional<ReadinessChecker> checks = Optional.empty();
  private volatile Optional<OptionsController> options = Optional.empty();
  private volatile Optional<ConsentController> consent = Optional.empty();
  private volatile Optional<KeyController> keys = Optional.empty();
  private volatile Optional<OtherKeyMonitor> otherKey = Optional.empty();
  private volatile Optional<ReloadController> reload = Optional.empty();
  private final MailNotifier mail;
  private final HealthMonitor health;

  StatusBoard(
      Settings settings,
      Links links,
      ServiceController service,
      HookRunner hooks,
      ReplicationManager data,
      EventLog eventLog,
      Clock wall,
      MailNotifier mail,
      HealthMonitor health) {
    this.settings = settings;
    this.links = links;
    this.service = service;
    this.hooks = hooks;
    this.data = data;
    this.eventLog = eventLog;
    this.wall = wall;
    this.mail = mail;
    this.health = health;
  }

  /** From now on with what these find. */
  void with(ReadinessChecker controller) {
    checks = Optional.of(controller);
  }

  /** From now on with what these tell. */
  void with(OptionsController controller) {
    options = Optional.of(controller);
  }

  /** From now on with what waits for a yes. */
  void with(ConsentController controller) {
    consent = Optional.of(controller);
  }

  /** From now on with what becomes of the pair key. */
  void with(KeyController controller) {
    keys = Optional.of(controller);
  }

  /** From now on with what is at the peer's address. */
  void with(OtherKeyMonitor monitor) {
    otherKey = Optional.of(monitor);
  }

  /** From now on with what the settings file says. */
  void with(ReloadController controller) {
    reload = Optional.of(controller);
  }

  private static NodeStatus.Account account() {
    Privilege own = Privilege.ofThisProcess();
    return new NodeStatus.Account(own.account(), own.privileged());
  }

  NodeStatus status(NodeState state) {
    EventLog.Present present = eventLog.present();
    List<Sentinel> sentinels = service.sentinels();
    SyncStatus sync = data.status();
    Optional<Links.Known> peer = peerLink(state.phase()).flatMap(links::find);
    return new NodeStatus(
        state.self().nodeId(),
        host,
        word(state.phase().role()),
        present.since(),
        state.view().epoch(),
        word(state.self().mode()),
        present.reason(),
        new NodeStatus.Peer(
            state.self().peerName(),
            peer.isPresent(),
            peer.map(known -> word(role(known.peer().announcedRole()))),
            TimeUnit.NANOSECONDS.toMillis(state.timing().silenceLimit()),
            TimeUnit.NANOSECONDS.toMillis(state.timing().allowance()),
            peer.map(known -> known.link().address().getHostAddress()),
            peer.flatMap(known -> checks.flatMap(ReadinessChecker::peerHost))),
        new NodeStatus.Service(
            service.runs(),
            sentinels.stream().map(StatusBoard::sentinel).toList(),
            listsSentinels(),
            serviceProblems(state),
            health.status()),
        new NodeStatus.Sync(
            sync.cycle(),
            sync.committedAt().map(StatusBoard::time),
            sync.files(),
            sync.pendingFiles(),
            sync.held().files(),
            data.conflicts(),
            problems(sync),
            consent.map(ConsentController::offers).orElse(List.of()),
            // What a network that drops data has taken says nothing of how far the cycle is.
            sync.progress().filter(now -> data.way().isEmpty()).map(this::progress)),
        witness(state),
        pause(state),
        service.licence().status(),
        readiness(state),
        mail.status(),
        keys.flatMap(KeyController::status),
        ACCOUNT);
  }

  /** What is wrong with the service as a whole, and with the hooks. */
  private List<Reason> serviceProblems(NodeState state) {
    List<Reason> problems = new ArrayList<>();
    if (state.phase() instanceof Phase.Serving serving
        && serving.serviceHealth().service() != ServiceHealth.State.RUNNING
        && !serving.serviceHealth().trouble().isEmpty()) {
      problems.add(serving.serviceHealth().trouble());
    } else if (state.isServiceWornOut() && state.phase().role() != Role.PRIMARY) {
      problems.add(
          Reason.of(ReasonCode.SERVICE_FAILED_LATELY)
              .and(Reason.of(ReasonCode.ROLE_NOT_PASSED_HERE)));
    }
    problems.addAll(health.problems());
    problems.addAll(hooks.problems());
    return List.copyOf(problems);
  }

  private NodeStatus.Witness witness(NodeState state) {
    return new NodeStatus.Witness(word(settings.witness().kind()), state.watch().holdsWitness());
  }

  /** Until when, by the wall clock. */
  private Optional<String> pause(NodeState state) {
    return state
        .watch()
        .pauseEndNanos()
        .map(end -> time(wall.instant().plusNanos(Math.max(0, end - state.eventNanos()))));
  }

  private NodeStatus.Progress progress(Progress now) {
    return new NodeStatus.Progress(
        now.cycle(),
        word(now.phase()),
        now.files(),
        now.allFiles(),
        now.bytes(),
        now.allBytes(),
        time(now.since()),
        now.elapsed().toMillis());
  }

  /** The link to the other node of the pair, while there is one. */
  static Optional<Long> peerLink(Phase phase) {
    if (phase instanceof Phase.Following following) {
      return Optional.of(following.link());
    } else if (phase instanceof Phase.Serving serving) {
      return serving.follower().map(follower -> follower.link());
    } else if (phase instanceof Phase.Leaving leaving) {
      return leaving.follower().map(follower -> follower.link());
    }
    return Optional.empty();
  }

  private static Role role(AnnouncedRole announcedRole) {
    return switch (announcedRole) {
      case STARTING, PROMOTING -> Role.STARTING;
      case SECONDARY -> Role.SECONDARY;
      case PRIMARY, LEAVING -> Role.PRIMARY;
      case STOPPED -> Role.STOPPED;
    };
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String time(Instant at) {
    return TIME.format(OffsetDateTime.ofInstant(at, ZoneId.systemDefault()));
  }

  private static NodeStatus.SentinelStatus sentinel(Sentinel sentinel) {
    Optional<Reason> problem =
        sentinel.state() == Sentinel.State.FAILED
            ? Optional.of(SentinelReport.why(sentinel))
            : Optional.empty();
    return new NodeStatus.SentinelStatus(
        sentinel.name(),
        sentinel.state() == Sentinel.State.ACTIVE,
        problem,
        sentinel.printerState());
  }

  /** Whether the other node could take over now: in words, what stands in the way (R9.3). */
  private NodeStatus.Readiness readiness(NodeState state) {
    List<Reason> reasons = new ArrayList<>(obstacles(state));
    checks.map(ReadinessChecker::obstacles).ifPresent(reasons::addAll);
    return new NodeStatus.Readiness(reasons.isEmpty(), reasons);
  }

  /** What stands in the way at this moment, beside what checks of the pair find. */
  List<Reason> obstacles(NodeState state) {
    SyncStatus sync = data.status();
    Phase phase = state.phase();
    List<Reason> reasons = new ArrayList<>();
    pause(state)
        .map(until -> Reason.of(ReasonCode.NO_TAKEOVER_BEFORE).with("time", until))
        .ifPresent(reasons::add);
    NetworkState place = state.watch().place();
    place
        .absent()
        .or(place::cutOff)
        .map(why -> Reason.of(ReasonCode.NODE_CUT_OFF).with("why", why))
        .ifPresent(reasons::add);
    state
        .watch()
        .witnessTrouble()
        .map(why -> Reason.of(ReasonCode.NO_TAKEOVER_WITHOUT_WITNESS).with("why", why))
        .ifPresent(reasons::add);
    if (peerLink(phase).isEmpty()) {
      otherKey.flatMap(OtherKeyMonitor::now).ifPresent(reasons::add);
      keys.flatMap(KeyController::alone).ifPresent(reasons::add);
    }
    if (phase instanceof Phase.Serving serving) {
      reasons.addAll(obstacles(serving));
    } else if (state.isServiceWornOut()) {
      reasons.add(Reason.of(ReasonCode.SERVICE_FAILED_LATELY));
    } else if (state.durable().excluded() && !(phase instanceof Phase.Following)) {
      reasons.add(Reason.of(ReasonCode.EXCLUDED_FROM_PAIR).with("peer", state.self().peerName()));
    } else if (!(phase instanceof Phase.Following)) {
      reasons.add(Reason.of(notConnected(phase.role())));
    }
    state
        .weakness()
        .filter(why -> !(phase instanceof Phase.Serving))
        .map(why -> Reason.of(ReasonCode.THIS_COULD_NOT_SERVE).with("why", why))
        .ifPresent(reasons::add);
    data.hanging().stream().map(this::hangs).forEach(reasons::add);
    data.notCopied().stream()
        .filter(folder -> !(folder.here() && folder.reason().has(ReasonCode.FOLDER_HANGS)))
        .map(FolderNotCopied::reason)
        .forEach(reasons::add);
    data.trouble().ifPresent(reasons::add);
    reasons.addAll(CopyGaps.of(sync.problems()));
    lateCycle(sync).ifPresent(reasons::add);
    reasons.addAll(sync.held().reasons());
    reload.flatMap(ReloadController::pending).ifPresent(reasons::add);
    return reasons;
  }

  /** Of a primary. */
  private List<Reason> obstacles(Phase.Serving serving) {
    List<Reason> reasons = new ArrayList<>();
    if (serving.follower().isEmpty()) {
      reasons.add(Reason.of(ReasonCode.NO_SECONDARY));
    }
    if (serving.serviceHealth().service() != ServiceHealth.State.RUNNING) {
      Reason trouble = serving.serviceHealth().trouble();
      reasons.add(trouble.isEmpty() ? Reason.of(ReasonCode.SERVICE_NOT_YET) : trouble);
    }
    serving
        .follower()
        .flatMap(Follower::unfit)
        .map(why -> Reason.of(ReasonCode.SECONDARY_COULD_NOT_SERVE).with("why", why))
        .ifPresent(reasons::add);
    service.sentinels().stream()
        .filter(sentinel -> sentinel.state() == Sentinel.State.FAILED)
        .map(
            sentinel ->
                Reason.of(ReasonCode.SENTINEL_IN_TROUBLE)
                    .with("name", sentinel.name())
                    .with("why", SentinelReport.why(sentinel)))
        .forEach(reasons::add);
    service.licence().held().ifPresent(held -> reasons.add(Reason.of(ReasonCode.LICENCE_HOLDS)));
    if (reasons.isEmpty()) {
      idle().ifPresent(reasons::add);
    }
    return reasons;
  }

  /**
   * That nothing is to print, of our own LPM: what sentinels of a service of the user's mean, and
   * whether it needs any, he alone knows.
   */
  private Optional<Reason> idle() {
    if (settings.service().adapter().kind() != ServiceAdapter.Kind.LPM || !listsSentinels()) {
      return Optional.empty();
    }
    List<Sentinel> all = service.sentinels();
    if (all.isEmpty()) {
      return Optional.of(Reason.of(ReasonCode.NO_SENTINEL_DEFINED));
    }
    return all.stream().allMatch(one -> one.state() == Sentinel.State.INACTIVE)
        ? Optional.of(Reason.of(ReasonCode.NO_SENTINEL_ACTIVE))
        : Optional.empty();
  }

  private boolean listsSentinels() {
    return settings.service().adapter().hasSentinels() && service.listsSentinels();
  }

  private static ReasonCode notConnected(Role role) {
    return switch (role) {
      case STARTING -> ReasonCode.NOT_CONNECTED_STARTING;
      case SECONDARY -> ReasonCode.NOT_CONNECTED_SECONDARY;
      case PRIMARY -> ReasonCode.NOT_CONNECTED_PRIMARY;
      case STOPPED -> ReasonCode.NOT_CONNECTED_STOPPED;
    };
  }

  private Reason hangs(HangingFolders.Hang hang) {
    return Reason.of(ReasonCode.FOLDER_HANGS_SINCE)
        .with("folder", hang.root().toString())
        .with("seconds", hang.since().toSeconds());
  }

  /** What the last cycle left out, after why it was not committed at all. */
  private List<Reason> problems(SyncStatus sync) {
    List<Reason> problems = new ArrayList<>();
    data.trouble().ifPresent(problems::add);
    data.hanging().stream().map(this::hangs).forEach(problems::add);
    problems.addAll(sync.problems());
    options.map(OptionsController::problems).ifPresent(problems::addAll);
    keys.flatMap(KeyController::problem).ifPresent(problems::add);
    return List.copyOf(problems);
  }

  private Optional<Reason> lateCycle(SyncStatus sync) {
    if (sync.committedAt().isEmpty()) {
      return Optional.of(Reason.of(ReasonCode.NO_CYCLE_YET));
    }
    Duration age = Duration.between(sync.committedAt().get(), wall.instant());
    Duration allowed = data.period().multipliedBy(3).plusSeconds(5);
    return age.compareTo(allowed) <= 0
        ? Optional.empty()
        : Optional.of(Reason.of(ReasonCode.LAST_CYCLE_AGO).with("seconds", age.toSeconds()));
  }
}
