package org.sbs.server.sync.commit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.ContentHash;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.FileEntry.Kind;
import org.sbs.core.replica.Problems;
import org.sbs.core.replica.ReplacedVersion;
import org.sbs.server.sync.disk.Causes;
import org.sbs.server.sync.disk.FileStat;
import org.sbs.server.sync.disk.LogText;
import org.sbs.server.sync.disk.Platform;
import org.sbs.server.sync.disk.SecureDirectories;

/**
 * Looks, before the commit record is written, at every place that a cycle is about to change. What
 * would lead outside the folder set, overwrite what is not part of it, or fail half-way later, is
 * taken out of the cycle with all that lies below it, and reported. Used once, by one thread.
 */
final class DestinationCheck {
  /** Whether something can be put into a folder. */
  enum ParentEntries {
    /** It is there. */
    THERE,
    /** This cycle makes it. */
    NEW,
    /** It cannot be used. */
    BLOCKED
  }

  /** What Linux takes, without the zero at the end. */
  private static final int MAX_PATH_BYTES = 4095;

  private final Destinations destinations;
  private final CycleContent content;
  private final Set<Path> mounts;
  private final Problems problems;
  private final Map<EntryPath, ParentEntries> grounds = new HashMap<>();
  private final Set<EntryPath> blocked = new HashSet<>();
  private final Map<EntryPath, FileStat> present = new HashMap<>();
  private final Map<Path, Boolean> writable = new HashMap<>();

  DestinationCheck(
      Destinations destinations, CycleContent content, Set<Path> mounts, Problems problems) {
    this.destinations = destinations;
    this.content = content;
    this.mounts = mounts;
    this.problems = problems;
  }

  /** Takes out of the cycle what cannot be done; true if there was any such thing. */
  boolean takeOutWhatCannotBe() throws IOException {
    for (CycleContent.Created created : content.created().values()) {
      if (created.entry().kind() == Kind.FOLDER) {
        ground(created.entry().at());
      } else {
        checkPlace(created.entry());
      }
    }
    for (EntryPath at : content.touched().keySet()) {
      checkTouch(at);
    }
    boolean any = !blocked.isEmpty() && content.takeOut(this::isBlocked);
    any |= takeOutDeletes();
    return any;
  }

  /** What can be said of a folder that was asked about. */
  ParentEntries groundOf(EntryPath folder) {
    return grounds.getOrDefault(folder, ParentEntries.BLOCKED);
  }

  /** What lies now where something is put, changed or deleted; empty if nothing does. */
  Optional<FileStat> presentAt(EntryPath at) {
    return Optional.ofNullable(present.get(at));
  }

  /**
   * What this node put or found there last, if it is one of the things that the cycle changes; what
   * a user made of it since does not count.
   */
  Optional<ReplacedVersion> versionAt(EntryPath at) {
    FileStat found = present.get(at);
    if (found == null) {
      return Optional.empty();
    }
    return switch (found.type()) {
      case FILE ->
          destinations.lastHash(at).flatMap(hash -> ReplacedVersion.ofFile(found.mode(), hash));
      case FOLDER -> Optional.of(ReplacedVersion.ofFolder(found.mode()));
      case SYMLINK -> destinations.target(at).map(ReplacedVersion::ofLink);
      case OTHER -> Optional.empty();
    };
  }

  /** Whether a folder that is deleted has, at any depth, only what is deleted with it. */
  boolean hasNothingElse(EntryPath folder) throws IOException {
    for (String name : destinations.list(folder)) {
      EntryPath child = folder.child(name);
      Kind kind = content.deleted().get(child);
      if (kind == null || (kind == Kind.FOLDER && !hasNothingElse(child))) {
        return false;
      }
    }
    return true;
  }

  Optional<ContentHash> knownHash(EntryPath at, FileStat found) {
    return destinations.knownHash(at, found);
  }

  private ParentEntries parentGround(EntryPath at) throws IOException {
    return ground(at.parent().orElse(new EntryPath(at.folder(), "")));
  }

