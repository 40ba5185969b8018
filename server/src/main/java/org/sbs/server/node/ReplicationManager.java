package org.sbs.server.node;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sbs.core.options.PairOptions;
import org.sbs.core.readiness.Probe;
import org.sbs.core.readiness.Topic;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.CopyGaps;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.role.Cause;
import org.sbs.core.role.Copy;
import org.sbs.core.role.DurableState;
import org.sbs.core.role.Event;
import org.sbs.core.role.PeerView;
import org.sbs.core.settings.Settings;
import org.sbs.core.text.Sanitizer;
import org.sbs.server.link.BulkChannel;
import org.sbs.server.link.PeerDialer;
import org.sbs.server.link.PeerLink;
import org.sbs.server.link.Question;
import org.sbs.server.store.StateFolderProbe;
import org.sbs.server.sync.CycleResult;
import org.sbs.server.sync.LocalDiff;
import org.sbs.server.sync.PrimaryReplication;
import org.sbs.server.sync.Progress;
import org.sbs.server.sync.SecondaryReplication;
import org.sbs.server.sync.SyncListener;
import org.sbs.server.sync.SyncStatus;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.consent.FolderNotCopied;
import org.sbs.server.sync.consent.FolderRules;
import org.sbs.server.sync.disk.Causes;
import org.sbs.server.sync.disk.HangingFolders;
import org.sbs.server.sync.message.CommittedCycle;
import org.sbs.server.sync.message.FileDifference;
import org.sbs.server.sync.message.ReturnedFiles;
import org.sbs.server.sync.scan.FolderScanner;
import org.sbs.server.sync.send.GuardedDeletes;
import org.sbs.view.text.ReasonText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs replication in the direction that the role asks for: one connection at a time, sending or
 * receiving. Called on the loop's thread; what takes time runs on a thread of its own.
 */
