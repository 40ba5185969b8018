package org.sbs.server.sync;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.FolderSet;

/**
 * One cycle on its way into the folder set of the secondary (R4.8). Everything is staged first; a
 * disk that fails on the way makes {@link #commit} refuse, and the old set stays whole. What is
 * given to it has been checked for form ({@link IncomingCycle}). One thread.
 */
final class StagedCommit {
  private final ReplicaStore store;
  private final CycleHeader header;
  private final FolderSet set;
  private final Map<Integer, Path> roots = new TreeMap<>();
  private final CycleContent content = new CycleContent();
  private final Staging staging;
  private Optional<String> failure = Optional.empty();
  private Staging.StagedFile open;
  private long files;

  StagedCommit(
      ReplicaStore store, CycleHeader header, FolderSet set, List<Root> roots, Staging staging) {
    this.store = store;
    this.header = header;
    this.set = set;
    this.staging = staging;
    roots.forEach(root -> this.roots.put(root.index(), root.path()));
  }

  /**
   * What came of a commit.
   *
   * @param committed whether the cycle is in place and durable
   * @param reason why not; empty if committed
   * @param problems sentences for users
   * @param compareAgain whether something was left out, so that the primary should look again
   */
  record Outcome(boolean committed, String reason, List<String> problems, boolean compareAgain) {
    Outcome comparedAgain() {
      return new Outcome(committed, reason, problems, true);
    }

    static Outcome refused(String reason) {
      return new Outcome(false, reason, List.of(), true);
    }
  }

  CycleHeader header() {
    return header;
  }

  FolderSet set() {
    return set;
  }

  Map<Integer, Path> roots() {
    return roots;
  }

  CycleContent content() {
    return content;
  }

  Staging staging() {
    return staging;
  }

  long files() {
    return files;
  }

  /** Something that may fail on this node's disk. */
  @FunctionalInterface
  private interface DiskWork {
    void run() throws IOException;
  }

  /** Once a disk has failed nothing more is tried in this cycle. */
  private void attempt(DiskWork work) {
    if (failure.isPresent()) {
      return;
    }
    try {
      work.run();
    } catch (IOException e) {
      fail(Causes.of(e));
    }
  }

  /** Makes {@link #commit} refuse for this reason. */
  void fail(String reason) {
    if (failure.isEmpty()) {
      failure = Optional.of(reason);
    }
  }

  void beginFile(FileEntry entry) {
    attempt(() -> open = staging.newFile(roots.get(entry.at().folder())));
  }

  void write(ByteBuffer data) {
    attempt(() -> open.write(data));
  }

  void endFile(FileEntry entry) {
    attempt(
        () -> {
          String staged = open.finish(entry, set.keepDates());
          open = null;
          files++;
          content.created().put(entry.at(), new CycleContent.Created(entry, staged));
        });
  }

  void forgetFile() {
    attempt(
        () -> {
          open.abandon();
          open = null;
        });
  }

  void addFolder(FileEntry entry) {
    content.created().put(entry.at(), new CycleContent.Created(entry, ""));
  }

  void addLink(FileEntry entry) {
    attempt(
        () -> {
          String staged = staging.newLink(roots.get(entry.at().folder()), entry.target());
          content.created().put(entry.at(), new CycleContent.Created(entry, staged));
        });
  }

  void addTouch(FileEntry entry) {
    content.touched().put(entry.at(), entry);
  }

  void addDelete(EntryPath at, FileEntry.Kind kind) {
    content.deleted().put(at, kind);
  }

  /** Takes back the deletes that were to make place for something that did not come after all. */
  boolean keep(EntryPath at) {
    return content.deleted().keySet().removeIf(other -> other.equals(at) || other.isBelow(at));
  }

  /** Puts the cycle in place, or refuses it and leaves everything as it was. */
  Outcome commit() {
    if (failure.isPresent()) {
      List<String> problems = new ArrayList<>();
      discard().ifPresent(problems::add);
      String reason = failure.get() + store.roomHint(roots.values());
      return new Outcome(false, reason, problems, true);
    }
    return store.commit(this);
  }

  /** Throws away what was staged; answers with what went wrong with that, if anything. */
  Optional<String> discard() {
    try {
      if (open != null) {
        open.release();
        open = null;
      }
      staging.discard();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "Staged files could not be deleted: "
              + Causes.of(e)
              + "; SBS deletes them at its next"
              + " start.");
    }
  }
}
