package org.sbs.core.replica;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.FileEntry.Kind;

/**
 * Holds deletes that look like an accident on the primary (R4.10): most of a folder gone, a folder
 * suddenly empty, a folder that cannot be read. Follows from comparing both sides, so a restart
 * forgets nothing; what was held before stays held even when so many files came since that it would
 * be few by now. Links count as files here.
 */
public final class DeletionGuard {
  private final Limits limits;
  private final CyclePlan plan;
  private final Manifest primary;
  private final ParentEntries ground;
  private final Manifest secondary;
  private final FolderSet set;
  private final Set<EntryPath> unknown;
  private final GuardMemory past;
  private final Set<EntryPath> held = new HashSet<>();
  private final Map<Integer, Long> had = new HashMap<>();
  private final List<Reason> reasons = new ArrayList<>();
  private long unreadable;

  private DeletionGuard(
      Limits limits,
      CyclePlan plan,
      Manifest primary,
      Manifest secondary,
      FolderSet set,
      Set<EntryPath> unknown,
      GuardMemory past) {
    this.limits = limits;
    this.plan = plan;
    this.primary = primary;
    this.ground = new ParentEntries(primary);
    this.secondary = secondary;
    this.set = set;
    this.unknown = unknown;
    this.past = past;
  }

  /**
   * When a folder counts as emptied by accident.
   *
   * @param files a folder with fewer files may lose any number of them, but not all
   * @param percent of a folder's files that may be deleted in one cycle
   */
  public record Limits(int files, int percent) {
    /** As R4.10 says. */
    public static final Limits DEFAULT = new Limits(20, 50);
  }

  /**
   * What went before. Immutable.
   *
   * @param held what the last verdict held, and nobody released
   * @param had how many files a folder of the set, by its index, had when deleting in it began: an
   *     accident that takes its time comes in many cycles
   */
  public record GuardMemory(Set<EntryPath> held, Map<Integer, Long> had) {
    /** Nothing went before. */
    public static final GuardMemory NONE = new GuardMemory(Set.of(), Map.of());

    /** Copies the collections. */
    public GuardMemory {
      held = Set.copyOf(held);
      had = Map.copyOf(had);
    }
  }

