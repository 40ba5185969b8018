package org.sbs.server.sync.commit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.replica.Lineage;
import org.sbs.core.replica.MergeBaseId;
import org.sbs.core.replica.Problems;
import org.sbs.server.files.ReasonIOException;
import org.sbs.server.sync.consent.FolderAcceptance;
import org.sbs.server.sync.consent.FolderRules;
import org.sbs.server.sync.disk.Causes;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.disk.HangingFolders;
import org.sbs.server.sync.disk.MountPoints;
import org.sbs.server.sync.disk.OpenRoots;
import org.sbs.server.sync.disk.RecordFile;
import org.sbs.server.sync.disk.ReplicaFiles;
import org.sbs.server.sync.disk.Root;
import org.sbs.server.sync.disk.Staging;
import org.sbs.server.sync.disk.VersionsFolder;
import org.sbs.server.sync.mergebase.MergeBaseStore;
import org.sbs.server.sync.message.CommittedCycle;
import org.sbs.server.sync.message.CycleHeader;
import org.sbs.server.sync.message.CycleNumbers;
import org.sbs.server.sync.record.ConflictRecord;
import org.sbs.server.sync.record.CycleRecord;
import org.sbs.server.sync.record.Places;
import org.sbs.server.sync.record.RootRecord;
import org.sbs.server.sync.scan.FolderScanner;
import org.sbs.server.sync.versions.FileVersion;
import org.sbs.server.sync.versions.FileVersions;
import org.sbs.server.sync.versions.VersionAges;
import org.sbs.server.sync.versions.VersionPruning;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The committed cycles of a secondary (R4.8). Whatever crashes whenever, after {@link #recover} the
 * folder set is exactly that of {@link #committed}.
 *
 * <p>The order of effects: stage, make durable, write the commit record and make that durable, put
 * in place, make that durable, mark the record as done, and only then acknowledge. A crash before
 * the record leaves the old set; after it, recovery puts the rest in place. Any thread; commits
 * take turns.
 */
public final class ReplicaStore {
  private static final Logger LOG = LoggerFactory.getLogger(ReplicaStore.class);
  private static final long LITTLE_ROOM_BYTES = 16 << 20;

  private final Path stateFolder;
  private final Disk disk;
  private final Clock clock;
  private final FolderScanner scanner;
  private final RecordFile pending;
  private final RecordFile done;
  private final RecordFile places;
  private final VersionAges ages;
  private final Path adopted;
  private final String nodeId;
  private final MergeBaseStore mergeBase;
  private final Conflicts conflicts;
  private final Set<String> knownPlaces = new TreeSet<>();
  private volatile List<Path> placesNow = List.of();
  private volatile Optional<CommittedCycle> committed = Optional.empty();

  /**
   * Commits take turns. One that is given up before it is recorded loses its turn, so that nobody
   * waits for a folder that hangs: it changes nothing but what it staged itself, and is not
   * recorded any more. Replaced under {@link #commitPoint}.
   */
  private volatile Semaphore turn = new Semaphore(1);

  /** Held where it is decided whether a cycle is recorded, and never while a folder may hang. */
  private final Object commitPoint = new Object();

  /** Cycles that were begun before are given up; under {@link #commitPoint}. */
  private long givenUp;

  private long begun;

  /** Whoever has the turn writes a record that does not count yet; under {@link #commitPoint}. */
  private boolean beforeRecord;

  private Optional<FutureTask<List<Reason>>> finishing = Optional.empty();

  /** A store that keeps no versions. */
  public ReplicaStore(Path stateFolder, FolderScanner scanner, Disk disk, Clock clock)
      throws IOException {
    this(stateFolder, scanner, disk, clock, Duration.ZERO);
  }

  /** A store of a node that needs no name. */
  public ReplicaStore(
      Path stateFolder, FolderScanner scanner, Disk disk, Clock clock, Duration history)
      throws IOException {
    this(stateFolder, scanner, disk, clock, history, "");
  }

  /**
   * The store of one node; {@link #recover} must be the first call.
   *
   * @param stateFolder the node's own; there must be no other store on it
   * @param scanner is told of files that a commit puts in place, so that they need not be read
   *     again
   * @param clock for the time of a commit, which is shown, and for the age of what is kept
   * @param history for how long what cycles replace and delete is kept (R4.11); zero keeps nothing
   *     but conflict copies
   * @param nodeId of this node
   */
  public ReplicaStore(
      Path stateFolder,
      FolderScanner scanner,
      Disk disk,
      Clock clock,
      Duration history,
      String nodeId)
      throws IOException {
    Path folder = ReplicaFiles.folder(stateFolder);
    Files.createDirectories(folder);
    this.stateFolder = stateFolder;
    this.disk = disk;
    this.clock = clock;
    this.scanner = scanner;
    this.pending = new RecordFile(disk, folder.resolve("cycle.pending"));
    this.done = new RecordFile(disk, folder.resolve("cycle.committed"));
    this.places = ReplicaFiles.places(disk, stateFolder);
    this.ages = new VersionAges(disk, folder, clock, history);
    this.adopted = folder.resolve("adoption.committed");
    this.nodeId = nodeId;
    this.mergeBase = new MergeBaseStore(disk, folder);
    this.conflicts = new Conflicts(disk, folder);
  }

  /** The list of all folders that this node ever wrote as a secondary. */
  /**
   * Finishes a committed cycle, throws away an uncommitted one.
   *
   * @return what users are told of what was found
   * @throws IOException when a committed cycle cannot be finished, or a record is damaged: then the
   *     folder set may be half that of a cycle, and the service must not be started on it
   */
  public List<Reason> recover() throws IOException {
    Problems problems = new Problems();
    places.read(Places.parser()).ifPresent(read -> knownPlaces.addAll(read.getRootList()));
    showPlaces();
    sound(done).ifPresent(record -> take(record.header()));
    requireSoundMergeBase();
    ages.load().ifPresent(problems::add);
    for (String place : knownPlaces) {
      takeFormerVersions(Path.of(place)).ifPresent(problems::add);
    }
    try {
      problems.addAll(settle());
    } catch (HangingFolders.NoAnswerException e) {
      problems.add(Reason.of(ReasonCode.LAST_CYCLE_NOT_IN_PLACE).with("why", Causes.of(e)));
    }
    for (String place : knownPlaces) {
      discardStaged(Path.of(place)).ifPresent(problems::add);
    }
    pending.abandonAll("RECORD");
    places.abandon("PLACES");
    return problems.list();
  }

  /** A number that cannot be would go round the pair from here (R10.10). */
  private static Optional<CommitRecord> sound(RecordFile file) throws IOException {
    Optional<CommitRecord> record = CommitRecord.read(file);
    Optional<String> absurd = record.flatMap(read -> CycleNumbers.absurd(read.header()));
    if (absurd.isPresent()) {
      throw absurd(file.path(), absurd.get());
    }
    return record;
  }

  private void requireSoundMergeBase() throws IOException {
    MergeBaseId.Memory memory;
    try {
      memory = mergeBase.memory();
    } catch (IOException e) {
      // Who needs it says that it cannot be read.
      return;
    }
    Optional<String> absurd = CycleNumbers.absurd(memory);
    if (absurd.isPresent()) {
      throw absurd(mergeBase.file(), absurd.get());
    }
  }

  private static IOException absurd(Path file, String what) {
    return new IOException(
        "The record file " + file + " holds " + what + ", which is absurd. Run sbs repair.");
  }

  /** Before a cycle is finished, because that puts versions into their present place. */
  private Optional<Reason> takeFormerVersions(Path place) {
    try {
      scanner
          .hanging()
          .call(
              place,
              () ->
                  inRoot(
                      place,
                      inRoot -> {
                        VersionsFolder.takeFormer(place, inRoot);
                        return Optional.empty();
                      }));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          Reason.of(ReasonCode.FORMER_VERSIONS_NOT_TAKEN)
              .with("folder", place.toString())
              .with("why", Causes.of(e)));
    }
  }

  /** Something that is done at the start, in one root. */
  @FunctionalInterface
  private interface Cleaning {
    Optional<Reason> in(Disk inRoot) throws IOException;
  }

  /** From beginning to end in the root that had the name when this began (R10.7). */
  private Optional<Reason> inRoot(Path root, Cleaning work) throws IOException {
    try (OpenRoots held = new OpenRoots()) {
      held.holdThoseThere(List.of(root));
      Optional<Reason> told = work.in(disk.inSet(held));
      held.requireSame();
      return told;
    }
  }

  /** What was staged there and not recorded; what hangs is left as it is. */
  private Optional<Reason> discardStaged(Path place) {
    try {
      return scanner
          .hanging()
          .call(place, () -> inRoot(place, inRoot -> Staging.discardAll(inRoot, place)));
    } catch (IOException e) {
      return Optional.of(
          Reason.of(ReasonCode.STAGED_LEFT_IN)
              .with("folder", place.toString())
              .with("why", Causes.of(e)));
    }
  }

  /** Whether something is recorded and not in place yet. */
  public boolean hasPending() {
    return pending.exists();
  }

  public long nowMillis() {
    return clock.millis();
  }

  public String nodeId() {
    return nodeId;
  }

  /** What both nodes have. */
  public MergeBaseStore mergeBase() {
    return mergeBase;
  }

  /** The conflict copies that this node knows of. */
  public Conflicts conflicts() {
    return conflicts;
  }

  /** The last cycle that was committed whole; empty if there was none. */
  public Optional<CommittedCycle> committed() {
    return committed;
  }

  /** The highest epoch that the copy has seen. */
  public long knownEpoch() {
    return committed
        .map(cycle -> Math.max(cycle.header().epoch(), cycle.header().lineage().lastEpoch()))
        .orElse(0L);
  }

  /** The last cycle of the copy. */
  public long knownCycle() {
    return committed.map(cycle -> cycle.header().cycle()).orElse(0L);
  }

  /** Finishes a cycle that was committed and could not be put in place. */
  public List<Reason> finishPending() throws IOException {
    Semaphore mine = takeTurn();
    try {
      Problems problems = new Problems();
      try (OpenRoots roots = new OpenRoots()) {
        List<ConflictRecord> unused = finishPending(problems, roots);
      }
      return problems.list();
    } finally {
      mine.release();
    }
  }

  private Semaphore takeTurn() {
    while (true) {
      Semaphore mine = turn;
      mine.acquireUninterruptibly();
      if (mine == turn) {
        return mine;
      }
      // Whoever had it was given up meanwhile.
      mine.release();
    }
  }

  /**
   * Gives up what is being written and is not recorded yet: it never will be, however late whoever
   * writes it comes back from a folder that hangs.
   *
   * @return false if it is recorded: then it must be finished
   */
  public boolean giveUp() {
    synchronized (commitPoint) {
      if (pending.exists()) {
        return false;
      }
      givenUp = begun;
      if (beforeRecord) {
        beforeRecord = false;
        finishing = Optional.empty();
        turn = new Semaphore(1);
      }
      return true;
    }
  }

  /**
   * The same as {@link #finishPending}, as long as that gets on; call it before the set is used.
   *
   * @throws HangingFolders.NoAnswerException where it does not get on: it goes on by itself as soon
   *     as the folder answers
   * @throws IOException when the disk fails
   */
  public List<Reason> settle() throws IOException {
    FutureTask<List<Reason>> task;
    synchronized (commitPoint) {
      if (finishing.isEmpty() || finishing.get().isDone()) {
        finishing = Optional.of(new FutureTask<>(this::finishPending));
        Thread thread = new Thread(finishing.get(), "sbs-finish-cycle");
        thread.setDaemon(true);
        thread.start();
      }
      task = finishing.get();
    }
    try {
      Optional<List<Reason>> problems =
          scanner.hanging().await(this::place, task, disk::steps, this::place);
      if (problems.isEmpty()) {
        throw new HangingFolders.NoAnswerException(place());
      }
      return problems.get();
    } catch (ExecutionException e) {
      throw HangingFolders.failure(e);
    }
  }

  /** Whether a cycle is being committed or put in place just now. Any thread. */
  public boolean isCommitting() {
    return turn.availablePermits() == 0;
  }

  /** Moves as long as the store does something on the disks. Any thread. */
  public long steps() {
    return disk.steps();
  }

  /** The folder of the set in which the store works. */
  public Path place() {
    Path last = disk.last().orElse(stateFolder);
    return placesNow.stream().filter(last::startsWith).findFirst().orElse(last);
  }

  private List<ConflictRecord> finishPending(Problems problems, OpenRoots roots)
      throws IOException {
    Optional<CommitRecord> record = sound(pending);
    if (record.isEmpty()) {
      return List.of();
    }
    pending.forceFolder("COMMIT-RECORD");
    return finish(record.get(), problems, roots);
  }

  /**
   * Deletes the versions that were kept for long enough. May take long and keeps no cycle waiting;
   * call it now and then, in either role.
   *
   * @return what users are told of what could not be deleted
   */
  public List<Reason> pruneVersions() {
    List<Path> roots = placesNow;
    Problems problems = new Problems();
    problems.addAll(new VersionPruning(disk, ages).run(roots));
    try {
      conflicts.prune(versions(), clock.millis() - ages.limitMillis());
    } catch (IOException e) {
      problems.add(Reason.of(ReasonCode.CONFLICTS_NOT_PRUNED).with("why", Causes.of(e)));
    }
    return problems.list();
  }

  /** The versions of files on this node. */
  public FileVersions versions() {
    return new FileVersions(stateFolder);
  }

  /**
   * Brings a file or link back to where it lay; no cycle is committed meanwhile. What it replaces
   * is itself kept.
   *
   * @throws IOException when it cannot be; the message is for users, and nothing is changed
   */
  public void restore(FileVersion file) throws IOException {
    try (Restoring restoring = new Restoring(disk, file)) {
      String staged = restoring.stage();
      Semaphore mine = takeTurn();
      try {
        CycleHeader last =
            committed
                .map(CommittedCycle::header)
                .orElse(
                    new CycleHeader(file.cycle(), file.epoch(), Lineage.NONE, Optional.empty()));
        restoring.putInPlace(staged, last.cycle(), last.epoch(), clock, ages);
      } finally {
        mine.release();
      }
    }
  }

  /**
   * Restores a version to where it lay, on a node that does not run.
   *
   * @param keptFor as in the node's settings: what is replaced is kept as long
   */
  public static void restoreInStoppedHome(Path stateFolder, FileVersion file, Duration keptFor)
      throws IOException {
    Clock clock = Clock.systemUTC();
    ReplicaStore store =
        new ReplicaStore(stateFolder, new FolderScanner(clock), new Disk(), clock, keptFor);
    store.recover();
    store.restore(file);
  }

  /** What to add to the reason of a refusal when there may be no room left. */
  Reason roomHint(Collection<Path> roots) {
    for (Path root : roots) {
      try {
        if (Files.getFileStore(root).getUsableSpace() < LITTLE_ROOM_BYTES) {
          long megabytes = FileVersions.bytes(disk, roots) >> 20;
          return Reason.of(ReasonCode.DISK_ROOM_SHORT).with("megabytes", megabytes);
        }
      } catch (IOException e) {
        LOG.debug("The room in {} is not known", root, e);
      }
    }
    return Reason.NONE;
  }

  /** Decides which folders this node takes, and makes those that are missing. */
  public FolderAcceptance.Accepted accept(FolderSet set, Path settingsFolder, FolderRules rules) {
    return FolderAcceptance.decide(set, settingsFolder, rules, disk, scanner.hanging());
  }

  /**
   * Begins a cycle. Where an earlier one must be finished first and cannot be, or the disk fails,
   * the new one will be refused.
   */
  public StagedCommit begin(CycleHeader header, FolderSet set, List<Root> roots) {
    String name = UUID.randomUUID().toString().substring(0, 8);
    StagedCommit cycle;
    synchronized (commitPoint) {
      cycle = new StagedCommit(this, header, set, roots, disk, scanner, name, ++begun);
    }
    if (set.folder(0).isEmpty()) {
      // Whoever takes over needs it: a cycle without it is no copy of the primary's set.
      cycle.fail(Reason.of(ReasonCode.SETTINGS_FOLDER_NOT_TAKEN));
    }
    try {
      List<Reason> unused = settle();
      cycle.holdRoots();
      Semaphore mine = takeTurn();
      try {
        rememberPlaces(roots);
      } finally {
        mine.release();
      }
    } catch (IOException e) {
      cycle.fail(Causes.of(e));
    }
    return cycle;
  }

  private void showPlaces() {
    placesNow = knownPlaces.stream().map(Path::of).toList();
  }

  private void rememberPlaces(List<Root> roots) throws IOException {
    boolean more = false;
    for (Root root : roots) {
      more |= knownPlaces.add(root.path().toString());
    }
    if (more) {
      try {
        places.prepare("PLACES", Places.newBuilder().addAllRoot(knownPlaces).build());
        places.publish("PLACES-PUBLISH");
        places.forceFolder("PLACES");
      } catch (IOException e) {
        roots.forEach(root -> knownPlaces.remove(root.path().toString()));
        throw e;
      }
      showPlaces();
    }
  }

  StagedCommit.Outcome commit(StagedCommit cycle) {
    Semaphore mine = takeTurn();
    try {
      synchronized (commitPoint) {
        beforeRecord = cycle.number() > givenUp;
      }
      return commitInTurn(cycle);
    } finally {
      mine.release();
    }
  }

  private StagedCommit.Outcome commitInTurn(StagedCommit cycle) {
    Problems problems = new Problems();
    boolean leftOut;
    RecordFile record = pending.writtenAs(cycle.staging().name());
    try (Destinations destinations =
        new Destinations(cycle.disk(), "CHECK", scanner, cycle.roots())) {
      cycle.requireSameRoots();
      DestinationCheck check =
          new DestinationCheck(destinations, cycle.content(), MountPoints.now(), problems);
      leftOut = check.takeOutWhatCannotBe();
      new CommitWriting(cycle, check, clock, ages).to(record);
      cycle.staging().makeDurable();
      record.force("RECORD");
      publish(record, cycle);
    } catch (IOException e) {
      if (isUnrecorded(cycle)) {
        return refuse(cycle, record, e, problems);
      }
      return unfinished(cycle.header().cycle(), e);
    }
    List<ConflictRecord> made;
    try {
      made = finishPending(problems, cycle.held());
    } catch (IOException e) {
      return unfinished(cycle.header().cycle(), e);
    }
    if (!cycle.isReconciliation()) {
      mergeBase.seen(MergeBaseDraft.id(cycle.header()));
    }
    return new StagedCommit.Outcome(true, Reason.NONE, problems.list(), leftOut, made);
  }

  private void publish(RecordFile record, StagedCommit cycle) throws IOException {
    synchronized (commitPoint) {
      if (cycle.number() <= givenUp) {
        throw new ReasonIOException(Reason.of(ReasonCode.CYCLE_GIVEN_UP));
      }
      beforeRecord = false;
      record.publish("COMMIT-RECORD");
    }
  }

  /** What is recorded now may be another cycle, which came after this one was given up. */
  private boolean isUnrecorded(StagedCommit cycle) {
    synchronized (commitPoint) {
      boolean gone = cycle.number() <= givenUp;
      if (!gone) {
        beforeRecord = false;
      }
      return gone || !pending.exists();
    }
  }

  private StagedCommit.Outcome refuse(
      StagedCommit cycle, RecordFile record, IOException cause, Problems problems) {
    cycle.discard().ifPresent(problems::add);
    try {
      record.abandon("RECORD");
    } catch (IOException e) {
      problems.add(Reason.of(ReasonCode.TEMPORARY_LEFT).with("why", Causes.of(e)));
    }
    Reason reason = Causes.of(cause).and(roomHint(cycle.roots().values()));
    return new StagedCommit.Outcome(false, reason, problems.list(), true);
  }

  private static StagedCommit.Outcome unfinished(long cycle, IOException cause) {
    return StagedCommit.Outcome.refused(
        Reason.of(ReasonCode.CYCLE_UNFINISHED).with("cycle", cycle).with("why", Causes.of(cause)));
  }

  /** From the durable record to the end of the cycle; answers with the conflict copies. */
  private List<ConflictRecord> finish(CommitRecord record, Problems problems, OpenRoots roots)
      throws IOException {
    CycleRecord header = record.header();
    CycleFinisher finisher = new CycleFinisher(disk, roots, scanner, record, problems);
    finisher.finish();
    // Before the record goes: an acknowledged cycle must never be one that nobody remembers.
    if (record.hasMergeBase()) {
      mergeBase.append(record.mergeBase(), record.bytes(), true);
    }
    List<ConflictRecord> made = ConflictRecords.of(header, finisher.conflicts(), nodeId);
    conflicts.add(made);
    disk.move("DONE", pending.path(), header.getReconciliation() ? adopted : done.path());
    done.forceFolder("DONE");
    if (!header.getReconciliation()) {
      take(header);
    }
    for (RootRecord root : header.getRootList()) {
      clean(Path.of(root.getPath()), header.getStaging()).ifPresent(problems::add);
    }
    return made;
  }

  /** The cycle is in place: a folder that hangs only now must not keep the next one waiting. */
  private Optional<Reason> clean(Path root, String staging) {
    try {
      return scanner
          .hanging()
          .call(
              root,
              () ->
                  inRoot(
                      root,
                      inRoot -> {
                        Staging.discard(inRoot, root, staging);
                        return Optional.empty();
                      }));
    } catch (IOException e) {
      return Optional.of(Reason.of(ReasonCode.STAGING_LEFT).with("why", Causes.of(e)));
    }
  }

  private void take(CycleRecord header) {
    committed = Optional.of(CommittedCycle.of(header));
  }
}
