package org.sbs.server.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.sbs.core.bound.Bound;
import org.sbs.core.consent.FolderConsent.Verdict;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.CyclePlan;
import org.sbs.core.replica.Difference;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.replica.Manifest;
import org.sbs.core.replica.OnlyThere;
import org.sbs.core.replica.PathRules;
import org.sbs.core.replica.Problems;
import org.sbs.core.replica.Withheld;
import org.sbs.server.files.RealPath;
import org.sbs.server.link.BulkChannel;
import org.sbs.server.link.wire.CycleAck;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.Mark;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.consent.FolderNotCopied;
import org.sbs.server.sync.consent.FolderRules;
import org.sbs.server.sync.disk.Causes;
import org.sbs.server.sync.disk.HangingFolders;
import org.sbs.server.sync.disk.LogText;
import org.sbs.server.sync.disk.Platform;
import org.sbs.server.sync.disk.Root;
import org.sbs.server.sync.mergebase.RetainedDeletes;
import org.sbs.server.sync.message.BadMessageException;
import org.sbs.server.sync.message.CycleHeader;
import org.sbs.server.sync.message.CycleNumbers;
import org.sbs.server.sync.message.FileDifference;
import org.sbs.server.sync.message.HeldDeletes;
import org.sbs.server.sync.message.MessageLimits;
import org.sbs.server.sync.message.ReturnedFiles;
import org.sbs.server.sync.message.Wire;
import org.sbs.server.sync.receive.ManifestReceiver;
import org.sbs.server.sync.scan.ContentSource;
import org.sbs.server.sync.scan.FolderScanner;
import org.sbs.server.sync.scan.Scan;
import org.sbs.server.sync.send.CycleSender;
import org.sbs.server.sync.send.GuardedDeletes;
import org.sbs.server.sync.send.Waits;

/**
 * The cycles of a primary with one secondary, one after the other (R4.1, R4.2). Remembers what the
 * secondary has acknowledged, so that only what differs is sent; asks anew when it cannot be sure.
 * One thread.
 */
final class PrimaryCycles {
  private final BulkChannel channel;
  private final FolderScanner scanner;
  private final ContentSource source;
  private final ReplicationSetup setup;
  private final Callable<Optional<List<String>>> activeSentinels;
  private final Consumer<Path> folders;
  private final GuardedDeletes guard;
  private final ProgressMeter progress;
  private final ReplicaStore store;
  private final PrimaryMergeBase mergeBase;
  private final Waits waits;

  /** What the secondary alone has and this node cannot have, and why. */
  private final Map<EntryPath, Reason> apart = new TreeMap<>();

  private Withheld withheld = Withheld.NOTHING;
  private boolean editedInPlace;
  private boolean met;
  private int adopted;
  private ReturnedFiles returned = ReturnedFiles.NOTHING;
  private List<Mark> marks = List.of();
  private Optional<List<String>> sentinels;
  private long cycle;
  private long filesInSet;
  private Optional<ManifestReceiver.Answer> peer = Optional.empty();
  private Manifest peerHas = Manifest.EMPTY;
  private List<Root> roots = List.of();
  private FolderSet set;
  private final Map<Path, Path> real = new HashMap<>();
  private Set<Path> restless = Set.of();
  private HeldDeletes told = HeldDeletes.NONE;

  /** Which folders this node leaves out. */
  private List<FolderNotCopied> leftOut = List.of();

  /** The others that only the secondary's settings name. */
  private final Set<String> admitted = new HashSet<>();

  PrimaryCycles(
      BulkChannel channel,
      PrimaryReplication.Sight sight,
      ReplicationSetup setup,
      Callable<Optional<List<String>>> activeSentinels,
      Consumer<Path> folders,
      GuardedDeletes guard,
      ProgressMeter progress,
      ReplicaStore store,
      Waits waits) {
    this.waits = waits;
    this.store = store;
    this.mergeBase = new PrimaryMergeBase(store);
    this.channel = channel;
    this.scanner = sight.scanner();
    this.source = sight.source();
    this.setup = setup;
    this.activeSentinels = activeSentinels;
    this.folders = folders;
    this.guard = guard;
    this.progress = progress;
    this.sentinels = setup.knownSentinels();
    this.cycle = setup.lastCycle();
  }