final class ReplicationManager implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReplicationManager.class);

  /**
   * As long as a busy primary may take for a handshake; given up where it is not wanted any more.
   */
  private static final Duration BULK_DEADLINE = Duration.ofSeconds(60);

  /** Who is told no is told earlier. */
  private static final Duration SILENT = Duration.ofSeconds(10);

  /** A link that ends with its bulk connection is heard of within that time. */
  private static final long BREATH_MS = 1000;

  private static final long PROBE_MS = 2000;

  /** So many places are named to the other node. */
  private static final int MOST_UNREAD = 5;

  /** So many seconds longer a secondary may take to commit the last cycle. */
  private static final int COMMIT_LOOKS = 10;

  /** So much longer a primary waits for its secondary to join anew. */
  private static final int PRIMARY_BREATHS = 5;

  private final SyncPlan plan;
  private final ReplicaStore store;
  private final FolderScanner scanner;
  private final PeerDialer dialer;
  private final StateFolderProbe home;
  private final ServiceController service;
  private final Supplier<DurableState> durable;
  private final Consumer<Event> events;
  private final Clock wall;
  private final CycleTrouble trouble;
  private final Counters counters;
  private final DataPathMonitor way;
  private final ReasonText english = ReasonText.english();
  private final Consumer<Reason> news;
  private final Consumer<Reason> alerts;
  private final HeldNews heldNews = new HeldNews();
  private final FolderNews notCopied;
  private final GuardedDeletes guard = new GuardedDeletes();
  private final Worker worker;

  private final ScheduledExecutorService probes =
      Executors.newSingleThreadScheduledExecutor(task -> Worker.thread(task, "sbs-folders"));

  /** What the loop was told last; of the probes' thread. */
  private Event.FitnessKnown known = new Event.FitnessKnown(Optional.empty(), Optional.empty());

  private final OutboundReplication outbound = new OutboundReplication();
  private final AtomicReference<Question> opening = new AtomicReference<>(new Question());
  private volatile Optional<SecondaryReplication> receiving = Optional.empty();

  /** What replication works with. */
  record Dependencies(
      SyncPlan plan,
      ReplicaStore store,
      FolderScanner scanner,
      PeerDialer dialer,
      StateFolderProbe home,
      Clock wall,
      CycleTrouble trouble,
      Counters counters,
      DataPathMonitor way) {}

  ReplicationManager(
      Dependencies dependencies,
      ServiceController service,
      Supplier<DurableState> durable,
      Consumer<Event> events,
      Consumer<Reason> news,
      Consumer<Reason> alerts,
      Consumer<Throwable> fault) {
    this.plan = dependencies.plan();
    this.store = dependencies.store();
    this.scanner = dependencies.scanner();
    this.dialer = dependencies.dialer();
    this.home = dependencies.home();
    this.wall = dependencies.wall();
    this.trouble = dependencies.trouble();
    this.counters = dependencies.counters();
    this.way = dependencies.way();
    this.service = service;
    this.durable = durable;
    this.events = events;
    this.news = news;
    this.alerts = alerts;
    this.notCopied = new FolderNews(alerts);
    this.worker = new Worker("sbs-data", fault);
    Future<?> unused =
        probes.scheduleWithFixedDelay(
            () -> guarded(fault), PROBE_MS, PROBE_MS, TimeUnit.MILLISECONDS);
  }

  private void guarded(Consumer<Throwable> fault) {
    try {
      probe();
    } catch (RuntimeException | Error e) {
      fault.accept(e);
    }
  }

  /** What this node committed last as a secondary. */
  static Optional<Copy> copy(ReplicaStore store) {
    return store.committed().map(ReplicationManager::copy);
  }

  private static Copy copy(CommittedCycle cycle) {
    return new Copy(
        cycle.header().cycle(), cycle.header().lineage(), cycle.header().activeSentinels());
  }

  // ---- primary ----

  /** The service is started: with a new epoch, the folder set that belongs to it is in force. */
  void servedEpoch(Cause cause, boolean primaryTold) {
    if (cause != Cause.RESTART) {
      trouble.forget();
      plan.servedEpoch(cause, store.committed(), primaryTold);
      guard.forget();
      notCopied.forgetOther();
    }
  }

  /** The folders that the primary names and that are not copied, as was told last. */
  List<FolderNotCopied> notCopied() {
    return notCopied.list();
  }

  FolderRules rules() {
    return plan.rules();
  }

  /** What this node accepts has changed: the nodes meet anew, and go on by that. */
  void reconsider() {
    meetAnew(ReasonCode.CONSENTS_CHANGED);
  }

  /** The settings were read again: the nodes meet anew, and agree on the options of the pair. */
  void use(Settings settings) {
    plan.use(settings);
    meetAnew(ReasonCode.SETTINGS_READ_AGAIN);
  }

  /** The time between two full cycles. */
  Duration period() {
    return plan.period();
  }

  private void meetAnew(ReasonCode why) {
    receiving.ifPresent(replication -> replication.reconsider(Reason.of(why)));
    outbound.sending().ifPresent(PrimaryReplication::close);
  }

  /** What holds on both nodes was agreed with a secondary, unless that is of an older version. */
  void agreed(Optional<PairOptions> holds) {
    holds.ifPresent(known -> plan.agreed());
  }

  /** That link's secondary may open its bulk connection. */
  void expect(long link) {
    outbound.expect(link);
  }

  /** The secondary opened its bulk connection. Any thread. */
  void bulkOpened(PeerLink control, BulkChannel channel) {
    worker.later(
        () -> {
          if (!outbound.isExpected(control.id())) {
            channel.close();
            return;
          }
          PrimaryReplication replication =
              new PrimaryReplication(
                  channel,
                  scanner,
                  plan.setup(durable.get()),
                  service::wantedNow,
                  primaryListener(control),
                  wall,
                  guard,
                  store);
          replication.start();
          if (!outbound.opened(control.id(), replication)) {
            // The loop gave the link up just now.
            replication.close();
          }
        });
  }

  private SyncListener primaryListener(PeerLink control) {
    return new SyncListener() {
      @Override
      public void cycleCommitted(CycleResult result) {
        report(result);
        trouble.committed(result);
        way.committed();
        events.accept(
            new Event.CycleCommitted(
                control.id(), new Copy(result.cycle(), durable.get().lineage(), service.wanted())));
      }

      @Override
      public void cycleFailed(CycleResult result) {
        report(result);
        refused(result);
      }

      @Override
      public void foldersNotCopied(List<FolderNotCopied> folders) {
        notCopied.now(folders);
      }

      @Override
      public void filesAdopted(int entries) {
        events.accept(new Event.FilesAdopted(entries));
      }

      @Override
      public void filesReturned(ReturnedFiles files) {
        alerts.accept(files.reason());
      }

      @Override
      public void ended(Reason reason) {
        bulkEnded(control, reason);
      }
    };
  }

  private void refused(CycleResult result) {
    LOG.warn(
        "Cycle {} was not committed: {}",
        result.cycle(),
        Sanitizer.line(english.say(result.reason())));
    trouble.refused(result);
  }

  private void report(CycleResult result) {
    counters.cycle(result);
    if (result.committed()) {
      heldNews.after(result.held()).ifPresent(news);
    }
    if (result.files() > 0 || result.deletes() > 0) {
      LOG.info(
          "Cycle {}: {} files with {} bytes, {} deletes",
          result.cycle(),
          result.files(),
          result.bytes(),
          result.deletes());
    }
    result
        .problems()
        .forEach(
            problem ->
                LOG.warn("Cycle {}: {}", result.cycle(), Sanitizer.line(english.say(problem))));
  }

  /** A cycle now, or as soon as a secondary that has just joined can be sent to. */
  CompletableFuture<CycleResult> cycleNow(boolean allowHeldDeletes, boolean whole) {
    return outbound.cycle(allowHeldDeletes, whole, way::lost);
  }

  /** What differs between the nodes, as far as this one can tell. May take long. */
  List<FileDifference> differences(boolean primary, boolean whole)
      throws IOException, InterruptedException {
    List<FileDifference> rows = new ArrayList<>(compared(primary, whole));
    Map<String, Reason> without = notCompared();
    // Where the other node takes no cycle for that reason, it was not compared with at all.
    trouble
        .now()
        .filter(why -> why.has(ReasonCode.FOLDER_HANGS))
        .ifPresent(why -> without.putIfAbsent(plan.settingsFolder().toString(), why));
    without.forEach((folder, why) -> rows.add(new FileDifference(folder, "left-out", why)));
    return List.copyOf(rows);
  }

  /** The folders of which this node or the other cannot tell what they have now, and why. */
  private Map<String, Reason> notCompared() {
    Map<String, Reason> folders = new TreeMap<>();
    notCopied().forEach(one -> folders.put(one.folder(), one.reason()));
    hanging().forEach(one -> folders.put(one.root().toString(), hangs(one)));
    return folders;
  }

  /** Why folders of the set are not in the cycles at present. */
  List<Reason> without() {
    return List.copyOf(notCompared().values());
  }

  /** What this node may not read of what it sends, as its secondary finds it in a check. */
  List<Probe> unread() {
    return status().problems().stream()
        .filter(problem -> problem.code() != ReasonCode.ON_SECONDARY && CopyGaps.isGap(problem))
        .limit(MOST_UNREAD)
        .map(problem -> Probe.trouble(Topic.ENTRY, place(problem), problem))
        .toList();
  }

  private static String place(Reason problem) {
    Object named = problem.values().getOrDefault("path", problem.values().get("folder"));
    return named instanceof String path ? path : "the folder set";
  }

  /** Why parts of the set are not copied that somebody should see to (R4.16). */
  List<Reason> gaps() {
    List<Reason> gaps = new ArrayList<>(CopyGaps.of(status().problems()));
    notCompared().values().stream()
        .filter(why -> why.has(ReasonCode.FOLDER_HANGS))
        .forEach(gaps::add);
    return List.copyOf(gaps);
  }

  private static Reason hangs(HangingFolders.Hang hang) {
    return Reason.of(ReasonCode.FOLDER_HANGS).with("folder", hang.root().toString());
  }

  private List<FileDifference> compared(boolean primary, boolean whole)
      throws IOException, InterruptedException {
    Optional<PrimaryReplication> connected = outbound.sending();
    if (connected.isPresent()) {
      try {
        return connected.get().requestDifferences(whole).get();
      } catch (ExecutionException e) {
        LOG.debug("Told from this node alone", e);
      }
    }
    FolderSet set = set(primary);
    return new LocalDiff(store, scanner, set, plan.settingsFolder(), plan.rules())
        .rows(primary ? FolderScanner.View.SENDER : FolderScanner.View.RECEIVER, whole);
  }

  private FolderSet set(boolean primary) {
    return primary
        ? plan.inForce()
        : store.committed().map(CommittedCycle::folderSet).orElse(plan.inForce());
  }

  /** The folders of the set that do not answer. */
  List<HangingFolders.Hang> hanging() {
    return scanner.hanging().now();
  }

  /** Why the last changes could not all be sent now, if they could not. */
  private Optional<Reason> unsent() {
    return hanging().stream().findFirst().map(ReplicationManager::hangs);
  }

  /**
   * Looks whether the folders and the own disk answer, and tells the loop what that means for the
   * role.
   */
  private void probe() {
    boolean primary = durable.get().wasPrimary();
    List<Path> folders = new ArrayList<>(List.of(plan.settingsFolder()));
    folders(primary).stream().map(Path::of).forEach(folders::add);
    scanner.hanging().probe(folders);
    receiving.ifPresent(SecondaryReplication::watch);
    Event.FitnessKnown now = new Event.FitnessKnown(home.look(), unsent());
    if (!now.equals(known)) {
      known = now;
      events.accept(now);
    }
  }

  /** The folders of the set beside the settings folder, which has its own place on each node. */
  List<String> folders(boolean primary) {
    return set(primary).folders().stream()
        .filter(folder -> folder.index() != 0)
        .map(folder -> folder.path())
        .toList();
  }

  int conflicts() {
    return store.conflicts().count();
  }

  void lastCycle(long number) {
    CompletableFuture<CycleResult> cycle = cycleNow(false, false);
    CompletableFuture<Void> unused =
        cycle.thenAccept(
            result ->
                events.accept(new Event.LastCycleDone(number, result.committed(), left(result))));
    lookHowFar(number, cycle, "", 0);
  }

  /** What of the last changes was not sent. */
  private Reason left(CycleResult result) {
    return result.committed() ? unsent().orElse(Reason.NONE) : result.reason();
  }

  /** Tells the loop that the last cycle gets on, as long as it does. */
  private void lookHowFar(
      long number, CompletableFuture<CycleResult> cycle, String before, long commitLooks) {
    CompletableFuture.delayedExecutor(BREATH_MS, TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              if (cycle.isDone()) {
                return;
              }
              Optional<Progress> now = status().progress();
              String far =
                  now.map(p -> p.phase() + " " + p.files() + " " + p.bytes()).orElse("")
                      + scanner.steps();
              // What the secondary does with a cycle is not seen here until it is durable.
              boolean commits = now.filter(p -> p.phase() == Progress.Phase.COMMITTING).isPresent();
              long looks = commits ? commitLooks + 1 : 0;
              if (!far.equals(before) || (commits && looks < COMMIT_LOOKS)) {
                events.accept(new Event.Progressed(number));
              }
              lookHowFar(number, cycle, far, looks);
            });
  }

  // ---- secondary ----

  void receive(PeerLink control, String session, PeerView mine) {
    outbound.end();
    Question question = new Question();
    opening.getAndSet(question).giveUp();
    worker.later(
        () -> {
          try {
            endReceivingAtOnce();
            BulkChannel channel = openBulk(question, mine, session);
            SecondaryReplication replication =
                new SecondaryReplication(
                    channel,
                    store,
                    scanner,
                    plan.rules(),
                    plan.settingsFolder(),
                    secondaryListener(control));
            receiving = Optional.of(replication);
            replication.start();
          } catch (IOException e) {
            linkWithoutData(control, Causes.of(e));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /**
   * Where the network drops large packets, a new link would not do better: the one that passes
   * heartbeats stays, and the connection for data is tried again (R4.16). Whatever answers at once
   * is no such network.
   */
  private BulkChannel openBulk(Question question, PeerView mine, String session)
      throws IOException, InterruptedException {
    while (true) {
      long began = System.nanoTime();
      try {
        return dialer.openBulk(question, mine, session, BULK_DEADLINE);
      } catch (IOException e) {
        boolean silent = System.nanoTime() - began >= SILENT.toNanos();
        if (!silent || way.lost().isEmpty() || question.isGivenUp()) {
          throw e;
        }
        LOG.debug("The connection for data is tried again over the same link", e);
        question.awaitGivenUp(Duration.ofMillis(BREATH_MS));
      }
    }
  }

  /** What hangs in an earlier connection is not waited for: it commits nothing any more. */
  private void endReceivingAtOnce() {
    if (receiving.isPresent()) {
      receiving.get().close();
      boolean unused = store.giveUp();
      receiving = Optional.empty();
    }
  }

  private SyncListener secondaryListener(PeerLink control) {
    return new SyncListener() {
      @Override
      public void cycleCommitted(CycleResult result) {
        report(result);
        trouble.committed(result);
        way.committed();
        copy(store).ifPresent(copy -> events.accept(new Event.CycleCommitted(control.id(), copy)));
      }

      @Override
      public void cycleFailed(CycleResult result) {
        refused(result);
      }

      @Override
      public void foldersNotCopied(List<FolderNotCopied> folders) {
        notCopied.now(folders);
      }

      @Override
      public void filesReturned(ReturnedFiles files) {
        alerts.accept(files.reason());
      }

      @Override
      public void ended(Reason reason) {
        linkWithoutData(control, reason);
      }
    };
  }

  /** Without its bulk connection a link is worth nothing: the secondary joins anew. */
  private void linkWithoutData(PeerLink control, Reason reason) {
    CompletableFuture.delayedExecutor(BREATH_MS, TimeUnit.MILLISECONDS)
        .execute(() -> events.accept(new Event.ReplicationEnded(control.id(), reason)));
  }

  /**
   * On the primary it is left to the secondary to end the link, which then knows why: a link that
   * its primary closes puts the primary in doubt.
   */
  private void bulkEnded(PeerLink control, Reason reason) {
    Reason ended = Reason.of(ReasonCode.REPLICATION_ENDED).with("why", reason);
    CompletableFuture.delayedExecutor(PRIMARY_BREATHS * BREATH_MS, TimeUnit.MILLISECONDS)
        .execute(() -> control.goodbye(ended));
  }

  void settle(long number) {
    opening.get().giveUp();
    worker.later(
        () -> {
          try {
            settleWhile(number);
            events.accept(new Event.DataSettled(number, copy(store)));
          } catch (IOException e) {
            events.accept(new Event.SettleFailed(number, Causes.of(e)));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Whatever is recorded is put in place; the loop is told as long as that gets on. */
  private void settleWhile(long number) throws IOException, InterruptedException {
    CompletableFuture<Void> settled = new CompletableFuture<>();
    lookHowStoreGetsOn(number, settled, store.steps());
    try {
      endReceiving();
      List<Reason> unused = store.settle();
    } finally {
      settled.complete(null);
    }
  }

  private void lookHowStoreGetsOn(long number, CompletableFuture<Void> settled, long before) {
    CompletableFuture.delayedExecutor(BREATH_MS, TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              long steps = store.steps();
              if (!settled.isDone()) {
                if (steps != before) {
                  events.accept(new Event.Progressed(number));
                }
                lookHowStoreGetsOn(number, settled, steps);
              }
            });
  }

  private void endReceiving() throws IOException, InterruptedException {
    if (receiving.isPresent()) {
      receiving.get().settle();
      receiving = Optional.empty();
    }
  }

  // ---- both ----

  /** A link is given up, or closed: what runs over it ends. */
  void dropLink(long link) {
    outbound.drop(link);
  }

  /** Why cycles are not committed at present, if they are not. */
  Optional<Reason> trouble() {
    return way.lost().or(trouble::now);
  }

  /** Why what is sent does not arrive, while heartbeats do. */
  Optional<Reason> way() {
    return way.lost();
  }

  /** How replication stands on this node. */
  SyncStatus status() {
    return outbound.status(
        receiving
            .map(SecondaryReplication::status)
            .orElseGet(
                () ->
                    new SyncStatus(
                        durable.get().cycle(),
                        0,
                        0,
                        store.committed().map(CommittedCycle::committedAt),
                        List.of())));
  }

  @Override
  public void close() {
    probes.shutdownNow();
    worker.close();
    outbound.end();
    receiving.ifPresent(SecondaryReplication::close);
  }
}
