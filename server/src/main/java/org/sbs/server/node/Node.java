package org.sbs.server.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sbs.core.health.HealthCheck;
import org.sbs.core.licence.LicenceFinding;
import org.sbs.core.readiness.Report;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.reason.ReasonException;
import org.sbs.core.role.DurableState;
import org.sbs.core.role.Event;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Phase;
import org.sbs.core.role.Step;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.Settings;
import org.sbs.server.check.NodeFacts;
import org.sbs.server.health.HealthProbe;
import org.sbs.server.link.BulkChannel;
import org.sbs.server.link.CannotListenException;
import org.sbs.server.link.Known;
import org.sbs.server.link.LinkTimes;
import org.sbs.server.link.LocalAddress;
import org.sbs.server.link.NameLookup;
import org.sbs.server.link.PairIdentity;
import org.sbs.server.link.PairKey;
import org.sbs.server.link.PairKeys;
import org.sbs.server.link.PeerAddresses;
import org.sbs.server.link.PeerDialer;
import org.sbs.server.link.PeerLink;
import org.sbs.server.link.PeerListener;
import org.sbs.server.mail.Mailer;
import org.sbs.server.options.OptionsInForce;
import org.sbs.server.options.SettingsInUse;
import org.sbs.server.service.ProtectedService;
import org.sbs.server.store.HistoryFile;
import org.sbs.server.store.NodeStore;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.consent.Consents;
import org.sbs.server.sync.disk.Causes;
import org.sbs.server.sync.message.CommittedCycle;
import org.sbs.server.sync.scan.FolderScanner;
import org.sbs.server.witness.TimedWitness;
import org.sbs.view.status.HistoryRow;
import org.sbs.view.status.NodeStatus;
import org.slf4j.LoggerFactory;

/**
 * A running node: the loop, what runs its effects, and the answers to its users. Everything it owns
 * ends with {@link #close}. Safe for any thread.
 */
public final class Node implements NodeControl, AutoCloseable {
  private static final Duration SWITCHOVER_LIMIT = Duration.ofMinutes(5);
  private static final Duration STOP_LIMIT = Duration.ofHours(12);
  private static final Duration NAME_LIMIT = Duration.ofMillis(500);
  private static final Duration PAUSE_LIMIT = Duration.ofSeconds(5);

  private final NodeLoop loop;
  private final EventLog eventLog;
  private final Counters counters = new Counters();
  private final StatusBoard board;
  private final DataPathMonitor way;
  private final ReplicationManager data;
  private final ServiceController service;
  private final HookRunner hooks;
  private final PeerConnector peer;
  private final OtherKeyMonitor otherKey;
  private final WitnessClient witness;
  private final NetworkMonitor network;
  private final Requests requests = new Requests();
  private final LocalAddress local;
  private final int listen;
  private volatile Optional<InetSocketAddress> bound = Optional.empty();
  private volatile Optional<PeerListener> listener = Optional.empty();
  private final Worker disk;
  private final VersionMaintenance kept;
  private final ConsentController consent;
  private final ReadinessChecker checks;
  private final MailNotifier mail;
  private final HealthMonitor health;
  private final OptionsController options;
  private final ReloadController reload;
  private final KeyController keys;
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();

  /**
   * What a node is made of.
   *
   * @param home SBS's own folder, which no peer may write
   * @param keys of the pair
   * @param replica recovered
   * @param peer where to look for the peer, and from where
   * @param reachability of whose addresses at least one must answer (R2.8)
   * @param witness empty for none
   * @param licence looks at what is installed, quickly
   * @param facts what checks of the pair ask of this node
   * @param mailer not started yet
   * @param probes make what asks whether the service works
   * @param options of the pair, with what the settings say taken in
   * @param inUse the settings, with where they come from
   * @param forced whether to start though the data may be old (R1.8)
   */
  public record Dependencies(
      Settings settings,
      Path home,
      PairKeys keys,
      PeerAddresses peer,
      List<NameLookup> reachability,
      NodeStore store,
      ReplicaStore replica,
      FolderScanner scanner,
      HistoryFile history,
      ProtectedService service,
      Optional<Voice> witness,
      Supplier<LicenceFinding> licence,
      NodeFacts facts,
      Mailer mailer,
      HealthCheck.Cases<HealthProbe> probes,
      OptionsInForce options,
      SettingsInUse inUse,
      boolean forced) {}