  /** The number of the last cycle that was begun. */
  long lastNumber() {
    return cycle;
  }

  long filesInSet() {
    return filesInSet;
  }

  /** Whether a full cycle must come next, whatever has changed. */
  boolean mustCompare() {
    return peer.isEmpty();
  }

  /** Files that are being written, to be looked at again in a moment. */
  Set<Path> restless() {
    return restless;
  }

  /** Whether one of the paths is the top of a folder of the set. */
  boolean hasRoot(Set<Path> paths) {
    return roots.stream().anyMatch(root -> paths.contains(root.path()));
  }

  /**
   * Runs one full cycle to its acknowledgement or refusal.
   *
   * @param whole whether both sides read all files again
   */
  CycleResult run(boolean whole) throws IOException, BadMessageException, InterruptedException {
    progress.comparing(Bound.CYCLE.next(cycle));
    Problems problems = new Problems();
    begin(whole, problems);
    FutureTask<Optional<List<String>>> listing = startListing();
    Scan scan;
    try {
      scan = look(problems, whole);
      takeSentinels(listing, problems);
    } finally {
      listing.cancel(true);
    }
    CyclePlan plan = plan(scan, problems);
    if (plan.deletes().isEmpty() && guard.held().files() == 0) {
      guard.calm();
    }
    return exchange(plan, problems);
  }

  /** Finds out of which folders the set is now. */
  private void begin(boolean whole, Problems problems) throws InterruptedException {
    if (whole) {
      // The secondary tells anew.
      peer = Optional.empty();
    }
    List<Root> plain = roots(problems);
    UpdatingScripts.Outcome asked = waits.during(() -> setup.scripts().run(plain));
    problems.addAll(asked.problems());
    roots = asked.applyTo(plain);
    set =
        new FolderSet(
            roots.stream().map(Root::folder).toList(),
            setup.set().strict(),
            setup.set().keepDates());
  }

  /** Both sides look at the same time, if the secondary has not told yet what it has. */
  private Scan look(Problems problems, boolean whole) throws IOException, BadMessageException {
    boolean compare = peer.isEmpty();
    if (compare) {
      channel.send(
          Frame.newBuilder().setFolderSet(Wire.toWire(set).toBuilder().setWhole(whole)).build());
      channel.flush();
    }
    Scan scan = scanner.scan(roots, FolderScanner.View.SENDER, folders, whole);
    if (compare) {
      ManifestReceiver.Answer answer = ManifestReceiver.receive(channel, set, scan.manifest());
      CycleNumbers.check(answer.cycle(), answer.memory(), setup.epoch(), cycle);
      peer = Optional.of(answer);
      peerHas = answer.manifest();
      cycle = Math.max(cycle, answer.cycle());
      mergeBase.met(answer, set, roots);
      apart.keySet().removeIf(at -> answer.manifest().find(at).isEmpty());
      apart.putAll(OnlyThere.of(scan.manifest(), answer.manifest(), Platform.NAMES));
      withheld = withheld.stillThere(answer.manifest());
      scan = reconcile(scan, answer, problems);
      mergeBase.apart(apart.keySet(), withheld);
    }
    return scan;
  }

  /** Takes over what was changed on the secondary alone; once a connection. */
  private Scan reconcile(Scan scan, ManifestReceiver.Answer answer, Problems problems)
      throws IOException, BadMessageException {
    if (met) {
      return scan;
    }
    CycleHeader header =
        new CycleHeader(Bound.CYCLE.next(cycle), setup.epoch(), setup.lineage(), sentinels);
    PrimaryReconciliation.Result result =
        new PrimaryReconciliation(channel, store, scanner, header)
            .meet(
                new PrimaryReconciliation.Meeting(
                    mergeBase.withoutOwnRetainedDeletes(scan, scanner),
                    answer,
                    set,
                    roots,
                    apart.keySet()),
                setup.merge());
    met = true;
    withheld = result.withheld();
    result.apart().forEach(at -> apart.put(at, Reason.of(ReasonCode.ENTRY_NOT_TAKEN_OVER)));
    returned = result.returned();
    adopted += result.adopted();
    cycle += result.adopted() > 0 ? 1 : 0;
    mergeBase.conflicts(result.conflicts());
    problems.addAll(result.problems());
    return result.adopted() > 0 ? scanner.scan(roots, FolderScanner.View.SENDER, folders) : scan;
  }

