package org.sbs.server.sync.commit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.sbs.core.replica.ChunkList;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.server.sync.disk.FileStat;
import org.sbs.server.sync.disk.Staging;

/**
 * Stages the files of a checked cycle whose content other files of the set have. A file that loses
 * its name in the same cycle gets a second one in the staging folder: no content is copied, and
 * when the cycle is in place one name is left. All others are copies, for services change files in
 * place. Used once, by one thread.
 */
final class StagedCopies {
  private final StagedCommit cycle;
  private final Predicate<EntryPath> settled;
  private final Map<EntryPath, Integer> staged = new HashMap<>();
  private final Set<EntryPath> moved = new HashSet<>();

  /**
   * For one cycle.
   *
   * @param settled what needs no staging, for it comes with its folder
   */
  StagedCopies(StagedCommit cycle, Predicate<EntryPath> settled) {
    this.cycle = cycle;
    this.settled = settled;
  }

  /**
   * Stages them.
   *
   * @throws IOException also when a source has changed since it was found
   */
  void stageAll() throws IOException {
    for (CycleContent.Created created : cycle.content().created().values()) {
      if (created.source().isPresent() && !settled.test(created.entry().at())) {
        FileEntry entry = created.entry();
        staged.put(entry.at(), stage(entry, created.source().get()).number());
      }
    }
  }

  /** The numbers by which they wait in the cycle's staging folder. */
  Map<EntryPath, Integer> staged() {
    return staged;
  }

  /** The places whose files live on under another name. */
  Set<EntryPath> moved() {
    return moved;
  }

  private Staging.NetworkState stage(FileEntry entry, CycleContent.Source source)
      throws IOException {
    Path root = cycle.roots().get(entry.at().folder());
    if (canMove(entry, source)) {
      try {
        Staging.NetworkState place =
            cycle.staging().newHardLink(root, cycle.sources().path(source.at()));
        requireSame(source, cycle.disk().look(place.path()));
        moved.add(source.at());
        return place;
      } catch (FileSystemException | UnsupportedOperationException e) {
        // Another file system, or one without hard links.
        return copy(root, entry, source);
      }
    }
    return copy(root, entry, source);
  }

  /**
   * Time and permissions of a file that has a name in the set must not change before the commit. Of
   * a conflict a copy is kept, so the file itself cannot move.
   */
  private boolean canMove(FileEntry entry, CycleContent.Source source) {
    FileStat found = source.found();
    return cycle.content().loses(source.at())
        && !cycle.marks().conflicts().containsKey(source.at())
        && !moved.contains(source.at())
        && (entry.mode() == 0 || entry.mode() == found.mode())
        && !entry.owner().isOther(cycle.sources().owner(source.at(), found))
        && (!cycle.set().keepDates() || entry.modifiedNanos() == found.modifiedNanos());
  }

  private Staging.NetworkState copy(Path root, FileEntry entry, CycleContent.Source source)
      throws IOException {
    Sources sources = cycle.sources();
    try (FileChannel from = sources.open(source.at())) {
      Staging.StagedFile file = cycle.staging().newFile(root);
      try {
        Optional<ChunkList> chunks =
            sources.known(entry.hash()).filter(list -> list.size() == source.found().size());
        if (chunks.isPresent()) {
          file.copy(from, chunks.get(), 0, source.found().size());
        } else {
          file.copy(from, 0, source.found().size());
        }
        file.awaitWritten();
        if (!isStill(source)) {
          throw changed(source);
        }
        file.finish(entry, cycle.set().keepDates());
        return file.place();
      } finally {
        file.release();
      }
    }
  }

  /** A second name, given for another file of the cycle, has moved the change time. */
  private boolean isStill(CycleContent.Source source) throws IOException {
    return moved.contains(source.at())
        ? cycle.sources().looksStill(source.at(), source.found())
        : cycle.sources().isStill(source.at(), source.found());
  }

  /** The name may have come to lead elsewhere: what counts is what was linked. */
  private void requireSame(CycleContent.Source source, Optional<FileStat> linked)
      throws IOException {
    // The second name moved the change time.
    if (linked.filter(there -> there.looksLike(source.found())).isEmpty()) {
      throw changed(source);
    }
  }

  private IOException changed(CycleContent.Source source) {
    return new IOException(
        cycle.sources().path(source.at()) + " was changed while a cycle came that uses it");
  }
}
