package org.sbs.server.sync.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.Owner;
import org.sbs.core.replica.PathRules;
import org.sbs.server.files.OpenFolder;
import org.sbs.server.sync.disk.Causes;
import org.sbs.server.sync.disk.FileStat;
import org.sbs.server.sync.disk.InSet;
import org.sbs.server.sync.disk.LogText;
import org.sbs.server.sync.disk.Platform;
import org.sbs.server.sync.disk.Root;

/**
 * Looks at folders on the disk and builds what was {@link ScanTree}, several folders at a time.
 * What is as it was is taken over from the look before. Used for one scan, by one thread and its
 * helpers.
 */
public final class FolderWalk {
  private static final Comparator<Path> BY_NAME =
      Comparator.comparing(path -> path.getFileName().toString());

  private final FolderScanner.View view;
  private final FileSight sight;
  private final BiFunction<Path, FileStat, Owner> owner;
  private final Consumer<Path> folders;
  private final Queue<ScanTree.File> vanished = new ConcurrentLinkedQueue<>();
  private final Queue<Reason> unwritable = new ConcurrentLinkedQueue<>();
  private final LongAdder steps;
  private final Map<Thread, Path> inside = new ConcurrentHashMap<>();

  /** Who says what a file of the set is. Any thread. */
  @FunctionalInterface
  interface FileSight {
    ScanTree of(OpenFolder in, Path path, EntryPath at, FileStat found, Optional<ScanTree> before);
  }

  /**
   * A walk.
   *
   * @param owner says whose a folder is
   * @param folders told of each folder before it is listed
   * @param steps moves as long as the walk gets on
   */
  FolderWalk(
      FolderScanner.View view,
      FileSight sight,
      BiFunction<Path, FileStat, Owner> owner,
      Consumer<Path> folders,
      LongAdder steps) {
    this.owner = owner;
    this.steps = steps;
    this.view = view;
    this.sight = sight;
    this.folders = folders;
  }

  /** Files that were there the last time and are not now. */
  Queue<ScanTree.File> vanished() {
    return vanished;
  }

  /** Folders of a receiver in which it may not write: what comes for them will be refused. */
  Queue<Reason> unwritable() {
    return unwritable;
  }

  /** A folder in which the walk is at present. Any thread. */
  Optional<Path> where() {
    return inside.values().stream().findFirst();
  }

  /** The whole of a root; to be called in a pool of helpers. */
  ScanTree root(Root root, Optional<ScanTree> before) {
    EntryPath at = new EntryPath(root.index(), "");
    Optional<Reason> objection = objection(root.path());
    if (objection.isPresent()) {
      return new ScanTree.Missed(at, objection.get(), false, Optional.empty());
    }
    ScanTree.Inner top = new ScanTree.Inner(at, root.path(), Optional.empty(), false);
    Visit visit = new Visit(root.folder(), top, before);
    visit.invoke();
    return visit.result;
  }

  /** Why a folder of the set cannot be looked at. A disk that fails does not make it missing. */
  private static Optional<Reason> objection(Path root) {
    try {
      return Files.readAttributes(root, BasicFileAttributes.class).isDirectory()
          ? Optional.empty()
          : Optional.of(missing(root));
    } catch (NoSuchFileException e) {
      return Optional.of(missing(root));
    } catch (IOException e) {
      return Optional.of(folderLeftOut(root, e));
    }
  }

  private static Reason missing(Path root) {
    return Reason.of(ReasonCode.FOLDER_MISSING).with("folder", root.toString());
  }

  private static Reason folderLeftOut(Path folder, IOException cause) {
    return Reason.of(ReasonCode.FOLDER_LEFT_OUT)
        .with("folder", folder.toString())
        .with("why", Causes.of(cause));
  }

  /**
   * One name in a folder, with all that lies below it; empty if nothing of the set is there. To be
   * called in a pool of helpers.
   */
  Optional<ScanTree> again(ScanTrees.NetworkState place) {
    List<Visit> visits = new ArrayList<>();
    Optional<ScanTree> now;
    try (OpenFolder in = InSet.open(place.path().getParent())) {
      now = look(place.folder(), place.in(), in, place.path(), place.seen(), visits);
    } catch (NoSuchFileException e) {
      place.seen().ifPresent(this::vanish);
      now = Optional.empty();
    } catch (IOException e) {
      place.seen().ifPresent(this::vanish);
      now = Optional.of(skip(place.at(), leftOut(place.path(), e)));
    }
    if (visits.isEmpty()) {
      return now;
    }
    visits.get(0).invoke();
    return Optional.of(visits.get(0).result);
  }