  /** What went back in time, since this was last asked. */
  ReturnedFiles takeReturned() {
    ReturnedFiles taken = returned;
    returned = ReturnedFiles.NOTHING;
    return taken;
  }

  /** How many entries were taken over from the secondary since this was last asked. */
  int takeAdopted() {
    int taken = adopted;
    adopted = 0;
    return taken;
  }

  /**
   * What differs from what the secondary has, by a look at everything now.
   *
   * @param whole whether both sides read all files again
   */
  List<FileDifference> differences(boolean whole)
      throws IOException, BadMessageException, InterruptedException {
    Problems untold = new Problems();
    if (whole) {
      begin(true, untold);
    }
    Scan scan = look(untold, whole);
    Scan counting = mergeBase.withoutOwnRetainedDeletes(scan, scanner);
    Set<EntryPath> unknown = unknown(counting);
    Manifest mine =
        whatFits(
            withheld.without(counting.manifest(), unknown),
            peer.orElseThrow(),
            unknown,
            new Problems());
    List<FileEntry> unread = Difference.toBeRead(mine, peerHas, MessageLimits.SMALL_FILE_BYTES);
    if (!unread.isEmpty()) {
      Scan read = scanner.read(unread.stream().map(FileEntry::at).toList());
      counting = mergeBase.withoutOwnRetainedDeletes(read, scanner);
      unknown = unknown(counting);
      mine =
          whatFits(
              withheld.without(counting.manifest(), unknown),
              peer.orElseThrow(),
              unknown,
              new Problems());
    }
    Set<EntryPath> ownLeft = new HashSet<>();
    for (FileEntry entry : scan.manifest().entries()) {
      if (counting.manifest().find(entry.at()).isEmpty() && !unknown.contains(entry.at())) {
        ownLeft.add(entry.at());
      }
    }
    return PrimaryDiff.rows(
        roots,
        new PrimaryDiff.Known(
            mine, peerHas, set, unknown, guard.heldEntries(), mergeBase.left(), ownLeft));
  }

  /**
   * Runs a cycle for paths that have changed, after a full one.
   *
   * @param fullNext tells whether a full cycle comes next anyway, which then sends them
   * @return empty if nothing of the set differs, or is sent now
   */
  Optional<CycleResult> run(Set<Path> changed, BooleanSupplier fullNext)
      throws IOException, BadMessageException {
    Problems problems = new Problems();
    Scan found = scanner.update(changed, folders);
    if (fullNext.getAsBoolean()) {
      return Optional.empty();
    }
    CyclePlan plan = plan(found, problems);
    return plan.isEmpty() && marks.isEmpty() && guard.held().equals(told)
        ? Optional.empty()
        : Optional.of(exchange(plan, problems));
  }

