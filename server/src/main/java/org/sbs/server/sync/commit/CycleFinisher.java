package org.sbs.server.sync.commit;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.ContentHash;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Owner;
import org.sbs.core.replica.Problems;
import org.sbs.server.files.OpenFolder;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.disk.DurableBatch;
import org.sbs.server.sync.disk.FileStat;
import org.sbs.server.sync.disk.OpenRoots;
import org.sbs.server.sync.disk.Principals;
import org.sbs.server.sync.disk.SecureDirectories;
import org.sbs.server.sync.disk.SecureDirectory;
import org.sbs.server.sync.disk.Staging;
import org.sbs.server.sync.disk.VersionsFolder;
import org.sbs.server.sync.message.BadMessageException;
import org.sbs.server.sync.message.Wire;
import org.sbs.server.sync.record.CycleRecord;
import org.sbs.server.sync.record.RootRecord;
import org.sbs.server.sync.record.StepRecord;
import org.sbs.server.sync.scan.FolderScanner;

/**
 * Puts a recorded cycle in place. Runs again after a crash as often as needed: a step that was done
 * already is found done. One thread.
 */
final class CycleFinisher {
  private final Disk disk;
  private final OpenRoots held;
  private final FolderScanner scanner;
  private final CommitRecord steps;
  private final CycleRecord record;
  private final Map<Integer, Path> roots = new HashMap<>();
  private final Set<Path> toForce = new LinkedHashSet<>();
  private final Map<Path, OpenFolder> opened = new HashMap<>();

  /** Folders of the set of which nothing can have been kept before a crash. */
  private final Set<Integer> firstTime = new HashSet<>();

  private final Problems problems;
  private final Principals principals = new Principals();
  private final List<StepRecord> conflicts = new ArrayList<>();

  CycleFinisher(
      Disk disk, OpenRoots held, FolderScanner scanner, CommitRecord steps, Problems problems) {
    this.held = held;
    this.disk = disk.inSet(held);
    this.scanner = scanner;
    this.steps = steps;
    this.record = steps.header();
    this.problems = problems;
    record.getRootList().forEach(root -> roots.put(root.getFolder(), Path.of(root.getPath())));
  }

  /** Returns when the folder set is durably that of the cycle. */
  void finish() throws IOException {
    // Those of the cycle that was just recorded are held already.
    held.holdThoseThere(roots.values());
    requireStaging();
    for (RootRecord root : record.getRootList()) {
      if (root.getKept()) {
        VersionsFolder kept = kept(root.getFolder());
        if (kept.isStaged(disk)) {
          firstTime.add(root.getFolder());
        }
        toForce.addAll(kept.publish(disk));
      }
    }
    try (Destinations places = new Destinations(disk, "APPLY", scanner, roots)) {
      steps.forEachStep(step -> carryOut(places, step));
      problems.addAll(principals.problems());
    } finally {
      opened.values().forEach(OpenFolder::close);
      opened.clear();
    }
    toForce.removeIf(path -> !isThere(path));
    new DurableBatch(disk, "APPLY-SYNC").force(toForce, roots.values());
  }

  /** The steps that made a conflict copy, once all is in place. */
  List<StepRecord> conflicts() {
    return conflicts;
  }

  private void requireStaging() throws IOException {
    for (RootRecord root : record.getRootList()) {
      Path staging = Staging.cycleFolder(Path.of(root.getPath()), record.getStaging());
      if (root.getStaged() && !disk.isFolder(staging)) {
        throw new IOException(
            staging
                + ", where cycle "
                + record.getCycle()
                + " waits, is not there; is the file"
                + " system of "
                + root.getPath()
                + " mounted?");
      }
    }
  }

  private VersionsFolder kept(int folder) {
    return new VersionsFolder(roots.get(folder), record.getCycle(), record.getStaging());
  }

  private void carryOut(Destinations places, StepRecord step) throws IOException {
    EntryPath at = new EntryPath(step.getFolder(), step.getPath());
    FileEntry.Kind kind = kind(step);
    if (step.getConflict() && step.getKept() > 0) {
      conflicts.add(step);
    }
    toForce.add(places.path(at).getParent());
    switch (step.getStep()) {
      case DELETE -> delete(places, at, kind, step);
      case PLACE -> {
        if (step.getMovedFrom().isEmpty()) {
          place(places, at, kind, step);
        } else {
          moveFolder(places, new EntryPath(step.getFolder(), step.getMovedFrom()), at);
        }
      }
      case ATTRIBUTES -> attributes(places, at, kind, step);
      case STEP_UNKNOWN, UNRECOGNIZED -> throw senseless("a step of unknown kind");
    }
  }

  private static FileEntry.Kind kind(StepRecord step) throws IOException {
    try {
      return Wire.fromWire(step.getKind());
    } catch (BadMessageException e) {
      throw senseless(e.getMessage());
    }
  }

  private static IOException senseless(String why) {
    return new IOException("the commit record does not make sense: " + why);
  }