  /** The third voice of the pair (R6). */
  public record Voice(TimedWitness witness, Duration lease) {}

  /**
   * Listens, and begins to seek its role.
   *
   * @throws IOException when the port is taken; the message says which and what to do
   */
  public Node(Dependencies needs) throws IOException {
    Consumer<Throwable> fault = this::fault;
    Clock wall = Clock.systemUTC();
    MonotonicClock clock = new MonotonicClock();
    DurableState known = InitialState.known(needs);
    eventLog = new EventLog(needs.history(), wall, fault);
    loop =
        new NodeLoop(
            InitialState.state(needs, known, clock.getAsLong()), clock, this::stepped, fault);
    Links links = new Links(link -> KeyController.isProved(needs.keys(), link));
    keys = keyController(needs, links, wall);
    disk = new Worker("sbs-state", fault);
    service =
        new ServiceController(
            needs.service(),
            loop::post,
            clock,
            licenceController(needs),
            reasons("sentinel"),
            fault);
    hooks = hookRunner(needs, known);
    witness = new WitnessClient(needs.witness().map(Voice::witness), loop::post);
    way = new DataPathMonitor(clock, this::alert, reasons("sync"));
    LinkInbox inbox =
        new LinkInbox(links, loop::post, this::bulkOpened, this::mailHanded, keys, way);
    PeerDialer dialer =
        new PeerDialer(
            needs.peer(), needs.keys().identity(), inbox, LinkTimes.DEFAULT, this::knownNumbers);
    otherKey = new OtherKeyMonitor(loop.state().self().peerName(), this::alert);
    peer = new PeerConnector(dialer, links, keys, otherKey, loop::post, fault);
    options = new OptionsController(needs.options(), disk, reasons("options"));
    Consents answers = consents(needs);
    data =
        new ReplicationManager(
            new ReplicationManager.Dependencies(
                new SyncPlan(needs.settings(), needs.home(), answers, options::now),
                needs.replica(),
                needs.scanner(),
                dialer,
                needs.store().probe(),
                wall,
                new CycleTrouble(reasons("sync")),
                counters,
                way),
            service,
            () -> loop.state().durable(),
            loop::post,
            reasons("sync"),
            this::alert,
            fault);
    kept = new VersionMaintenance(needs.replica(), eventLog::prune);
    consent = consentController(answers);
    mail =
        new MailNotifier(
            needs.mailer(), needs.settings().pair(), loop::state, service, data, clock);
    health =
        new HealthMonitor(
            needs.settings().service().checks(),
            needs.probes(),
            clock,
            service::disturbances,
            loop::post,
            this::tellOfCheck,
            fault);
    board =
        new StatusBoard(
            needs.settings(), links, service, hooks, data, eventLog, wall, mail, health);
    mail.watch(options::mailFilesSay);
    board.with(options);
    board.with(consent);
    board.with(keys);
    board.with(otherKey);
    reload = reloadController(needs, clock);
    board.with(reload);
    checks = new ReadinessChecker(needs.facts(), dialer, present(), wall, fault);
    board.with(checks);
    EffectRunner runner =
        new EffectRunner(
            () -> loop.state().view(),
            loop::post,
            controllers(needs, links),
            status -> hooks.afterAll(() -> eventLog.afterAll(() -> ended.complete(status))));
    local = needs.peer().local();
    listen = needs.settings().pair().port();
    network = networkController(needs, known, inbox, fault);
    start(runner);
  }

  private HookRunner hookRunner(Dependencies needs, DurableState known) {
    return new HookRunner(
        needs.settings().service().hooks(),
        InitialState.told(needs, known),
        reasons("hook"),
        this::fault);
  }

  private ReloadController reloadController(Dependencies needs, MonotonicClock clock) {
    return new ReloadController(
        needs.inUse(), options, this::use, reasons("settings"), clock, this::fault);
  }