  /** What makes the secondary's set equal to what was found. */
  private CyclePlan plan(Scan found, Problems problems) {
    ManifestReceiver.Answer answer = peer.orElseThrow();
    Set<EntryPath> unknown = unknown(found);
    Problems unfit = new Problems();
    Scan scan = mergeBase.withoutOwnRetainedDeletes(found, scanner);
    editedInPlace = withheld.isEdited(scan.manifest());
    Manifest mine = whatFits(withheld.without(scan.manifest(), unknown), answer, unknown, unfit);
    List<FileEntry> unread = Difference.toBeRead(mine, peerHas, MessageLimits.SMALL_FILE_BYTES);
    if (!unread.isEmpty()) {
      scan =
          mergeBase.withoutOwnRetainedDeletes(
              scanner.read(unread.stream().map(FileEntry::at).toList()), scanner);
      unknown = unknown(scan);
      unfit = new Problems();
      mine = whatFits(withheld.without(scan.manifest(), unknown), answer, unknown, unfit);
    }
    restless = new HashSet<>(found.restless());
    restless.addAll(scan.restless());
    // What waits for an answer is told once, not as a problem of each cycle.
    answer.refused().values().stream()
        .filter(why -> verdict(why) == Verdict.NEVER)
        .forEach(
            why -> problems.add(Reason.of(ReasonCode.SECONDARY_DOES_NOT_TAKE).with("why", why)));
    problems.addAll(scan.problems());
    problems.addAll(unfit.list());
    for (Map.Entry<EntryPath, Reason> there : apart.entrySet()) {
      problems.add(
          Reason.of(ReasonCode.ON_SECONDARY)
              .with("what", there.getValue().with("path", shown(there.getKey())))
              .and(Reason.of(ReasonCode.STAYS_THERE_ALONE)));
    }
    problems.addAll(withheld.problems(this::shown));
    if (set.keepDates()) {
      scan.undated().stream()
          .sorted()
          .forEach(
              at -> problems.add(Reason.of(ReasonCode.ENTRY_DATE_FAR).with("path", shown(at))));
    }
    filesInSet = mine.files();
    CyclePlan all = Difference.between(mine, peerHas, set, unknown);
    // Without the deletes that look like an accident (R4.10).
    Set<EntryPath> unreadable = new HashSet<>(unknown);
    unreadable.removeAll(apart.keySet());
    unreadable.removeAll(withheld.links().keySet());
    Set<EntryPath> theirsAlone = new HashSet<>(apart.keySet());
    theirsAlone.addAll(withheld.links().keySet());
    CyclePlan guarded =
        guard.pass(
            mergeBase.withoutConflicts(all),
            mine,
            RetainedDeletes.without(peerHas, theirsAlone),
            set,
            unreadable);
    CyclePlan plan = mergeBase.withConflicts(guarded, mine, peerHas);
    marks = mergeBase.mark(plan, mine, peerHas, set, unknown);
    return plan;
  }

  /** What nothing may be concluded from: it is not in the manifest, and nobody deleted it. */
  private Set<EntryPath> unknown(Scan scan) {
    Set<EntryPath> unknown = new HashSet<>(scan.unknown());
    apart.keySet().stream().filter(at -> scan.manifest().find(at).isEmpty()).forEach(unknown::add);
    return unknown;
  }

  private CycleResult exchange(CyclePlan plan, Problems problems)
      throws IOException, BadMessageException {
    cycle = Bound.CYCLE.next(cycle);
    CycleHeader header = new CycleHeader(cycle, setup.epoch(), setup.lineage(), sentinels);
    Map<Integer, Path> paths = new HashMap<>();
    roots.forEach(root -> paths.put(root.index(), root.path()));
    CycleSender sender =
        new CycleSender(channel, source, paths, peerHas, scanner, progress::pending, waits);
    told = guard.held();
    sender.tellHeld(told);
    sender.mark(marks);
    mergeBase.offered(header);
    progress.moving(
        cycle, Progress.Phase.SENDING, plan.sends().size(), plan.bytes(), sender::bytes);
    sender.send(header, plan, filesInSet);
    progress.committing();
    problems.addAll(sender.problems());
    Frame reply = channel.receive();
    boolean committed;
    Reason reason = Reason.NONE;
    switch (reply.getBodyCase()) {
      case CYCLE_ACK -> {
        requireNumber(reply.getCycleAck().getCycle());
        told(reply.getCycleAck()).forEach(problems::add);
        CyclePlan sent = sender.asSent(plan);
        mergeBase.acknowledged(header, reply.getCycleAck(), sent, sender.unsent(), peerHas);
        peerHas = peerHas.after(sent, sender.unsent());
        sender.sent().forEach(scanner::learn);
        committed = true;
        if (reply.getCycleAck().getCompareAgain()) {
          peer = Optional.empty();
        }
        if (editedInPlace) {
          // The nodes meet anew: an edit goes before the link, of which a copy is kept.
          peer = Optional.empty();
          met = false;
        }
      }
      case CYCLE_REFUSED -> {
        if (reply.getCycleRefused().getCycle() != 0) {
          requireNumber(reply.getCycleRefused().getCycle());
        }
        reason = Wire.refusal(reply.getCycleRefused());
        committed = false;
        peer = Optional.empty();
      }
      default -> throw new BadMessageException("a " + reply.getBodyCase() + " after a cycle");
    }
    CycleResult result =
        new CycleResult(
            cycle,
            committed,
            reason,
            sender.files(),
            sender.bytes(),
            plan.deletes().size(),
            problems.list());
    return result.withHeld(guard.held(), guard.released());
  }