  /** Lists one folder and forks for those in it. */
  private final class Visit extends RecursiveAction {
    private static final long serialVersionUID = 1L;

    private final transient Folder folder;
    private final transient ScanTree.Inner inner;
    private final transient Optional<ScanTree> before;
    private transient ScanTree result;

    Visit(Folder folder, ScanTree.Inner inner, Optional<ScanTree> before) {
      this.folder = folder;
      this.inner = inner;
      this.before = before;
      this.result = inner;
    }

    @Override
    protected void compute() {
      List<Visit> visits = new ArrayList<>();
      Path outer = inside.put(Thread.currentThread(), inner.path());
      try {
        lookHere(visits);
      } catch (NoSuchFileException e) {
        before.ifPresent(FolderWalk.this::vanish);
        return;
      } catch (IOException e) {
        result = unreadable(inner.at(), folderLeftOut(inner.path(), e));
        return;
      } finally {
        leave(outer);
      }
      ForkJoinTask.invokeAll(visits);
      for (Visit visit : visits) {
        if (visit.result instanceof ScanTree.Missed missed) {
          inner.replace(missed.at().name(), Optional.of(missed));
        }
      }
    }

    private void lookHere(List<Visit> visits) throws IOException {
      folders.accept(inner.path());
      Before old = new Before(inner, before);
      try (OpenFolder open = InSet.open(inner.path())) {
        if (view == FolderScanner.View.RECEIVER && !Files.isWritable(inner.path())) {
          unwritable.add(
              Reason.of(ReasonCode.HERE_DENIED)
                  .with("path", LogText.text(inner.path().toString())));
        }
        for (Path path : list(open)) {
          String name = path.getFileName().toString();
          look(folder, inner, open, path, old.named(name), visits).ifPresent(inner.children()::add);
          steps.increment();
        }
      }
      old.rest();
    }
  }

  private void leave(Path outer) {
    if (outer == null) {
      inside.remove(Thread.currentThread());
    } else {
      inside.put(Thread.currentThread(), outer);
    }
  }

  /** Goes through the children of the look before, in step with the names of this one. */
  private final class Before {
    private final ScanTree.Inner inner;
    private final List<ScanTree> children;
    private int next;

    Before(ScanTree.Inner inner, Optional<ScanTree> before) {
      this.inner = inner;
      this.children =
          before.orElse(null) instanceof ScanTree.Inner was ? was.children() : List.of();
    }

    Optional<ScanTree> named(String name) {
      int order = -1;
      while (next < children.size() && (order = inner.compareName(children.get(next), name)) < 0) {
        vanish(children.get(next++));
      }
      return next < children.size() && order == 0
          ? Optional.of(children.get(next++))
          : Optional.empty();
    }

    void rest() {
      while (next < children.size()) {
        vanish(children.get(next++));
      }
    }
  }

  /** Notes the files of what is not there any more. */
  void vanish(ScanTree seen) {
    if (seen instanceof ScanTree.File file) {
      vanished.add(file);
    } else if (seen instanceof ScanTree.Inner inner) {
      inner.children().forEach(this::vanish);
    }
  }

  private List<Path> list(OpenFolder open) throws IOException {
    List<Path> children = new ArrayList<>();
    open.eachName(
        name -> {
          children.add(open.path().resolve(name));
          steps.increment();
        });
    children.sort(BY_NAME);
    return children;
  }

  /** What has that name; a folder in it is filled by the visit that is added. */
  private Optional<ScanTree> look(
      Folder folder,
      ScanTree.Inner in,
      OpenFolder open,
      Path path,
      Optional<ScanTree> before,
      List<Visit> visits) {
    String name = path.getFileName().toString();
    EntryPath at = before.map(ScanTree::at).orElseGet(() -> in.at().child(name));
    // What was taken before may be named; what was missed must be judged anew.
    if (before.isEmpty() || before.get() instanceof ScanTree.Missed) {
      if (PathRules.isReserved(name)) {
        return Optional.empty();
      }
      Optional<ScanTree> unfit = cannotBeNamed(at, path);
      if (unfit.isPresent()) {
        return unfit;
      }
    }
    Optional<ScanTree> now = see(folder, open, path, at, before, visits);
    if (before.isPresent() && !isTakenOver(before.get(), now.orElse(null))) {
      vanish(before.get());
    }
    return now;
  }

