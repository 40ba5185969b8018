package org.sbs.server.sync.consent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.FolderSet;
import org.sbs.server.files.ForeignFolderException;
import org.sbs.server.files.ForeignLinkException;
import org.sbs.server.sync.disk.Causes;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.disk.HangingFolders;
import org.sbs.server.sync.disk.InSet;
import org.sbs.server.sync.disk.LogText;
import org.sbs.server.sync.disk.Root;
import org.sbs.view.text.ReasonText;

/**
 * Decides on this node which folders of the primary's set it takes, and makes those that are
 * missing.
 */
public final class FolderAcceptance {
  private FolderAcceptance() {}

  /**
   * The outcome.
   *
   * @param set what was taken
   * @param roots where that lies here, real paths
   * @param refused why the others were not, by their indexes
   * @param hanging those of them that did not answer
   */
  public record Accepted(
      FolderSet set, List<Root> roots, Map<Integer, FolderNotCopied> refused, List<Path> hanging) {}

  /** A folder that does not answer is refused like one that cannot be made. */
  public static Accepted decide(
      FolderSet set, Path settingsFolder, FolderRules rules, Disk disk, HangingFolders hanging) {
    List<Root> roots = new ArrayList<>();
    Map<Integer, FolderNotCopied> refused = new TreeMap<>();
    List<Path> silent = new ArrayList<>();
    for (Folder folder : set.folders()) {
      Optional<Reason> never = folder.index() == 0 ? Optional.empty() : rules.never(folder.path());
      if (never.isPresent()) {
        refused.put(folder.index(), never(folder, never.get()));
        continue;
      }
      try {
        List<Root> before = List.copyOf(roots);
        Taken taken =
            hanging.call(
                path(folder, settingsFolder),
                () -> take(folder, settingsFolder, rules, disk, before));
        taken.root().ifPresent(roots::add);
        taken.refusal().ifPresent(why -> refused.put(folder.index(), why));
      } catch (HangingFolders.NoAnswerException e) {
        Path path = path(folder, settingsFolder);
        refused.put(
            folder.index(),
            never(
                folder,
                Reason.of(ReasonCode.FOLDER_HANGS).with("folder", LogText.text(path.toString()))));
        silent.add(path);
      } catch (ForeignFolderException e) {
        refused.put(folder.index(), never(folder, e.reason()));
      } catch (ForeignLinkException e) {
        refused.put(folder.index(), never(folder, e.reason()));
      } catch (IOException e) {
        refused.put(
            folder.index(),
            never(
                folder,
                Reason.of(ReasonCode.FOLDER_NOT_MADE)
                    .with("folder", LogText.text(folder.path()))
                    .with("why", Causes.of(e))));
      }
    }
    return new Accepted(
        new FolderSet(roots.stream().map(Root::folder).toList(), set.strict(), set.keepDates()),
        List.copyOf(roots),
        refused,
        List.copyOf(silent));
  }

  private static FolderNotCopied never(Folder folder, Reason reason) {
    return FolderNotCopied.here(folder, FolderRules.Verdict.never(reason));
  }

  /** What came of one folder: where it lies, or why it is not taken. */
  private record Taken(Optional<Root> root, Optional<FolderNotCopied> refusal) {
    static Taken not(FolderNotCopied refusal) {
      return new Taken(Optional.empty(), Optional.of(refusal));
    }
  }

  private static Path path(Folder folder, Path settingsFolder) {
    return folder.index() == 0 ? settingsFolder.toAbsolutePath() : Path.of(folder.path());
  }

  private static Taken take(
      Folder folder, Path settingsFolder, FolderRules rules, Disk disk, List<Root> roots)
      throws IOException {
    // Where it will really lie is decided before anything is made: a link may lead elsewhere.
    Path place = FolderRules.place(path(folder, settingsFolder));
    if (folder.index() == 0) {
      Optional<Reason> objection = rules.settingsObjection(place);
      if (objection.isPresent()) {
        return Taken.not(never(folder, objection.get()));
      }
    } else {
      FolderRules.Verdict found = rules.decide(folder.path());
      if (!found.decision().isAccepted()) {
        return Taken.not(FolderNotCopied.here(folder, found));
      }
      place = found.place().orElse(place);
    }
    Optional<Reason> overlap = overlap(place, roots);
    if (overlap.isPresent()) {
      return Taken.not(never(folder, overlap.get()));
    }
    create(place, disk);
    InSet.requireOwnReserved(place);
    return new Taken(Optional.of(new Root(rules.guarded(folder, place), place)), Optional.empty());
  }

  /**
   * Asks once more, before a cycle is committed, what was asked when the folder was accepted.
   *
   * @throws IOException which says why the folder would not be accepted now as the same one
   */
  public static void askAgain(Root root, Path settingsFolder, FolderRules rules)
      throws IOException {
    Path named = path(root.folder(), settingsFolder);
    Path place = FolderRules.place(named);
    Optional<Reason> objection = Optional.empty();
    if (root.index() == 0) {
      objection = rules.settingsObjection(place);
    } else {
      FolderRules.Verdict found = rules.decide(root.folder().path());
      place = found.place().orElse(place);
      if (!found.decision().isAccepted()) {
        objection = Optional.of(found.decision().reason());
      }
    }
    if (!place.equals(root.path())) {
      throw new IOException(named + " leads to " + place + " now, and no more to " + root.path());
    }
    if (objection.isPresent()) {
      throw new IOException(ReasonText.english().say(objection.get()));
    }
  }

  /** Durably, for a commit record may soon count on it. */
  private static void create(Path folder, Disk disk) throws IOException {
    if (folder.getParent() == null || InSet.isFolder(folder)) {
      return;
    }
    create(folder.getParent(), disk);
    Path unused = InSet.at(folder, Files::createDirectory);
    disk.inSet().force("ROOT-SYNC", folder.getParent());
  }

  private static Optional<Reason> overlap(Path folder, List<Root> roots) {
    return roots.stream()
        .filter(root -> root.path().startsWith(folder) || folder.startsWith(root.path()))
        .findFirst()
        .map(root -> FolderRules.overlap(folder, root.path()));
  }
}