  private void requireNumber(long number) throws BadMessageException {
    if (number != cycle) {
      throw new BadMessageException("an answer to cycle " + number + " instead of " + cycle);
    }
  }

  /** Where the folders lie here; after a comparison without those that the secondary refused. */
  private List<Root> roots(Problems problems) {
    List<Root> roots = new ArrayList<>();
    List<FolderNotCopied> without = new ArrayList<>();
    for (Folder folder : setup.set().folders()) {
      if (peer.isPresent() && peer.get().refused().containsKey(folder.index())) {
        continue;
      }
      try {
        Optional<FolderNotCopied> objection = objection(folder);
        if (objection.isPresent()) {
          without.add(objection.get());
          if (objection.get().verdict() == Verdict.NEVER) {
            problems.add(leftOut(folder, objection.get().reason()));
          }
          continue;
        }
        Path path = folder.index() == 0 ? setup.settingsFolder() : Path.of(folder.path());
        if (folder.index() != 0 && !path.isAbsolute()) {
          problems.add(leftOut(folder, Reason.of(ReasonCode.FOLDER_NOT_ABSOLUTE)));
          continue;
        }
        Path place = whereItIs(path.toAbsolutePath());
        roots.add(new Root(setup.gate().guarded(folder, place), place));
      } catch (InvalidPathException e) {
        problems.add(leftOut(folder, Reason.sentence(String.valueOf(e.getMessage()))));
      } catch (IOException e) {
        problems.add(leftOut(folder, Causes.of(e)));
      }
    }
    leftOut = List.copyOf(without);
    return roots;
  }

  private static Reason leftOut(Folder folder, Reason why) {
    return Reason.of(ReasonCode.FOLDER_LEFT_OUT)
        .with("folder", LogText.text(folder.path()))
        .with("why", why);
  }

  /** A place in the folder set, as users know it. */
  private String shown(EntryPath at) {
    String name = LogText.text(at.path());
    return roots.stream()
        .filter(root -> root.index() == at.folder())
        .findFirst()
        .map(root -> root.path().toString() + "/" + name)
        .orElse(name);
  }

  /** What the secondary tells of a cycle that it has committed. */
  private static List<Reason> told(CycleAck ack) {
    return Wire.reasons(ack.getProblemList(), ack.getWhyList(), Problems.LIMIT).stream()
        .map(problem -> Reason.of(ReasonCode.ON_SECONDARY).with("what", problem))
        .toList();
  }

  /** Why this node does not take part in a folder, if it does not. */
  private Optional<FolderNotCopied> objection(Folder folder) throws IOException {
    if (setup.gate().isNamedHere(folder)) {
      return Optional.empty();
    }
    FolderRules.Verdict found;
    try {
      found = scanner.hanging().call(Path.of(folder.path()), () -> setup.gate().sending(folder));
    } catch (HangingFolders.NoAnswerException e) {
      Reason hangs = Reason.of(ReasonCode.FOLDER_HANGS).with("folder", LogText.text(folder.path()));
      // One that was taken before is named by the look at it, which will not get on either.
      return admitted.contains(folder.path())
          ? Optional.empty()
          : Optional.of(FolderNotCopied.here(folder, FolderRules.Verdict.never(hangs)));
    }
    Optional<FolderNotCopied> before =
        leftOut.stream().filter(one -> one.folder().equals(folder.path())).findFirst();
    if (found.decision().isAccepted() && before.isEmpty()) {
      admitted.add(folder.path());
      return Optional.empty();
    }
    // What is accepted from now on waits for the next connection: there the nodes meet, and what
    // the secondary alone has of the folder is taken over instead of being replaced.
    admitted.remove(folder.path());
    return found.decision().isAccepted()
        ? before
        : Optional.of(FolderNotCopied.here(folder, found));
  }

