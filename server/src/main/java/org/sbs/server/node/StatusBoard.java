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
import org.sbs.core.role.AnnouncedRole;
import org.sbs.core.role.Follower;
import org.sbs.core.role.NetworkState;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Phase;
import org.sbs.core.role.Role;
import org.sbs.core.role.ServiceHealth;
import org.sbs.core.settings.Settings;
import org.sbs.server.platform.Privilege;
import org.sbs.server.service.Sentinel;
import org.sbs.server.sync.HangingFolders;
import org.sbs.server.sync.Progress;
import org.sbs.server.sync.SyncStatus;
import org.sbs.server.text.ReasonText;

/** Puts together what a node tells of itself, from what its parts know at this moment. */
final class StatusBoard {
  /** It does not change while the process runs. */
  private static final NodeStatus.Account ACCOUNT = account();

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);

  private final ReasonText english = ReasonText.english();
  private final Settings settings;
  private final Links links;
  private final ServiceController service;
  private final HookRunner hooks;
  private final ReplicationManager data;
  private final EventLog eventLog;
  private final Clock wall;
  private volatile Optional<ReadinessChecker> checks = Optional.empty();
  private volatile Optional<OptionsController> options = Optional.empty();
  private volatile Optional<ConsentController> consent = Optional.empty();
  private volatile Optional<KeyController> keys = Optional.empty();
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
            peer.map(known -> known.link().address().getHostAddress())),
        new NodeStatus.Service(
            service.runs(),
            sentinels.stream().map(StatusBoard::sentinel).toList(),
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
          Reason.sentence(
              "the service failed here too often of late; for takeover-window-seconds the role is"
                  + " passed here only where the other node is lost, or on request"));
    }
    problems.addAll(health.problems());
    hooks.problems().stream().map(Reason::sentence).forEach(problems::add);
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
    Optional<String> problem =
        sentinel.state() == Sentinel.State.FAILED
            ? Optional.of(sentinel.explanation())
            : Optional.empty();
    return new NodeStatus.SentinelStatus(
        sentinel.name(),
        sentinel.state() == Sentinel.State.ACTIVE,
        problem,
        sentinel.printerState());
  }

  /** Whether the other node could take over now: in words, what stands in the way (R9.3). */
  private NodeStatus.Readiness readiness(NodeState state) {
    List<String> reasons = new ArrayList<>(obstacles(state));
    checks.map(ReadinessChecker::obstacles).ifPresent(reasons::addAll);
    return new NodeStatus.Readiness(
        reasons.isEmpty(), reasons.stream().map(Reason::sentence).toList());
  }

  /** What stands in the way at this moment, beside what checks of the pair find. */
  List<String> obstacles(NodeState state) {
    List<Sentinel> sentinels = service.sentinels();
    SyncStatus sync = data.status();
    Phase phase = state.phase();
    List<String> reasons = new ArrayList<>();
    pause(state)
        .map(until -> "no takeover before " + until + ", for the pair is paused")
        .ifPresent(reasons::add);
    NetworkState place = state.watch().place();
    place
        .absent()
        .or(place::cutOff)
        .map(why -> "this node is cut off: " + why)
        .ifPresent(reasons::add);
    state
        .watch()
        .witnessTrouble()
        .map(why -> "no takeover without the witness: " + why)
        .ifPresent(reasons::add);
    if (phase instanceof Phase.Serving serving) {
      if (serving.follower().isEmpty()) {
        reasons.add("no secondary is connected");
      }
      if (serving.serviceHealth().service() != ServiceHealth.State.RUNNING) {
        String trouble = english.say(serving.serviceHealth().trouble());
        reasons.add(trouble.isEmpty() ? "the service does not run here yet" : trouble);
      }
      serving
          .follower()
          .flatMap(Follower::unfit)
          .map(why -> "the other node could not serve: " + english.say(why))
          .ifPresent(reasons::add);
      sentinels.stream()
          .filter(sentinel -> sentinel.state() == Sentinel.State.FAILED)
          .map(sentinel -> "sentinel " + SentinelReport.told(sentinel))
          .forEach(reasons::add);
      service
          .licence()
          .held()
          .ifPresent(held -> reasons.add("the licence holds the sentinels of this node"));
    } else if (state.isServiceWornOut()) {
      reasons.add("the service failed here too often of late");
    } else if (!(phase instanceof Phase.Following)) {
      reasons.add("this node is " + word(phase.role()) + " and not connected with its peer");
    }
    state
        .weakness()
        .filter(why -> !(phase instanceof Phase.Serving))
        .map(why -> "this node could not serve: " + english.say(why))
        .ifPresent(reasons::add);
    data.hanging().stream().map(this::hangs).map(english::say).forEach(reasons::add);
    data.notCopied().stream()
        .filter(folder -> !(folder.here() && folder.reason().has(ReasonCode.FOLDER_HANGS)))
        .map(folder -> english.say(folder.reason()))
        .forEach(reasons::add);
    data.trouble().map(english::say).ifPresent(reasons::add);
    reasons.addAll(lateCycle(sync));
    sync.held().reasons().stream().map(english::say).forEach(reasons::add);
    return reasons;
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

  private List<String> lateCycle(SyncStatus sync) {
    if (sync.committedAt().isEmpty()) {
      return List.of("no cycle was committed yet");
    }
    Duration age = Duration.between(sync.committedAt().get(), wall.instant());
    Duration allowed = Duration.ofSeconds(3 * settings.pair().periodSeconds() + 5);
    return age.compareTo(allowed) <= 0
        ? List.of()
        : List.of("the last cycle was committed " + age.toSeconds() + " seconds ago");
  }
}
