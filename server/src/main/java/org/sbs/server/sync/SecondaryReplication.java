package org.sbs.server.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.CopyGaps;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.replica.Problems;
import org.sbs.server.files.ReasonIOException;
import org.sbs.server.link.BulkChannel;
import org.sbs.server.link.WireReasons;
import org.sbs.server.link.wire.CycleAck;
import org.sbs.server.link.wire.CycleBegin;
import org.sbs.server.link.wire.CycleEnd;
import org.sbs.server.link.wire.CycleRefused;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.sync.commit.MergeBaseDraft;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.commit.StagedCommit;
import org.sbs.server.sync.consent.FolderAcceptance;
import org.sbs.server.sync.consent.FolderNotCopied;
import org.sbs.server.sync.consent.FolderRules;
import org.sbs.server.sync.disk.Causes;
import org.sbs.server.sync.disk.HangingFolders;
import org.sbs.server.sync.disk.Root;
import org.sbs.server.sync.disk.RootIdentities;
import org.sbs.server.sync.mergebase.MergeBaseDelta;
import org.sbs.server.sync.mergebase.RetainedDeletes;
import org.sbs.server.sync.message.BadMessageException;
import org.sbs.server.sync.message.CommittedCycle;
import org.sbs.server.sync.message.HeldDeletes;
import org.sbs.server.sync.message.ReturnedFiles;
import org.sbs.server.sync.message.Wire;
import org.sbs.server.sync.receive.IncomingCycle;
import org.sbs.server.sync.scan.FolderScanner;
import org.sbs.server.sync.scan.Scan;
import org.sbs.server.sync.send.ManifestSender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secondary's side of replication over one connection: takes the folder set, tells what it has,
 * receives cycles and commits them. A message that does not fit ends the connection and changes
 * nothing. Has one thread of its own; the methods may be called from any.
 */