  /** The folders of the set that are not copied, for reasons of either node. */
  List<FolderNotCopied> notCopied() {
    List<FolderNotCopied> all = new ArrayList<>(leftOut);
    peer.ifPresent(
        answer ->
            answer
                .refused()
                .forEach(
                    (index, why) ->
                        setup.set().folder(index).ifPresent(f -> all.add(notTaken(f, why)))));
    return List.copyOf(all);
  }

  private static Verdict verdict(Reason why) {
    return switch (why.code()) {
      case FOLDER_AWAITS_CONSENT_HERE -> Verdict.WAITS;
      case FOLDER_REFUSED_HERE -> Verdict.REFUSED;
      default -> Verdict.NEVER;
    };
  }

  /** The secondary tells it from where it stands. */
  private static FolderNotCopied notTaken(Folder folder, Reason why) {
    Verdict verdict = verdict(why);
    String path = LogText.text(folder.path());
    Reason reason =
        switch (verdict) {
          case WAITS -> Reason.of(ReasonCode.FOLDER_AWAITS_CONSENT_THERE).with("folder", path);
          case REFUSED -> Reason.of(ReasonCode.FOLDER_REFUSED_THERE).with("folder", path);
          default ->
              Reason.of(ReasonCode.FOLDER_NOT_TAKEN_THERE).with("folder", path).with("why", why);
        };
    return new FolderNotCopied(folder.path(), false, verdict, reason, Optional.empty());
  }

  /** With links resolved, if it answers: where it does not, that is found out by looking at it. */
  private Path whereItIs(Path folder) throws IOException {
    Path known = real.get(folder);
    try {
      Path now =
          scanner
              .hanging()
              .call(
                  known == null ? folder : known,
                  () -> Files.isDirectory(folder) ? RealPath.of(folder) : folder);
      real.put(folder, now);
      return now;
    } catch (HangingFolders.NoAnswerException e) {
      return known == null ? folder : known;
    }
  }

  /** Without what the secondary's platform or rules do not allow. */
  private Manifest whatFits(
      Manifest found, ManifestReceiver.Answer answer, Set<EntryPath> unknown, Problems problems) {
    if (answer.names() == PathRules.Names.POSIX && answer.refused().isEmpty()) {
      return found;
    }
    List<FileEntry> fitting = new ArrayList<>();
    Set<EntryPath> keys = new HashSet<>();
    for (FileEntry entry : found.entries()) {
      if (answer.refused().containsKey(entry.at().folder())) {
        continue;
      }
      Optional<Reason> objection =
          entry.kind() == FileEntry.Kind.SYMLINK
              ? PathRules.linkObjection(entry.at().path(), entry.target(), answer.names())
              : PathRules.objection(entry.at().path(), answer.names());
      if (objection.isEmpty() && !keys.add(PathRules.sameFileKey(entry.at(), answer.names()))) {
        objection = Optional.of(Reason.of(ReasonCode.ENTRY_CASE));
      }
      if (objection.isEmpty()) {
        fitting.add(entry);
      } else {
        unknown.add(entry.at());
        problems.add(
            objection
                .get()
                .with("path", shown(entry.at()))
                .and(Reason.of(ReasonCode.SECONDARY_CANNOT_HAVE)));
      }
    }
    return Manifest.of(fitting);
  }

  /** Programs take their time, and folders are looked at meanwhile. */
  private FutureTask<Optional<List<String>>> startListing() {
    FutureTask<Optional<List<String>>> listing = new FutureTask<>(activeSentinels);
    Thread thread = new Thread(listing, "sbs-list-sentinels");
    thread.setDaemon(true);
    thread.start();
    return listing;
  }

  private void takeSentinels(FutureTask<Optional<List<String>>> listing, Problems problems)
      throws InterruptedException {
    try {
      Optional<List<String>> listed = waits.during(listing::get);
      sentinels = listed.map(List::copyOf).or(() -> sentinels);
    } catch (ExecutionException e) {
      problems.add(
          Reason.of(ReasonCode.ACTIVE_SENTINELS_UNKNOWN)
              .with("why", String.valueOf(e.getCause().getMessage())));
    }
  }
}