  /**
   * What came of it. Immutable.
   *
   * @param allowed the plan without what is held
   * @param held entries of the plan that are not to be deleted now, folders included
   * @param files how many files stay on the secondary that the primary does not show
   * @param reasons one for each folder
   * @param had how many files each folder of the set, by its index, has that loses some in this
   *     cycle
   */
  public record Verdict(
      CyclePlan allowed,
      Set<EntryPath> held,
      long files,
      List<Reason> reasons,
      Map<Integer, Long> had) {
    /** Copies the collections. */
    public Verdict {
      held = Set.copyOf(held);
      had = Map.copyOf(had);
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Judges a plan.
   *
   * @param plan what makes the secondary equal to the primary
   * @param secondary without what it alone can have: that is neither copied nor deleted
   * @param unknown what the primary has and could not read: nothing of it is in the plan's deletes,
   *     and that is reported
   * @param past what went before
   */
  public static Verdict judge(
      Limits limits,
      CyclePlan plan,
      Manifest primary,
      Manifest secondary,
      FolderSet set,
      Set<EntryPath> unknown,
      GuardMemory past) {
    if (!set.strict() || (plan.deletes().isEmpty() && unknown.isEmpty())) {
      return new Verdict(plan, Set.of(), 0, List.of(), Map.of());
    }
    return new DeletionGuard(limits, plan, primary, secondary, set, unknown, past).judge();
  }

  private Verdict judge() {
    List<FileEntry> gone = plan.deletes().stream().filter(entry -> !makesPlace(entry)).toList();
    if (gone.stream().anyMatch(DeletionGuard::isFile)) {
      wholeFolders(gone);
      innerFolders(notHeld(gone));
      heldBefore(notHeld(gone));
      holdFoldersAbove(gone);
    }
    unknownFolders();
    CyclePlan allowed =
        new CyclePlan(
            plan.deletes().stream().filter(entry -> !held.contains(entry.at())).toList(),
            plan.folders(),
            plan.sends(),
            plan.links(),
            plan.touches());
    long files = gone.stream().filter(e -> isFile(e) && held.contains(e.at())).count();
    return new Verdict(held.isEmpty() ? plan : allowed, held, files + unreadable, reasons, had);
  }

  private static boolean isFile(FileEntry entry) {
    return entry.kind() != Kind.FOLDER;
  }

  /** Whether the primary has something else where this lies, or a file where it needs a folder. */
  private boolean makesPlace(FileEntry theirs) {
    return primary.find(theirs.at()).isPresent() || ground.isNoFolder(theirs.at());
  }

  private void wholeFolders(List<FileEntry> gone) {
    for (Folder folder : set.folders()) {
      int index = folder.index();
      List<FileEntry> here = gone.stream().filter(e -> e.at().folder() == index).toList();
      long deleted = here.stream().filter(DeletionGuard::isFile).count();
      if (deleted == 0) {
        continue;
      }
      long there = files(secondary, index);
      long atFirst = Math.max(there, past.had().getOrDefault(index, 0L));
      long left = files(primary, index);
      boolean mostByNow = isMost(atFirst - left - unseen(index), atFirst);
      // At most what is deleted is lost; counting that exactly costs a look at all files.
      boolean suspicious = left == 0 || mostByNow || isMost(deleted, there);
      long reallyLost = suspicious ? notElsewhere(here) : 0;
      boolean most = isMost(reallyLost, there) || mostByNow;
      if (left == 0 && reallyLost > 0) {
        hold(here, ReasonCode.HELD_EMPTY, folder.path(), deleted, atFirst);
      } else if (most && reallyLost > 0) {
        hold(here, ReasonCode.HELD_MOST, folder.path(), deleted, atFirst);
      } else {
        had.put(index, atFirst);
      }
    }
  }

  /** Files of the secondary that the primary may have as well, and could not look at. */
  private long unseen(int folder) {
    return unknown.isEmpty()
        ? 0
        : secondary.entries().stream()
            .filter(entry -> entry.at().folder() == folder && isFile(entry))
            .map(FileEntry::at)
            .filter(at -> primary.find(at).isEmpty())
            .filter(at -> unknown.contains(at) || liesInUnknown(at))
            .count();
  }

  private boolean isMost(long files, long of) {
    return of >= limits.files() && files * 100 > of * limits.percent();
  }

  /** A file system that is not mounted leaves an empty folder behind. */
  private void innerFolders(List<FileEntry> gone) {
    Map<EntryPath, List<FileEntry>> below = new HashMap<>();
    Optional<EntryPath> in = Optional.empty();
    List<List<FileEntry>> above = new ArrayList<>();
    for (FileEntry entry : gone) {
      // Neighbours mostly lie in one folder.
      Optional<EntryPath> parent = entry.at().parent();
      if (!parent.equals(in)) {
        in = parent;
        above.clear();
        for (Optional<EntryPath> up = parent; up.isPresent(); up = up.get().parent()) {
          if (primary.find(up.get()).isPresent()) {
            above.add(below.computeIfAbsent(up.get(), at -> new ArrayList<>()));
          }
        }
      }
      above.forEach(entries -> entries.add(entry));
    }
    below.values().removeIf(e -> e.stream().filter(DeletionGuard::isFile).count() < limits.files());
    if (below.isEmpty()) {
      return;
    }
    for (FileEntry entry : primary.entries()) {
      if (below.isEmpty()) {
        return;
      }
      for (Optional<EntryPath> up = entry.at().parent();
          isFile(entry) && up.isPresent();
          up = up.get().parent()) {
        below.remove(up.get());
      }
    }
    TreeSet<EntryPath> emptied = new TreeSet<>(below.keySet());
    for (EntryPath at : emptied) {
      List<FileEntry> here = below.get(at);
      boolean outermost = at.parent().filter(emptied::contains).isEmpty();
      if (outermost && notElsewhere(here) > 0) {
        long lost = here.stream().filter(DeletionGuard::isFile).count();
        hold(here, ReasonCode.HELD_EMPTY, name(at), lost, lost);
      }
    }
  }

  private List<FileEntry> notHeld(List<FileEntry> entries) {
    return entries.stream().filter(entry -> !held.contains(entry.at())).toList();
  }

  private void heldBefore(List<FileEntry> gone) {
    for (Folder folder : set.folders()) {
      int index = folder.index();
      List<FileEntry> here =
          gone.stream()
              .filter(e -> e.at().folder() == index && past.held().contains(e.at()))
              .toList();
      long lost = here.stream().filter(DeletionGuard::isFile).count();
      if (lost > 0) {
        hold(here, ReasonCode.HELD_MOST, folder.path(), lost, files(secondary, index));
      }
    }
  }

  private void holdFoldersAbove(List<FileEntry> gone) {
    Set<EntryPath> above = new HashSet<>();
    for (EntryPath at : held) {
      for (Optional<EntryPath> up = at.parent(); up.isPresent(); up = up.get().parent()) {
        above.add(up.get());
      }
    }
    gone.stream().map(FileEntry::at).filter(above::contains).forEach(held::add);
  }

  private void hold(List<FileEntry> deletes, ReasonCode what, String folder, long lost, long had) {
    deletes.forEach(entry -> held.add(entry.at()));
    reasons.add(
        Reason.of(what)
            .with("folder", folder)
            .with("lost", lost)
            .with("had", had)
            .and(Reason.of(ReasonCode.HELD_REMEDY)));
  }

  /** What could not be read is not deleted in any case; here it is only counted. */
  private void unknownFolders() {
    TreeSet<EntryPath> outermost = new TreeSet<>(unknown);
    outermost.removeIf(this::liesInUnknown);
    Map<EntryPath, Long> counts = new HashMap<>();
    for (FileEntry theirs : secondary.entries()) {
      if (isFile(theirs)) {
        aboveUnknown(theirs.at(), outermost).ifPresent(at -> counts.merge(at, 1L, Long::sum));
      }
    }
    for (EntryPath at : outermost) {
      long files = counts.getOrDefault(at, 0L);
      if (files > 0) {
        unreadable += files;
        reasons.add(
            Reason.of(ReasonCode.HELD_UNREAD)
                .with("folder", name(at))
                .with("files", files)
                .and(Reason.of(ReasonCode.HELD_UNREAD_REMEDY)));
      }
    }
  }

  private boolean liesInUnknown(EntryPath at) {
    return aboveUnknown(at, unknown).isPresent();
  }

  private static Optional<EntryPath> aboveUnknown(EntryPath at, Set<EntryPath> among) {
    if (among.isEmpty() || at.path().isEmpty()) {
      return Optional.empty();
    }
    for (Optional<EntryPath> up = at.parent(); up.isPresent(); up = up.get().parent()) {
      if (among.contains(up.get())) {
        return up;
      }
    }
    return Optional.of(new EntryPath(at.folder(), "")).filter(among::contains);
  }

  private static long files(Manifest manifest, int folder) {
    return manifest.entries().stream()
        .filter(entry -> entry.at().folder() == folder && isFile(entry))
        .count();
  }

  /** What tells whether two files are the same but for their names. */
  private record Content(long size, ContentHash hash, String target) {
    static Content of(FileEntry entry) {
      return new Content(entry.size(), entry.hash(), entry.target());
    }
  }

  /**
   * How many of the files are really lost: the primary has fewer of that content under other names
   * than are deleted here. What was renamed or moved is not lost.
   */
  private long notElsewhere(List<FileEntry> deletes) {
    Map<Content, Long> wanted = new HashMap<>();
    deletes.stream()
        .filter(DeletionGuard::isFile)
        .forEach(entry -> wanted.merge(Content.of(entry), 1L, Long::sum));
    for (FileEntry mine : primary.entries()) {
      boolean known = !mine.hash().equals(ContentHash.NONE) || mine.kind() == Kind.SYMLINK;
      if (isFile(mine) && known) {
        wanted.computeIfPresent(Content.of(mine), (content, n) -> n == 1 ? null : n - 1);
      }
    }
    return wanted.values().stream().mapToLong(Long::longValue).sum();
  }

  private String name(EntryPath at) {
    String top = set.folder(at.folder()).map(Folder::path).orElse("[" + at.folder() + "]");
    return at.path().isEmpty() ? top : top + "/" + at.path();
  }
}