  /** What of changed settings a running node can use. */
  private void use(Settings settings) {
    mail.use(settings.mail());
    data.use(settings);
  }

  private ConsentController consentController(Consents answers) {
    ConsentController controller =
        new ConsentController(
            data::notCopied,
            data.rules(),
            answers,
            data::reconsider,
            kept::supply,
            this::tellConsent);
    controller.tellOfOlder();
    return controller;
  }

  private NetworkMonitor networkController(
      Dependencies needs, DurableState known, LinkInbox inbox, Consumer<Throwable> fault) {
    return new NetworkMonitor(
        Duration.ofMillis(needs.settings().pair().silenceLimitMs()),
        needs.reachability(),
        needs.peer()::areHere,
        () -> serve(needs.keys().identity(), known.nodeId(), inbox),
        loop::post,
        fault);
  }

  private KeyController keyController(Dependencies needs, Links links, Clock wall) {
    return new KeyController(
        needs.keys(), links, loop::state, reasons("key"), wall::millis, this::fault);
  }

  private EffectRunner.Controllers controllers(Dependencies needs, Links links) {
    return new EffectRunner.Controllers(
        links, peer, data, service, witness, needs.store(), disk, mail, health, options, keys);
  }

  private void alert(Reason reason) {
    eventLog.alert(loop.state(), reason);
  }

  private Consumer<Reason> reasons(String kind) {
    return reason -> eventLog.tell(kind, loop.state(), reason);
  }

  private void start(EffectRunner runner) throws IOException {
    network.start();
    hooks.starts(loop.state());
    loop.start(runner);
    mail.start();
    health.start();
    witness.know();
    service.takeControl(loop.state().durable().activeSentinels().isPresent());
    checks.start();
    keys.start(witness::know);
  }

  private Known knownNumbers() {
    return Known.of(loop.state().durable());
  }

  private LicenceGuard licenceController(Dependencies needs) {
    return new LicenceGuard(needs.service(), needs.licence(), reasons("licence"));
  }

  private ReadinessChecker.Present present() {
    return new ReadinessChecker.Present(
        () -> loop.state().view(),
        this::live,
        () -> StatusBoard.peerLink(loop.state().phase()),
        () -> loop.state().phase() instanceof Phase.Serving ? data.unread() : List.of(),
        () -> board.obstacles(loop.state()));
  }

  private NodeFacts.Live live(Optional<Optional<Reason>> peerTrouble) {
    NodeState state = loop.state();
    return new NodeFacts.Live(
        data.folders(state.phase() instanceof Phase.Serving),
        state.view().witness(),
        service.licence().finding(),
        service.licence().permission(),
        peerTrouble,
        health.findings(),
        options.differences());
  }

  /** The answers of this node; one that ran before there were any goes on with what it took. */
  private static Consents consents(Dependencies needs) {
    return Consents.open(
        needs.home().resolve("state"), needs.replica().committed().map(CommittedCycle::folderSet));
  }

  private void tellConsent(Reason reason) {
    eventLog.tell("consent", loop.state(), reason);
  }

  private void tellOfCheck(Reason reason) {
    eventLog.tell("check", loop.state(), reason);
  }

  /**
   * The pair's port is served as soon as this node's address is up (R1.9). It stays served while
   * the address is gone for a while; nobody reaches it then (R2.8).
   */
  private Optional<Reason> serve(PairIdentity identity, String nodeId, LinkInbox inbox)
      throws IOException {
    if (listener.isPresent()) {
      return bound.filter(at -> !CannotListenException.isUp(at)).map(Node::notUp);
    }
    bound = local.listen(listen, NAME_LIMIT.toNanos());
    if (bound.isEmpty()) {
      return Optional.of(
          Reason.of(ReasonCode.OWN_ADDRESS_UNKNOWN).with("address", local.toString()));
    }
    try {
      listener =
          Optional.of(
              new PeerListener(
                  bound.get(),
                  identity,
                  nodeId,
                  inbox,
                  LinkTimes.DEFAULT,
                  checks,
                  this::knownNumbers));
      return Optional.empty();
    } catch (CannotListenException e) {
      if (e.reason() == CannotListenException.Reason.ADDRESS_NOT_UP) {
        return bound.map(Node::notUp);
      }
      throw e;
    }
  }

