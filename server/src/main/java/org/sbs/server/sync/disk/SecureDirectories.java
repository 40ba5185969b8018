package org.sbs.server.sync.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.sbs.server.files.OpenFolder;

/** Opens folders beneath a root, one name at a time, and never goes through a link (R10.2). */
public final class SecureDirectories {
  /** A file, a link or something else is where a folder should be. */
  public static final class InTheWay extends IOException {
    private static final long serialVersionUID = 1L;

    InTheWay(Path path, String what) {
      super(path + " is " + what + " and no folder");
    }
  }

  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private SecureDirectories() {}

  /** Who opens a folder by its path without following a link. */
  @FunctionalInterface
  interface Opener {
    OpenFolder open(Path folder) throws IOException;
  }

  /** Opens a folder by its path. */
  static SecureDirectory open(Path root, String relative) throws IOException {
    return open(root, relative, InSet::open);
  }

  /**
   * Opens a folder.
   *
   * @param root absolute; may itself have been reached through links, for its owner chose it
   * @param relative in the form of the wire, empty for the root itself
   * @throws NoSuchFileException when a folder on the way is not there
   * @throws InTheWay when something on the way is no folder
   */
  static SecureDirectory open(Path root, String relative, Opener opener) throws IOException {
    if (!OpenFolder.isSafeHere()) {
      return openPlain(root, relative);
    }
    Path path = relative.isEmpty() ? root : root.resolve(relative);
    try {
      return new Opened(opener.open(path), opener);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (FileSystemException e) {
      requireFolders(root, relative);
      throw e;
    }
  }

  /** For platforms that cannot open relative to a folder: looks at each folder on the way. */
  static SecureDirectory openPlain(Path root, String relative) throws IOException {
    return new Plain(requireFolders(root, relative));
  }

  private static Path requireFolders(Path root, String relative) throws IOException {
    Path path = root;
    for (String name : names(relative)) {
      path = path.resolve(name);
      requireFolder(path, FileStat.at(path));
    }
    return path;
  }

  private static void requireFolder(Path path, FileStat found) throws InTheWay {
    switch (found.type()) {
      case FOLDER -> {}
      case SYMLINK -> throw new InTheWay(path, "a symbolic link");
      case FILE -> throw new InTheWay(path, "a file");
      case OTHER -> throw new InTheWay(path, "a junction or device");
    }
  }

  private static String[] names(String relative) {
    return relative.isEmpty() ? new String[0] : relative.split("/");
  }

  private static List<String> drain(DirectoryStream<Path> stream) throws IOException {
    try {
      List<String> names = new ArrayList<>();
      stream.forEach(path -> names.add(path.getFileName().toString()));
      return names;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private record Opened(OpenFolder folder, Opener opener) implements SecureDirectory {
    @Override
    public Path path() {
      return folder.path();
    }

    @Override
    public Optional<FileStat> look(String name) throws IOException {
      try {
        return Optional.of(folder.with(Path.of(name), FileStat::byWay));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
    }

    @Override
    public List<String> namesIn(String name) throws IOException {
      try (OpenFolder inner = folder.below(Path.of(name))) {
        return inner.names().stream().map(Path::toString).toList();
      }
    }

    @Override
    public FileChannel read(String name) throws IOException {
      return folder.read(Path.of(name));
    }

    @Override
    public void moveIn(Path staged, String name) throws IOException {
      try (OpenFolder from = opener.open(staged.getParent())) {
        moveIn(from, staged, name);
      }
    }

    @Override
    public void moveIn(OpenFolder from, Path staged, String name) throws IOException {
      from.move(staged.getFileName(), folder, Path.of(name));
    }

    @Override
    public void moveOut(String name, Path to) throws IOException {
      try (OpenFolder outside = opener.open(to.getParent())) {
        folder.move(Path.of(name), outside, to.getFileName());
      }
    }

    @Override
    public void link(String name, Path to) throws IOException {
      try (OpenFolder outside = opener.open(to.getParent())) {
        folder.link(Path.of(name), outside, to.getFileName());
      }
    }

    @Override
    public void deleteFile(String name) throws IOException {
      delete(name);
    }

    @Override
    public void deleteFolder(String name) throws IOException {
      delete(name);
    }

    private void delete(String name) throws IOException {
      if (!folder.delete(Path.of(name))) {
        throw new NoSuchFileException(path().resolve(name).toString());
      }
    }

    @Override
    public void setMode(String name, int mode) throws IOException {
      folder.setMode(Path.of(name), mode);
    }

    @Override
    public void setOwner(String name, Optional<UserPrincipal> user, Optional<GroupPrincipal> group)
        throws IOException {
      folder.setOwner(Path.of(name), user, group);
    }

    @Override
    public void setTime(String name, long modifiedNanos) throws IOException {
      folder.setTime(Path.of(name), modifiedNanos);
    }

    @Override
    public void close() {
      folder.close();
    }
  }

  private record Plain(Path path) implements SecureDirectory {
    @Override
    public Optional<FileStat> look(String name) throws IOException {
      try {
        return Optional.of(FileStat.at(path.resolve(name)));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
    }

    @Override
    public List<String> namesIn(String name) throws IOException {
      try (DirectoryStream<Path> inner = Files.newDirectoryStream(path.resolve(name))) {
        return drain(inner);
      }
    }

    @Override
    public FileChannel read(String name) throws IOException {
      return FileChannel.open(path.resolve(name), READ);
    }

    @Override
    public void moveIn(Path staged, String name) throws IOException {
      Files.move(
          staged,
          path.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void moveIn(OpenFolder from, Path staged, String name) throws IOException {
      moveIn(staged, name);
    }

    @Override
    public void moveOut(String name, Path to) throws IOException {
      Files.move(path.resolve(name), to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void link(String name, Path to) throws IOException {
      Files.createLink(to, path.resolve(name));
    }

    @Override
    public void deleteFile(String name) throws IOException {
      Files.delete(path.resolve(name));
    }

    @Override
    public void deleteFolder(String name) throws IOException {
      Files.delete(path.resolve(name));
    }

    @Override
    public void setMode(String name, int mode) throws IOException {
      if (Platform.POSIX) {
        Files.setPosixFilePermissions(path.resolve(name), Platform.permissions(mode));
      }
    }

    @Override
    public void setOwner(
        String name, Optional<UserPrincipal> user, Optional<GroupPrincipal> group) {
      // Accounts have other names on other platforms.
    }

    @Override
    public void setTime(String name, long modifiedNanos) throws IOException {
      Files.getFileAttributeView(
              path.resolve(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .setTimes(FileTime.from(modifiedNanos, TimeUnit.NANOSECONDS), null, null);
    }

    @Override
    public void close() {
      // Nothing is held open.
    }
  }
}
