package org.sbs.server.sync.scan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.reason.Reason;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Problems;
import org.sbs.server.sync.disk.FileStat;
import org.sbs.server.sync.message.LeftOut;

/**
 * What a scanner saw in a folder set the last time that it looked: a tree, so that one changed file
 * need not cost a look at all others. Belongs to the scanner and its lock.
 */
abstract sealed class ScanTree {
  private final EntryPath at;

  private ScanTree(EntryPath at) {
    this.at = at;
  }

  EntryPath at() {
    return at;
  }

  /** Collects the set; true if something of the set is here. */
  abstract boolean collect(Collected into);

  /** What a whole tree amounts to. */
  record Collected(
      List<FileEntry> entries,
      Set<EntryPath> unknown,
      Set<EntryPath> undated,
      Problems problems,
      LeftOut leftOut) {}

  /** A file of the set. Its content may not have been read yet. */
  static final class File extends ScanTree {
    private final int identity;
    private final long changedNanos;
    private final long account;
    private FileEntry entry;
    private boolean settled;
    private Optional<OpenFile> open;

    /**
     * A file.
     *
     * @param found as which it was found
     * @param settled whether the hash is known and a change would show in the attributes
     * @param open present if somebody has it open for writing, or may have
     */
    File(FileEntry entry, FileStat found, boolean settled, Optional<OpenFile> open) {
      super(entry.at());
      this.entry = entry;
      this.identity = found.identity();
      this.changedNanos = found.changedNanos();
      this.account = found.account();
      this.settled = settled;
      this.open = open;
    }

    FileEntry entry() {
      return entry;
    }

    int identity() {
      return identity;
    }

    boolean isSettled() {
      return settled;
    }

    /** When it was read, if it was open for writing then. */
    Optional<OpenFile> open() {
      return open;
    }

    /** The same attributes, now with the hash; {@code settledNow} counts if nobody writes it. */
    void learn(FileEntry read, boolean settledNow) {
      entry = read;
      settled = settledNow && open.isEmpty();
    }

    void open(OpenFile read) {
      open = Optional.of(read);
    }

    File withMode(int mode) {
      if (entry.mode() == mode) {
        return this;
      }
      FileEntry changed =
          FileEntry.file(at(), entry.size(), entry.modifiedNanos(), mode, entry.hash())
              .withOwner(entry.owner());
      return new File(changed, found(), settled, open);
    }

    /** Whether attributes say that its content is still the same. */
    boolean looksAs(FileStat found) {
      return found().sameContentAs(found);
    }

    /** Whether it is this file, be it under another name. */
    boolean isSameFile(File other) {
      return identity != 0 && found().looksLike(other.found());
    }

    /** What was found when it was looked at. */
    FileStat found() {
      return new FileStat(
          FileStat.Type.FILE,
          entry.size(),
          entry.modifiedNanos(),
          changedNanos,
          entry.mode(),
          identity,
          account,
          1);
    }

    @Override
    boolean collect(Collected into) {
      if (entry.modifiedNanos() == Long.MAX_VALUE || entry.modifiedNanos() == Long.MIN_VALUE) {
        into.undated.add(at());
      }
      return into.entries.add(entry);
    }
  }

  /** A symbolic link of the set. */
  static final class Link extends ScanTree {
    private final FileEntry entry;

    Link(FileEntry entry) {
      super(entry.at());
      this.entry = entry;
    }

    @Override
    boolean collect(Collected into) {
      return into.entries.add(entry);
    }
  }

  /**
   * Something that is there and cannot be copied now.
   *
   * <p>{@code wanted} says whether it would belong to the set; {@code shown} is what the peer is
   * told of it.
   */
  static final class Missed extends ScanTree {
    private final Optional<Reason> problem;
    private final boolean wanted;
    private final Optional<FileEntry> shown;

    Missed(EntryPath at, Reason problem, boolean wanted, Optional<FileEntry> shown) {
      super(at);
      this.problem = Optional.of(problem);
      this.wanted = wanted;
      this.shown = shown;
    }

    /** What a login reads or runs: it is counted, and told of with the others of its folder. */
    Missed(EntryPath at) {
      super(at);
      this.problem = Optional.empty();
      this.wanted = false;
      this.shown = Optional.empty();
    }

    @Override
    boolean collect(Collected into) {
      into.unknown.add(at());
      problem.ifPresentOrElse(into.problems::add, () -> into.leftOut.add(at()));
      shown.ifPresent(into.entries::add);
      return wanted;
    }
  }

  /** A folder, whether it belongs to the set itself or only on account of its content. */
  static final class Inner extends ScanTree {
    private final Path path;
    private final Optional<FileEntry> entry;
    private final boolean wanted;
    private final List<ScanTree> children = new ArrayList<>();

    /**
     * A folder without content.
     *
     * @param entry empty for the top of a root
     * @param wanted whether the filters want the folder itself
     */
    Inner(EntryPath at, Path path, Optional<FileEntry> entry, boolean wanted) {
      super(at);
      this.path = path;
      this.entry = entry;
      this.wanted = wanted;
    }

    Path path() {
      return path;
    }

    /** Sorted by name. */
    List<ScanTree> children() {
      return children;
    }

    /** Where the paths of its children begin to differ from its own. */
    int nameStart() {
      return at().path().isEmpty() ? 0 : at().path().length() + 1;
    }

    Optional<ScanTree> child(String name) {
      int index = search(name);
      return index < 0 ? Optional.empty() : Optional.of(children.get(index));
    }

    /** Puts what is there now in the place of what was; nothing takes it away. */
    void replace(String name, Optional<ScanTree> now) {
      int index = search(name);
      if (index >= 0) {
        children.remove(index);
      }
      now.ifPresent(child -> children.add(index < 0 ? -index - 1 : index, child));
    }

    private int search(String name) {
      int low = 0;
      int high = children.size() - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        int order = compareName(children.get(middle), name);
        if (order == 0) {
          return middle;
        }
        if (order < 0) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      return -low - 1;
    }

    int compareName(ScanTree child, String name) {
      return child.at().path().substring(nameStart()).compareTo(name);
    }

    @Override
    boolean collect(Collected into) {
      int place = into.entries.size();
      entry.ifPresent(into.entries::add);
      boolean any = wanted;
      for (ScanTree child : children) {
        any |= child.collect(into);
      }
      if (!any && entry.isPresent()) {
        into.entries.remove(place);
      }
      return any;
    }
  }
}