  private ParentEntries ground(EntryPath folder) throws IOException {
    ParentEntries known = grounds.get(folder);
    if (known == null) {
      known = look(folder);
      grounds.put(folder, known);
    }
    return known;
  }

  private ParentEntries look(EntryPath folder) throws IOException {
    if (folder.path().isEmpty()) {
      return writable(folder);
    }
    if (isTooLong(folder)) {
      return block(folder, ReasonCode.HERE_PATH_LONG);
    }
    ParentEntries parent = parentGround(folder);
    if (parent == ParentEntries.BLOCKED) {
      return ParentEntries.BLOCKED;
    }
    boolean made = content.created().containsKey(folder);
    Optional<FileStat> found;
    try {
      found = parent == ParentEntries.NEW ? Optional.empty() : destinations.look(folder);
    } catch (SecureDirectories.InTheWay e) {
      throw e;
    } catch (FileSystemException e) {
      return block(folder, Reason.of(ReasonCode.HERE_NOT_USABLE).with("why", Causes.of(e)));
    }
    if (found.isEmpty()) {
      return made ? ParentEntries.NEW : block(folder, ReasonCode.HERE_NO_FOLDER);
    }
    Kind deleted = content.deleted().get(folder);
    return switch (found.get().type()) {
      case FOLDER ->
          made || deleted == null
              ? usable(folder, found.get(), made)
              : block(folder, ReasonCode.HERE_DELETED);
      case FILE ->
          made && deleted == Kind.FILE ? ParentEntries.NEW : block(folder, ReasonCode.HERE_IS_FILE);
      case SYMLINK ->
          made && deleted == Kind.SYMLINK
              ? ParentEntries.NEW
              : block(folder, ReasonCode.HERE_IS_LINK);
      case OTHER -> block(folder, ReasonCode.HERE_IS_OTHER);
    };
  }

  private ParentEntries usable(EntryPath folder, FileStat found, boolean attributesToo)
      throws IOException {
    if (mounts.contains(destinations.path(folder))) {
      return block(folder, ReasonCode.HERE_MOUNTED_FOLDER);
    }
    if (attributesToo && !destinations.ownsAttributes(folder)) {
      return block(folder, ReasonCode.HERE_OTHER_ACCOUNT);
    }
    if (attributesToo) {
      present.put(folder, found);
    }
    return writable(folder);
  }

  private ParentEntries writable(EntryPath folder) {
    return Files.isWritable(destinations.path(folder))
        ? ParentEntries.THERE
        : block(folder, ReasonCode.HERE_DENIED);
  }

  /** The way to it is longer than the system takes, because the folder lies deeper here. */
  private boolean isTooLong(EntryPath at) {
    String path = destinations.path(at).toString();
    return Platform.LINUX
        && path.length() * 3L > MAX_PATH_BYTES
        && path.getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES;
  }

  private void checkPlace(FileEntry entry) throws IOException {
    EntryPath at = entry.at();
    ParentEntries parent = parentGround(at);
    if (parent != ParentEntries.BLOCKED && isTooLong(at)) {
      ParentEntries unused = block(at, ReasonCode.HERE_PATH_LONG);
    }
    if (parent != ParentEntries.THERE || blocked.contains(at)) {
      return;
    }
    Optional<FileStat> found;
    try {
      found = destinations.look(at);
    } catch (FileSystemException e) {
      ParentEntries unused =
          block(at, Reason.of(ReasonCode.HERE_NOT_PLACED).with("why", Causes.of(e)));
      return;
    }
    if (found.isEmpty()) {
      return;
    }
    present.put(at, found.get());
    switch (found.get().type()) {
      case FILE -> {
        if (mounts.contains(destinations.path(at))) {
          block(at, ReasonCode.HERE_MOUNTED);
        } else if (!destinations.looksUntouched(at, found.get())) {
          problems.add(told(ReasonCode.HERE_EDITED_REPLACED, at));
        }
      }
      case SYMLINK -> {}
      case FOLDER -> {
        Optional<EntryPath> kept = firstKept(at);
        if (kept.isPresent()) {
          block(
              at,
              Reason.of(ReasonCode.HERE_FOLDER_STAYS)
                  .with("name", LogText.text(kept.get().path())));
        }
      }
      case OTHER -> block(at, ReasonCode.HERE_IS_OTHER);
    }
  }