public final class SecondaryReplication implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SecondaryReplication.class);

  private static final long LOOK_MS = 200;

  /** So many times as long as anything else a commit is waited for. */
  private static final int COMMIT_LIMITS = 2;

  /** So long the primary has to read why its cycle ends, once that is sent. */
  private static final long LAST_WORD_MS = 2000;

  /** So long the word itself may take: a primary that does not read holds it up. */
  private static final long SENDING_MS = 10_000;

  private final BulkChannel channel;
  private final ReplicaStore store;
  private final FolderScanner scanner;
  private final FolderRules rules;
  private final Path settingsFolder;
  private final SyncListener listener;
  private final Thread thread;
  private final ProgressMeter progress = new ProgressMeter(Clock.systemUTC());

  /** Whoever holds it may write to the disk; nobody does once this is closing. */
  private final ReentrantLock writing = new ReentrantLock();

  private final AtomicReference<SyncStatus> status;
  private volatile boolean closing;

  /** Whether the disk is being worked on. */
  private volatile boolean busy;

  /** Folders that were refused because they did not answer. */
  private volatile List<Path> left = List.of();

  /** The cycle that is received; 0 between two. */
  private volatile long receiving;

  /** What this node may not, or cannot, read or write, as far as a look at all folders found. */
  private List<Reason> denied = List.of();

  private final AtomicBoolean toldEnd = new AtomicBoolean();

  // Of whoever watches this.
  private long seenSteps;
  private long movedNanos = System.nanoTime();

  private FolderSet set;
  private volatile List<Root> roots = List.of();
  private RootIdentities identities = RootIdentities.none();
  private IncomingCycle incoming;
  private HeldDeletes held = HeldDeletes.NONE;

  /** What was told last; of whoever receives. */
  private Optional<List<FolderNotCopied>> notCopied = Optional.empty();

  private MergeBaseDraft draft;
  private final ReconciliationSource reconciliation;
  private final AtomicLong received = new AtomicLong();

  /** Why this node does not take the settings folder, if it does not. */
  private Optional<Reason> withoutSettings = Optional.empty();

  /** Why what was told of this node's folders is not to be built upon. */
  private Optional<Reason> unfinished = Optional.empty();

  /**
   * Replication that {@link #start} begins.
   *
   * @param store recovered
   * @param settingsFolder of the protected service on this node
   */
  public SecondaryReplication(
      BulkChannel channel,
      ReplicaStore store,
      FolderScanner scanner,
      FolderRules rules,
      Path settingsFolder,
      SyncListener listener) {
    this.channel = channel;
    this.store = store;
    this.scanner = scanner;
    this.rules = rules;
    this.settingsFolder = settingsFolder;
    this.listener = listener;
    this.reconciliation = new ReconciliationSource(channel, scanner, store);
    this.thread = new Thread(this::run, "sbs-secondary-replication");
    this.thread.setDaemon(true);
    // What an earlier connection brought is old: until this one brings a cycle, none counts.
    long last = store.committed().map(cycle -> cycle.header().cycle()).orElse(0L);
    this.status = new AtomicReference<>(new SyncStatus(last, 0, 0, Optional.empty(), List.of()));
  }

  /** Begins. */
  public void start() {
    thread.start();
  }

  /** How replication stands. */
  public SyncStatus status() {
    return status.get().withProgress(progress.read());
  }

  /**
   * Stops receiving: what is recorded is put in place, what is not is thrown away. Fast unless a
   * commit is under way, which is waited for as long as it gets on; a look at all files is not
   * waited for, because it changes nothing. Call it before taking over.
   *
   * @return what this node has now; empty if it never committed a cycle
   * @throws IOException when a recorded cycle cannot be put in place: the set is not whole
   */
  public Optional<CommittedCycle> settle() throws IOException, InterruptedException {
    closing = true;
    channel.close();
    if (mayGoOn() || !store.giveUp()) {
      List<Reason> unused = store.settle();
    }
    return store.committed();
  }

  /** Waits until nobody writes any more; false if whoever does is stuck. */
  private boolean mayGoOn() throws InterruptedException {
    long last = store.steps();
    long movedNanos = System.nanoTime();
    while (!writing.tryLock(LOOK_MS, TimeUnit.MILLISECONDS)) {
      long steps = store.steps();
      long now = System.nanoTime();
      movedNanos = steps == last ? movedNanos : now;
      last = steps;
      // Whoever waits for this node counts on less than it takes to find out that a folder hangs.
      if (now - movedNanos >= scanner.hanging().limit().toNanos() * 2 / 3) {
        return false;
      }
    }
    writing.unlock();
    return true;
  }

  /**
   * Looks whether this gets on. Where a folder hangs it ends, so that the next connection goes on
   * without that folder; where one answers again that was left out, likewise. Called every few
   * seconds by one thread.
   */
  public void watch() {
    HangingFolders hanging = scanner.hanging();
    long now = System.nanoTime();
    long steps = store.steps() + scanner.steps();
    if (!busy || steps != seenSteps) {
      seenSteps = steps;
      movedNanos = now;
    } else if (now - movedNanos >= limitNanos()) {
      Path root = silentRoot().orElseGet(store::place);
      hanging.leave(root, root, () -> !thread.isAlive());
      leave(Reason.of(ReasonCode.FOLDER_HANGS).with("folder", root.toString()));
    }
    List<Path> silent = left;
    if (!silent.isEmpty() && silent.stream().noneMatch(hanging::hangs)) {
      left = List.of();
      leave(Reason.of(ReasonCode.FOLDER_ANSWERS_AGAIN));
    }
  }

  /**
   * How long the disk may take for one thing. Making a large cycle durable takes long: only where a
   * folder of the cycle does not answer anybody else either is it given up (R4.16).
   */
  private long limitNanos() {
    HangingFolders hanging = scanner.hanging();
    if (!store.isCommitting()) {
      return hanging.limit().toNanos();
    }
    return silentRoot().isPresent() ? COMMIT_LIMITS * hanging.limit().toNanos() : Long.MAX_VALUE;
  }

  /** A folder that this connection takes and that answers nobody, whatever was done last. */
  private Optional<Path> silentRoot() {
    return roots.stream().map(Root::path).filter(scanner.hanging()::hangs).findFirst();
  }

  /**
   * What this node accepts, or its settings, changed: the next connection goes on with what holds
   * then.
   */
  public void reconsider(Reason why) {
    leave(why);
  }

  private void leave(Reason reason) {
    if (!closing) {
      closing = true;
      store.giveUp();
      refuse(receiving, reason);
      tellEnd(reason);
    }
  }

  /**
   * Whoever waits for a cycle hears why it comes to nothing, and the connection ends.
   *
   * @param cycle 0 for whichever the primary prepares
   */
  private void refuse(long cycle, Reason reason) {
    Thread saying =
        new Thread(
            () -> {
              try {
                channel.send(refusal(cycle, reason));
                channel.flush();
              } catch (IOException e) {
                LOG.debug("Cycle {} ends without a word", cycle, e);
              }
              // Closed at once, what the primary still sends would make the word get lost.
              closeIn(LAST_WORD_MS);
            },
            "sbs-last-word");
    saying.setDaemon(true);
    saying.start();
    closeIn(SENDING_MS);
  }

  private void closeIn(long millis) {
    CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(channel::close);
  }

  private static Frame refusal(long cycle, Reason reason) {
    return Frame.newBuilder()
        .setCycleRefused(
            CycleRefused.newBuilder()
                .setCycle(cycle)
                .setReason(Wire.clause(reason))
                .setWhy(WireReasons.write(reason)))
        .build();
  }

  private void tellEnd(Reason reason) {
    if (toldEnd.compareAndSet(false, true)) {
      listener.ended(reason);
    }
  }

  /** Stops receiving, without waiting. */
  @Override
  public void close() {
    closing = true;
    channel.close();
  }

  private void run() {
    Reason reason = Reason.of(ReasonCode.REPLICATION_STOPPED);
    try {
      receive();
    } catch (BadMessageException e) {
      reason = Reason.of(ReasonCode.PEER_SENT_NONSENSE).with("what", e.reason());
    } catch (HangingFolders.NoAnswerException e) {
      reason = closing ? reason : Causes.of(e);
      leave(reason);
    } catch (IOException e) {
      reason = closing ? reason : Causes.of(e);
    } catch (RuntimeException | Error e) {
      // Also too little memory: the service goes on, and the next connection tries again.
      LOG.error("Replication ends by an error in SBS", e);
      reason = Reason.of(ReasonCode.REPLICATION_FAULT).with("words", e.toString());
    } finally {
      if (!closing) {
        channel.close();
      }
    }
    // Who takes over need not wait for this.
    if (incoming != null) {
      incoming.staged().discard();
    }
    progress.idle();
    tellEnd(reason);
  }

  private void receive() throws IOException, BadMessageException {
    while (true) {
      Frame frame = channel.receive();
      whileOpen(() -> take(frame));
      if (frame.getBodyCase() == Frame.BodyCase.FOLDER_SET) {
        while (!tellWhatIsHere(frame.getFolderSet().getWhole())) {
          // One of them hangs since it was accepted: the primary must not take it for empty.
          whileOpen(() -> takeFolderSet(frame));
        }
      }
    }
  }

  @FunctionalInterface
  private interface DiskWork {
    void run() throws IOException, BadMessageException;
  }

  private void whileOpen(DiskWork work) throws IOException, BadMessageException {
    writing.lock();
    try {
      requireOpen();
      work.run();
    } finally {
      busy = false;
      writing.unlock();
    }
  }

  private void requireOpen() throws IOException {
    if (closing) {
      throw new ReasonIOException(Reason.of(ReasonCode.REPLICATION_STOPPED));
    }
  }

  private void take(Frame frame) throws IOException, BadMessageException {
    // What is adopted is read and sent, and folders are accepted one by one: whoever does that
    // watches himself.
    busy =
        frame.getBodyCase() != Frame.BodyCase.WANTED
            && frame.getBodyCase() != Frame.BodyCase.FOLDER_SET;
    switch (frame.getBodyCase()) {
      case FOLDER_SET -> takeFolderSet(frame);
      case CYCLE_BEGIN -> beginCycle(frame.getCycleBegin());
      case CYCLE_END -> endCycle(frame.getCycleEnd());
      case WANTED -> {
        if (draft == null || incoming != null) {
          throw new BadMessageException("a wish to adopt before its time");
        }
        reconciliation.take(frame.getWanted(), draft, roots, this::isGuarded);
      }
      default -> {
        if (incoming == null) {
          throw new BadMessageException("a " + frame.getBodyCase() + " outside a cycle");
        }
        incoming.take(frame);
        progress.pending(incoming.pendingFiles());
        received.lazySet(incoming.bytes());
      }
    }
  }

  private void takeFolderSet(Frame frame) throws IOException, BadMessageException {
    if (incoming != null) {
      throw new BadMessageException("a folder set in the middle of a cycle");
    }
    FolderSet wanted = Wire.fromWire(frame.getFolderSet());
    finishPending();
    FolderAcceptance.Accepted accepted = store.accept(wanted, settingsFolder, rules);
    while (!answer(accepted.roots())) {
      accepted = store.accept(wanted, settingsFolder, rules);
    }
    // Whoever comes back late from a folder that hung must not change anything any more.
    requireOpen();
    busy = true;
    left = accepted.hanging();
    withoutSettings = Optional.ofNullable(accepted.refused().get(0)).map(FolderNotCopied::reason);
    set = accepted.set();
    roots = accepted.roots();
    try {
      store.mergeBase().align(set);
    } catch (IOException e) {
      unfinished =
          Optional.of(Reason.of(ReasonCode.MERGE_BASE_NOT_WRITTEN).with("why", Causes.of(e)));
    }
    identities = RootIdentities.of(roots.stream().map(Root::path).toList());
    draft = new MergeBaseDraft(store.mergeBase());
    for (Map.Entry<Integer, FolderNotCopied> refused : accepted.refused().entrySet()) {
      channel.send(
          Frame.newBuilder()
              .setFolderSetRefused(Wire.toWire(refused.getKey(), refused.getValue().reason()))
              .build());
    }
    Optional<List<FolderNotCopied>> now = Optional.of(List.copyOf(accepted.refused().values()));
    if (!now.equals(notCopied)) {
      notCopied = now;
      listener.foldersNotCopied(now.get());
    }
  }

  /** Whether those folders answer by more than what the system remembers of them. */
  private boolean answer(List<Root> accepted) throws IOException {
    for (Root root : accepted) {
      try {
        RootIdentities unused =
            scanner.hanging().call(root.path(), () -> RootIdentities.of(List.of(root.path())));
      } catch (HangingFolders.NoAnswerException e) {
        return false;
      }
    }
    return true;
  }

  /** False if a folder does not answer that was accepted: then nothing is told. */
  private boolean tellWhatIsHere(boolean whole) throws IOException {
    requireOpen();
    progress.comparing(store.committed().map(c -> c.header().cycle()).orElse(0L) + 1);
    Scan scan = scanner.scan(roots, FolderScanner.View.RECEIVER, folder -> {}, whole);
    if (roots.stream().anyMatch(root -> scanner.hanging().hangs(root.path()))) {
      return false;
    }
    denied = scan.problems().stream().filter(CopyGaps::isGap).toList();
    status.updateAndGet(s -> s.withFiles(scan.manifest().files()).withProblems(scan.problems()));
    long cycle = store.committed().map(c -> c.header().cycle()).orElse(0L);
    Set<EntryPath> left = new RetainedDeletes(store.mergeBase().left()).in(scan.manifest());
    MergeBaseDelta mergeBase = draft.tell(scan.manifest(), left, this::isGuarded);
    ManifestSender.Beside beside =
        new ManifestSender.Beside(
            cycle, left, draft.wentBack(), mergeBase, store.mergeBase().memory(), store.nodeId());
    ManifestSender.send(draft.all(), beside, channel);
    progress.idle();
    return true;
  }

  private boolean isGuarded(FileEntry entry) {
    boolean folder = entry.kind() == FileEntry.Kind.FOLDER;
    return set.folder(entry.at().folder())
        .filter(in -> in.guard().covers(entry.at().path(), folder))
        .isPresent();
  }

  /** On a disk that fails the connection stays, and cycles are refused until it does not. */
  private void finishPending() {
    try {
      List<Reason> unused = store.settle();
      unfinished = Optional.empty();
    } catch (IOException e) {
      unfinished =
          Optional.of(Reason.of(ReasonCode.EARLIER_CYCLE_NOT_IN_PLACE).with("why", Causes.of(e)));
    }
  }

  private void beginCycle(CycleBegin begin) throws BadMessageException {
    if (set == null || incoming != null) {
      throw new BadMessageException("a cycle before its time");
    }
    receiving = begin.getCycle();
    incoming = IncomingCycle.begin(begin, set, roots, store);
    unfinished.ifPresent(incoming.staged()::fail);
    incoming.staged().requireAccepted(identities);
    incoming.staged().remember(draft);
    draft.begun();
    held = HeldDeletes.of(begin);
    received.set(0);
    progress.moving(
        begin.getCycle(),
        Progress.Phase.RECEIVING,
        begin.getFiles(),
        Math.max(0, begin.getBytes()),
        received::get);
  }

  private void endCycle(CycleEnd end) throws IOException, BadMessageException {
    if (incoming == null) {
      throw new BadMessageException("the end of a cycle that did not begin");
    }
    IncomingCycle cycle = incoming;
    progress.committing();
    requireAcceptedRoots(cycle.staged());
    StagedCommit.Outcome outcome = lookAgainAtDenied(cycle.end(end));
    incoming = null;
    receiving = 0;
    if (!outcome.committed()) {
      // Whoever comes back late from a folder that hung tells nobody of it: others go on by now.
      requireOpen();
    }
    long number = cycle.staged().header().cycle();
    Problems problems = new Problems();
    problems.addAll(outcome.problems());
    problems.addAll(cycle.problems());
    denied.stream().filter(one -> !isTold(one, outcome.problems())).forEach(problems::add);
    CycleResult result =
        new CycleResult(
            number,
            outcome.committed(),
            withWhy(outcome.reason()),
            cycle.staged().files(),
            cycle.bytes(),
            cycle.staged().content().deleted().size(),
            problems.list(),
            held,
            0);
    progress.idle();
    status.updateAndGet(s -> s.withProblems(problems.list()).withHeld(held));
    if (outcome.committed()) {
      CommittedCycle committed = store.committed().orElseThrow();
      status.updateAndGet(
          s -> s.withFiles(cycle.filesInSet()).committed(number, committed.committedAt()));
      draft.committed();
      listener.cycleCommitted(result);
      ReturnedFiles returned = ReturnedFiles.of(outcome.conflicts());
      if (!returned.isEmpty()) {
        listener.filesReturned(returned);
      }
      acknowledge(result, outcome);
    } else {
      listener.cycleFailed(result);
      channel.send(refusal(number, result.reason()));
    }
    channel.flush();
  }

  /** Names the folder where that is the reason. */
  private Reason withWhy(Reason refusal) {
    return refusal.has(ReasonCode.SETTINGS_FOLDER_NOT_TAKEN)
        ? withoutSettings.map(refusal::and).orElse(refusal)
        : refusal;
  }

  /**
   * What may not be read or written is told with each cycle, for as long as that is so. When it may
   * again, the primary looks at everything anew; likewise while a disk fails, because only a look
   * tells whether it still does.
   */
  private StagedCommit.Outcome lookAgainAtDenied(StagedCommit.Outcome outcome) {
    List<Reason> still = denied.stream().filter(SecondaryReplication::isStillDenied).toList();
    boolean again = still.size() < denied.size() || !still.stream().allMatch(CopyGaps::isOfRights);
    denied = still;
    return again ? outcome.comparedAgain(List.of()) : outcome;
  }

  /** Whether the cycle found the same, and said what that means for it. */
  private static boolean isTold(Reason problem, List<Reason> problems) {
    return problems.stream()
        .anyMatch(one -> one.equals(problem) || problem.equals(one.values().get("first")));
  }

  private static boolean isStillDenied(Reason problem) {
    if (!CopyGaps.isOfRights(problem)) {
      return true;
    }
    Object place = problem.values().getOrDefault("path", problem.values().get("folder"));
    if (!(place instanceof String name)) {
      return false;
    }
    Path path = Path.of(name);
    if (!Files.isDirectory(path)) {
      return Files.exists(path) && !Files.isReadable(path);
    }
    return !Files.isReadable(path) || !Files.isWritable(path) || !Files.isExecutable(path);
  }

  /** What was accepted was a folder and not a name: the name may lead elsewhere by now. */
  private void requireAcceptedRoots(StagedCommit cycle) {
    try {
      identities.requireSame();
      for (Root root : roots) {
        FolderAcceptance.askAgain(root, settingsFolder, rules);
      }
    } catch (IOException e) {
      cycle.fail(Causes.of(e));
    }
  }

  private void acknowledge(CycleResult result, StagedCommit.Outcome outcome) throws IOException {
    channel.send(
        Frame.newBuilder()
            .setCycleAck(
                CycleAck.newBuilder()
                    .setCycle(result.cycle())
                    .addAllProblem(Wire.sentences(result.problems()))
                    .addAllWhy(Wire.whys(result.problems()))
                    .addAllConflict(ReconciliationSource.conflicts(outcome.conflicts(), roots))
                    .setCompareAgain(outcome.compareAgain()))
            .build());
  }
}
