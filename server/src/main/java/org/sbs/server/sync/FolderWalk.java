package org.sbs.server.sync;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.replica.ContentHash;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.Manifest;
import org.sbs.core.replica.PathRules;

/** One walk through the folders of a set; used once, by one thread. */
final class FolderWalk {
  private final FolderScanner.View view;
  private final FolderScanner.Reader reader;
  private final List<FileEntry> entries = new ArrayList<>();
  private final Set<EntryPath> unknown = new HashSet<>();
  private final Set<Path> seen = new HashSet<>();
  private final Problems problems = new Problems();
  private long filesRead;

  FolderWalk(FolderScanner.View view, FolderScanner.Reader reader) {
    this.view = view;
    this.reader = reader;
  }

  void walk(Root root) {
    if (Files.isDirectory(root.path())) {
      visitContent(root.folder(), root.path(), "");
    } else {
      unknown.add(new EntryPath(root.index(), ""));
      problems.add(
          "The folder " + root.path() + " is not there; create it, or take it out of the set.");
    }
  }

  Scan result() {
    return new Scan(Manifest.of(entries), unknown, problems.list(), filesRead);
  }

  Set<Path> seen() {
    return seen;
  }

  /** True if something in the folder belongs to the set. */
  private boolean visitContent(Folder folder, Path path, String relative) {
    List<Path> children;
    try {
      children = list(path);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      unknown.add(new EntryPath(folder.index(), relative));
      problems.add("The folder " + path + " is left out: " + Causes.of(e) + ".");
      return false;
    }
    boolean any = false;
    for (Path child : children) {
      String name = child.getFileName().toString();
      EntryPath at =
          new EntryPath(folder.index(), relative.isEmpty() ? name : relative + "/" + name);
      if (name.equals(PathRules.STAGING)
          || name.equals(PathRules.KEPT)
          || cannotBeNamed(at, child)) {
        continue;
      }
      any |= visit(folder, child, at);
    }
    return any;
  }

  private static List<Path> list(Path path) throws IOException {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
      List<Path> children = new ArrayList<>();
      stream.forEach(children::add);
      return children;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private boolean cannotBeNamed(EntryPath at, Path path) {
    Optional<String> objection =
        isFaithful(path)
            ? PathRules.objection(at.path(), PathRules.Names.POSIX)
            : Optional.of("has a name that is no text in this system's character set");
    objection.ifPresent(
        why -> skip(at, "'" + Shown.text(path.toString()) + "' " + why + "; it is not copied."));
    return objection.isPresent();
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

  private boolean visit(Folder folder, Path path, EntryPath at) {
    try {
      Found found = Found.at(path);
      return switch (found.type()) {
        case FOLDER -> visitFolder(folder, path, at, found);
        case FILE -> folder.holds(at.path(), false) && visitFile(path, at, found);
        case SYMLINK -> folder.holds(at.path(), false) && visitLink(path, at);
        case OTHER ->
            folder.holds(at.path(), false)
                && skip(at, path + " is neither file, folder nor link; it is not copied.");
      };
    } catch (NoSuchFileException e) {
      // Deleted since the folder was listed: that is how it is.
      return false;
    } catch (IOException e) {
      return skip(at, path + " is left out: " + Causes.of(e) + ".");
    }
  }

  private boolean visitFolder(Folder folder, Path path, EntryPath at, Found found) {
    boolean wanted = folder.holds(at.path(), true);
    boolean used = folder.mayHoldBelow(at.path()) && visitContent(folder, path, at.path());
    if (wanted || used) {
      entries.add(FileEntry.folder(at, found.mode()));
    }
    return wanted || used;
  }

  private boolean visitFile(Path path, EntryPath at, Found found) throws IOException {
    Optional<FolderScanner.ReadFile> read;
    try {
      read = reader.read(path, found);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      return unreadable(at, found, path + " cannot be read and is left out: " + Causes.of(e) + ".");
    }
    if (read.isEmpty()) {
      return unreadable(
          at, found, path + " changes while it is read; it comes with the next cycle.");
    }
    seen.add(path);
    filesRead += read.get().fromDisk() ? 1 : 0;
    entries.add(entry(at, read.get().found(), read.get().hash()));
    return true;
  }

  /** To the primary it does not exist for now; the secondary tells that something is there. */
  private boolean unreadable(EntryPath at, Found found, String problem) {
    skip(at, problem);
    if (view == FolderScanner.View.RECEIVER) {
      entries.add(entry(at, found, ContentHash.NONE));
    }
    return true;
  }

  private static FileEntry entry(EntryPath at, Found found, ContentHash hash) {
    return FileEntry.file(at, found.size(), found.modifiedNanos(), found.mode(), hash);
  }

  private boolean visitLink(Path path, EntryPath at) throws IOException {
    String target = Files.readSymbolicLink(path).toString();
    if (Platform.WINDOWS) {
      target = target.replace('\\', '/');
    }
    Optional<String> objection = PathRules.linkObjection(at.path(), target, PathRules.Names.POSIX);
    if (view == FolderScanner.View.SENDER && objection.isPresent()) {
      return skip(at, path + " " + objection.get() + "; it is not copied.");
    }
    entries.add(FileEntry.link(at, target));
    return true;
  }

  private boolean skip(EntryPath at, String problem) {
    unknown.add(at);
    problems.add(problem);
    return false;
  }
}