  private void delete(Destinations places, EntryPath at, FileEntry.Kind kind, StepRecord step)
      throws IOException {
    Optional<FileStat> found = lookIfFolderIsThere(places, at);
    if (found.isEmpty() || found.get().type() != Destinations.type(kind)) {
      return;
    }
    if (step.getKept() > 0) {
      keepDeleted(places, at, step);
      return;
    }
    if (kind != FileEntry.Kind.FOLDER) {
      disk.deleteFile("APPLY-DELETE", places.holder(at), at.name());
      return;
    }
    try {
      SecureDirectory holder = places.holder(at);
      disk.deleteFolder("APPLY-DELETE-FOLDER", holder, at.name());
    } catch (DirectoryNotEmptyException e) {
      // It holds what is not part of the set, and so it stays.
      return;
    }
  }

  private void keepDeleted(Destinations places, EntryPath at, StepRecord step) throws IOException {
    Path to = kept(at.folder()).file(step.getKept() - 1);
    toForce.add(to.getParent());
    if (isKept(at, to)) {
      problems.add(Reason.of(ReasonCode.HERE_MADE_ANEW).with("path", places.path(at).toString()));
      return;
    }
    disk.moveOut("APPLY-KEEP", places.holder(at), at.name(), to);
  }

  /** What cannot be reached any more needs no making durable. */
  private boolean isThere(Path path) {
    try {
      return disk.look(path).isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isKept(EntryPath at, Path to) throws IOException {
    return !firstTime.contains(at.folder()) && disk.look(to).isPresent();
  }

  private void keepReplaced(Destinations places, EntryPath at, StepRecord step) throws IOException {
    Path to = kept(at.folder()).file(step.getKept() - 1);
    toForce.add(to.getParent());
    if (!isKept(at, to)) {
      disk.linkOut("APPLY-KEEP", places.holder(at), at.name(), to);
    }
  }

  private Optional<FileStat> lookIfFolderIsThere(Destinations places, EntryPath at)
      throws IOException {
    try {
      return places.look(at);
    } catch (NoSuchFileException | SecureDirectories.InTheWay e) {
      // A later step of the same cycle was done already, before a crash.
      return Optional.empty();
    }
  }

  private void place(Destinations places, EntryPath at, FileEntry.Kind kind, StepRecord step)
      throws IOException {
    Path staged =
        Staging.cycleFolder(places.root(at.folder()), record.getStaging())
            .resolve(step.getStaged());
    if (step.getKept() > 0) {
      if (disk.look(staged).isEmpty()) {
        return;
      }
      keepReplaced(places, at, step);
    }
    SecureDirectory holder = places.holder(at);
    try {
      disk.place("APPLY-PLACE", open(staged.getParent()), staged, holder, at.name());
    } catch (NoSuchFileException e) {
      // It was placed already, before a crash.
      return;
    }
    if (kind == FileEntry.Kind.FILE) {
      Optional<FileStat> found = places.look(at);
      if (found.isPresent()) {
        scanner.remember(
            places.path(at), found.get(), ContentHash.of(step.getSha256().toByteArray()));
      }
    }
  }

  /** The few staging folders stay open, for all that is placed comes from one of them. */
  private OpenFolder open(Path staging) throws IOException {
    OpenFolder known = opened.get(staging);
    if (known == null) {
      known = disk.openFolder(staging);
      opened.put(staging, known);
    }
    return known;
  }

  private void moveFolder(Destinations places, EntryPath from, EntryPath to) throws IOException {
    toForce.add(places.path(from).getParent());
    Optional<FileStat> there = lookIfFolderIsThere(places, from);
    if (there.filter(found -> found.type() == FileStat.Type.FOLDER).isEmpty()) {
      // It was moved already, before a crash.
      return;
    }
    if (places.look(to).isPresent()) {
      problems.add(
          Reason.of(ReasonCode.HERE_MADE_MEANWHILE).with("path", places.path(to).toString()));
      return;
    }
    disk.place("APPLY-MOVE", places.path(from), places.holder(to), to.name());
    scanner.rememberMoved(places.path(from), places.path(to));
  }

  private void attributes(Destinations places, EntryPath at, FileEntry.Kind kind, StepRecord step)
      throws IOException {
    Optional<FileStat> found = lookIfFolderIsThere(places, at);
    if (found.isEmpty() || found.get().type() != Destinations.type(kind)) {
      problems.add(
          Reason.of(ReasonCode.HERE_CHANGED_MEANWHILE).with("path", places.path(at).toString()));
      return;
    }
    toForce.add(places.path(at));
    Owner owner = new Owner(step.getOwner(), step.getGroup());
    Owner now = owner.equals(Owner.ANY) ? owner : scanner.owners().of(places.path(at), found.get());
    principals.give(
        places.path(at),
        owner,
        now,
        (user, group) -> disk.setOwner("APPLY-OWNER", places.holder(at), at.name(), user, group));
    if (step.getMode() != 0) {
      disk.setMode("APPLY-MODE", places.holder(at), at.name(), step.getMode());
    }
    if (step.getSetTime()) {
      disk.setTime("APPLY-TIME", places.holder(at), at.name(), step.getModifiedNanos());
    }
    if (kind == FileEntry.Kind.FILE) {
      places
          .look(at)
          .ifPresent(after -> scanner.rememberTouched(places.path(at), found.get(), after));
    }
  }
}