  private static Reason notUp(InetSocketAddress address) {
    return Reason.of(ReasonCode.OWN_ADDRESS_NOT_UP)
        .with("address", address.getAddress().getHostAddress());
  }

  private void mailHanded(MailAccess access) {
    mail.handed(access);
  }

  private void bulkOpened(PeerLink control, BulkChannel channel) {
    data.bulkOpened(control, channel);
  }

  private void stepped(NodeState before, Event event, Step step) {
    eventLog.stepped(before, event, step);
    hooks.stepped(before, step.state());
    health.stepped(step.state());
    if (event instanceof Event.BeatDue) {
      service.beat();
      reload.beat();
    }
    if (event instanceof Event.LinkClosed closed) {
      data.dropLink(closed.link());
    }
    if (event instanceof Event.PeerAsked) {
      otherKey.met();
    }
    requests.stepped(before, event, step);
    counters.stepped(before, step);
    mail.stepped(before, event, step);
  }

  /** A part failed in a way that it does not know: the node must not be trusted any more. */
  private void fault(Throwable cause) {
    LoggerFactory.getLogger(Node.class)
        .error("SBS ends because of an error in itself; please report it", cause);
    ended.complete(1);
  }

  /** Waits until the node has ended, and returns the exit status. */
  public int awaitEnd() throws InterruptedException {
    try {
      return ended.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("never completed exceptionally", e);
    }
  }

  /** Where the node listens for its peer. */
  public int port() {
    return listener.map(PeerListener::port).orElse(listen);
  }

  @Override
  public NodeStatus status() {
    return board.status(loop.state());
  }

  @Override
  public CompletableFuture<Answer> stop(boolean anyway) {
    CompletableFuture<Answer> end =
        ended.thenApply(status -> new Answer(status == 0, eventLog.present().reason()));
    if (anyway) {
      loop.post(new Event.UserStop(true));
      return end;
    }
    CompletableFuture<Answer> refused =
        requests.expect(
            new StopRequest(() -> loop.post(new Event.UserStop(true))),
            STOP_LIMIT,
            no(Reason.of(ReasonCode.STOP_LATE).with("seconds", STOP_LIMIT.toSeconds())));
    loop.post(new Event.UserStop(false));
    return end.applyToEither(refused, answer -> answer);
  }

  @Override
  public CompletableFuture<Answer> consent(String folder, boolean yes) {
    return consent.answer(folder, yes);
  }

  @Override
  public CompletableFuture<Answer> sentinels(List<String> names, boolean active) {
    return service
        .sentinels(names, active)
        .thenApply(
            answer -> {
              if (answer.done()) {
                // The other node is told at once what is to work, not with the next cycle.
                CompletableFuture<?> unused = data.cycleNow(false, false);
              }
              return answer;
            });
  }

  @Override
  public CompletableFuture<Answer> sync(boolean allowHeldDeletes, boolean full) {
    if (!(loop.state().phase() instanceof Phase.Serving)) {
      return CompletableFuture.completedFuture(no(Reason.of(ReasonCode.SYNC_ON_PRIMARY)));
    }
    return data.cycleNow(allowHeldDeletes, full)
        .thenApply(result -> SyncAnswer.of(result, allowHeldDeletes, data.without()));
  }

  @Override
  public CompletableFuture<Answer> switchover() {
    Phase phase = loop.state().phase();
    if (!(phase instanceof Phase.Serving || phase instanceof Phase.Following)) {
      return CompletableFuture.completedFuture(
          no(
              Reason.of(ReasonCode.ROLES_NOT_SWAPPED)
                  .with("why", Reason.of(ReasonCode.SWITCHOVER_WITHOUT_ROLE))));
    }
    CompletableFuture<Answer> answer =
        requests.expect(
            new Switchover(),
            SWITCHOVER_LIMIT,
            no(
                Reason.of(ReasonCode.SWITCHOVER_LATE)
                    .with("seconds", SWITCHOVER_LIMIT.toSeconds())));
    loop.post(new Event.SwitchoverAsked());
    return answer;
  }