  private Optional<ScanTree> see(
      Folder folder,
      OpenFolder open,
      Path path,
      EntryPath at,
      Optional<ScanTree> before,
      List<Visit> visits) {
    try {
      FileStat found = open.with(path.getFileName(), FileStat::byWay);
      if (folder.isGuarded(at.path(), found.type() == FileStat.Type.FOLDER)) {
        return Optional.of(new ScanTree.Missed(at));
      }
      if (found.type() == FileStat.Type.FOLDER) {
        return lookInto(folder, path, at, found, before, visits);
      }
      if (!folder.holds(at.path(), false)) {
        return Optional.empty();
      }
      return Optional.of(
          switch (found.type()) {
            case FILE -> file(open, path, at, found, before);
            case SYMLINK -> link(open, path, at);
            default -> unreadable(at, notCopied(Reason.of(ReasonCode.ENTRY_KIND), path));
          });
    } catch (NoSuchFileException e) {
      // Deleted since the folder was listed: that is how it is.
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(unreadable(at, leftOut(path, e)));
    }
  }

  /** Whether the file is still there under its name; a folder is compared name by name. */
  private static boolean isTakenOver(ScanTree was, ScanTree now) {
    if (was instanceof ScanTree.File old && now instanceof ScanTree.File file) {
      return file.isSameFile(old);
    }
    return was instanceof ScanTree.Inner && now instanceof ScanTree.Inner;
  }

  private Optional<ScanTree> lookInto(
      Folder folder,
      Path path,
      EntryPath at,
      FileStat found,
      Optional<ScanTree> before,
      List<Visit> visits) {
    boolean wanted = folder.holds(at.path(), true);
    boolean below = folder.mayHoldBelow(at.path());
    if (!wanted && !below) {
      return Optional.empty();
    }
    FileEntry entry = FileEntry.folder(at, found.mode()).withOwner(owner.apply(path, found));
    ScanTree.Inner inner = new ScanTree.Inner(at, path, Optional.of(entry), wanted);
    if (below) {
      visits.add(new Visit(folder, inner, before));
    }
    return Optional.of(inner);
  }

  private ScanTree file(
      OpenFolder in, Path path, EntryPath at, FileStat found, Optional<ScanTree> before) {
    if (before.orElse(null) instanceof ScanTree.File was && was.isSettled() && was.looksAs(found)) {
      return was.withMode(found.mode());
    }
    return sight.of(in, path, at, found, before);
  }

  /** Where a symbolic link leads, in the form of manifests. */
  public static String target(Path link) throws IOException {
    String target = Files.readSymbolicLink(link).toString();
    return Platform.WINDOWS ? target.replace('\\', '/') : target;
  }

  private ScanTree link(OpenFolder open, Path path, EntryPath at) throws IOException {
    String target = open.with(path.getFileName(), FolderWalk::target);
    Optional<Reason> objection = PathRules.linkObjection(at.path(), target, PathRules.Names.POSIX);
    if (view == FolderScanner.View.SENDER && objection.isPresent()) {
      return skip(at, notCopied(objection.get(), path));
    }
    return new ScanTree.Link(FileEntry.link(at, target));
  }

  private static Optional<ScanTree> cannotBeNamed(EntryPath at, Path path) {
    Optional<Reason> objection =
        isFaithful(path)
            ? PathRules.objection(at.path(), PathRules.Names.POSIX)
            : Optional.of(Reason.of(ReasonCode.ENTRY_NOT_TEXT));
    return objection.map(why -> skip(at, notCopied(why, path)));
  }

  /** Whether the name as text leads back to the same file. */
  private static boolean isFaithful(Path path) {
    try {
      Path name = path.getFileName();
      return path.getFileSystem().getPath(name.toString()).equals(name);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Reason notCopied(Reason why, Path path) {
    return why.with("path", LogText.text(path.toString())).and(Reason.of(ReasonCode.NOT_COPIED));
  }

  private static Reason leftOut(Path path, IOException cause) {
    return Reason.of(ReasonCode.ENTRY_LEFT_OUT)
        .with("path", path.toString())
        .with("why", Causes.of(cause));
  }

  /** What is there and stays untold by a sender; a receiver tells that something is there. */
  private ScanTree unreadable(EntryPath at, Reason problem) {
    return view == FolderScanner.View.RECEIVER && !at.path().isEmpty()
        ? new ScanTree.Missed(at, problem, true, Optional.of(FileEntry.opaque(at)))
        : skip(at, problem);
  }

  private static ScanTree skip(EntryPath at, Reason problem) {
    return new ScanTree.Missed(at, problem, false, Optional.empty());
  }
}