  /** Something in a folder on this node that the cycle does not delete. */
  private Optional<EntryPath> firstKept(EntryPath folder) throws IOException {
    if (content.deleted().get(folder) != Kind.FOLDER) {
      return Optional.of(folder);
    }
    for (String name : destinations.list(folder)) {
      EntryPath child = new EntryPath(folder.folder(), folder.path() + "/" + name);
      Optional<FileStat> found = destinations.look(child);
      if (found.isEmpty()) {
        continue;
      }
      Optional<EntryPath> kept =
          found.get().type() == FileStat.Type.FOLDER
              ? firstKept(child)
              : Optional.of(child).filter(c -> !deletes(c, found.get()));
      if (kept.isPresent()) {
        return kept;
      }
    }
    return Optional.empty();
  }

  private boolean deletes(EntryPath at, FileStat found) {
    Kind kind = content.deleted().get(at);
    return kind != null && found.type() == Destinations.type(kind);
  }

  private void checkTouch(EntryPath at) throws IOException {
    if (parentGround(at) == ParentEntries.BLOCKED) {
      return;
    }
    Optional<FileStat> found = destinations.look(at);
    if (found.isEmpty() || found.get().type() != FileStat.Type.FILE) {
      block(at, ReasonCode.HERE_NO_FILE);
    } else if (!destinations.ownsAttributes(at)) {
      block(at, ReasonCode.HERE_OTHER_ACCOUNT);
    } else {
      present.put(at, found.get());
    }
  }

  /** Deletes of what is not there, or has become something else. */
  private boolean takeOutDeletes() throws IOException {
    Set<EntryPath> out = new HashSet<>();
    boolean report = false;
    for (Map.Entry<EntryPath, Kind> delete : content.deleted().entrySet()) {
      EntryPath at = delete.getKey();
      Optional<FileStat> found = lookForDelete(at);
      if (found.isEmpty()) {
        out.add(at);
      } else if (found.get().type() != Destinations.type(delete.getValue())) {
        out.add(at);
        report = true;
        problems.add(told(ReasonCode.HERE_CHANGED_STAYS, at));
      } else if (mounts.contains(destinations.path(at))
          || !isWritable(destinations.path(at).getParent())) {
        out.add(at);
        report = true;
        problems.add(told(ReasonCode.HERE_NOT_DELETABLE, at));
      } else if (found.get().type() == FileStat.Type.FILE
          && !destinations.looksUntouched(at, found.get())) {
        problems.add(told(ReasonCode.HERE_EDITED_DELETED, at));
      }
      found.ifPresent(there -> present.put(at, there));
    }
    content.deleted().keySet().removeAll(out);
    return report;
  }

  private boolean isWritable(Path folder) {
    return writable.computeIfAbsent(folder, Files::isWritable);
  }

  private Optional<FileStat> lookForDelete(EntryPath at) throws IOException {
    try {
      return destinations.look(at);
    } catch (NoSuchFileException | SecureDirectories.InTheWay e) {
      // Where the folder is gone, or is no folder, nothing of it is left to delete.
      return Optional.empty();
    }
  }

  private Reason told(ReasonCode code, EntryPath at) {
    return Reason.of(code).with("path", destinations.path(at).toString());
  }

  private ParentEntries block(EntryPath at, ReasonCode why) {
    return block(at, Reason.of(why));
  }

  private ParentEntries block(EntryPath at, Reason why) {
    blocked.add(at);
    problems.add(
        why.with("path", destinations.path(at).toString())
            .and(Reason.of(ReasonCode.PRIMARYS_NOT_COPIED)));
    return ParentEntries.BLOCKED;
  }

  private boolean isBlocked(EntryPath at) {
    for (Optional<EntryPath> up = Optional.of(at); up.isPresent(); up = up.get().parent()) {
      if (blocked.contains(up.get())) {
        return true;
      }
    }
    return blocked.contains(new EntryPath(at.folder(), ""));
  }
}