  @Override
  public CompletableFuture<Answer> pause(Duration time) {
    CompletableFuture<Answer> answer =
        requests.expect(
            (before, event, step) ->
                event instanceof Event.PauseAsked
                    ? Optional.of(paused(step.reason()))
                    : Optional.empty(),
            PAUSE_LIMIT,
            no(Reason.of(ReasonCode.PAUSE_UNANSWERED)));
    loop.post(new Event.PauseAsked(time.toNanos()));
    return answer;
  }

  @Override
  public CompletableFuture<Answer> reload() {
    return reload.reload();
  }

  @Override
  public CompletableFuture<Answer> replacePeer() {
    CompletableFuture<Answer> answer =
        requests.expect(
            (before, event, step) ->
                event instanceof Event.PeerReplaced
                    ? Optional.of(replaced(step.reason()))
                    : Optional.empty(),
            PAUSE_LIMIT,
            no(Reason.of(ReasonCode.REQUEST_UNANSWERED)));
    loop.post(new Event.PeerReplaced());
    return answer;
  }

  @Override
  public CompletableFuture<Answer> changeKey() {
    return keys.change();
  }

  @Override
  public CompletableFuture<NewKey> replaceLeakedKey() {
    return keys.leaked();
  }

  @Override
  public CompletableFuture<Answer> enterKey(String key) {
    try {
      return keys.join(PairKey.parse(key));
    } catch (ReasonException e) {
      return CompletableFuture.completedFuture(
          new Answer(false, e.reason().and(Reason.of(ReasonCode.NOTHING_STORED))));
    }
  }

  private static Answer replaced(Reason reason) {
    return new Answer(reason.has(ReasonCode.PEER_REPLACED), reason);
  }

  private static Answer paused(Reason reason) {
    return reason.isEmpty() ? no(Reason.of(ReasonCode.PAUSE_NOT_TAKEN)) : new Answer(true, reason);
  }

  private static Answer no(Reason why) {
    return new Answer(false, why);
  }

  @Override
  public CompletableFuture<Answer> mailTest(MailTest test) {
    return mail.test(test);
  }

  @Override
  public CompletableFuture<Answer> restore(String id) {
    if (!(loop.state().phase() instanceof Phase.Serving)) {
      return CompletableFuture.completedFuture(no(Reason.of(ReasonCode.VERSION_ON_SECONDARY)));
    }
    return kept.restore(id);
  }

  @Override
  public CompletableFuture<Differences> differences(boolean full) {
    boolean primary = loop.state().phase() instanceof Phase.Serving;
    return kept.supply(() -> differences(primary, full));
  }

  private Differences differences(boolean primary, boolean full) {
    try {
      return new Differences(
          Optional.empty(),
          data.differences(primary, full).stream()
              .map(row -> new FileDifference(row.path(), row.state(), row.why()))
              .toList());
    } catch (IOException e) {
      return unknown(Reason.of(ReasonCode.DIFFERENCES_UNKNOWN).with("why", Causes.of(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unknown(Reason.of(ReasonCode.SBS_ENDS));
    }
  }

  private static Differences unknown(Reason why) {
    return new Differences(Optional.of(why), List.of());
  }

  @Override
  public Totals totals() {
    return counters.totals();
  }

  @Override
  public CompletableFuture<Report> check() {
    return checks.check();
  }

  @Override
  public List<HistoryRow> history(int most) {
    return eventLog.newest(most);
  }

  /** Ends everything at once; the service is stopped as well as it can be. */
  @Override
  public void close() {
    loop.close();
    reload.close();
    health.close();
    mail.close();
    network.close();
    listener.ifPresent(PeerListener::close);
    checks.close();
    keys.close();
    data.close();
    kept.close();
    service.close();
    hooks.close();
    peer.close();
    witness.close();
    disk.close();
    eventLog.close();
  }
}
