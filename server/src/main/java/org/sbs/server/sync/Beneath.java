package org.sbs.server.sync;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Opens folders beneath a root, one name at a time, and never goes through a link (R10.2). */
final class Beneath {
  /** A file, a link or something else is where a folder should be. */
  static final class InTheWay extends IOException {
    private static final long serialVersionUID = 1L;

    InTheWay(Path path, String what) {
      super(path + " is " + what + " and no folder");
    }
  }

  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private Beneath() {}

  /**
   * Opens a folder.
   *
   * @param root absolute; may itself have been reached through links, for its owner chose it
   * @param relative in the form of the wire, empty for the root itself
   * @throws NoSuchFileException when a folder on the way is not there
   * @throws InTheWay when something on the way is no folder
   */
  // The stream stays open in what is returned, which its user closes.
  @SuppressWarnings("StreamResourceLeak")
  static HeldFolder open(Path root, String relative) throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(root);
    if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
      stream.close();
      return openPlain(root, relative);
    }
    Path path = root;
    try {
      for (String name : names(relative)) {
        path = path.resolve(name);
        SecureDirectoryStream<Path> next = step(secure, path);
        secure.close();
        secure = next;
      }
      return new Secure(secure, path);
    } catch (IOException e) {
      secure.close();
      throw e;
    }
  }

  /** For platforms that cannot open relative to a folder: looks at each folder on the way. */
  static HeldFolder openPlain(Path root, String relative) throws IOException {
    Path path = root;
    for (String name : names(relative)) {
      path = path.resolve(name);
      requireFolder(path, Found.at(path));
    }
    return new Plain(path);
  }

  private static SecureDirectoryStream<Path> step(SecureDirectoryStream<Path> from, Path path)
      throws IOException {
    try {
      return from.newDirectoryStream(path.getFileName(), LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (FileSystemException e) {
      requireFolder(path, Found.at(path));
      throw e;
    }
  }

  private static void requireFolder(Path path, Found found) throws InTheWay {
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

  private static void setTimeAt(Path path, long modifiedNanos) throws IOException {
    // By path, for relative to a folder Java sets times to the microsecond only.
    Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(FileTime.from(modifiedNanos, TimeUnit.NANOSECONDS), null, null);
  }

  private record Secure(SecureDirectoryStream<Path> stream, Path path) implements HeldFolder {
    @Override
    public Optional<Found> look(String name) throws IOException {
      try {
        return Optional.of(Found.of(view(name).readAttributes()));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
    }

    @Override
    public List<String> namesIn(String name) throws IOException {
      try (DirectoryStream<Path> inner =
          stream.newDirectoryStream(Path.of(name), LinkOption.NOFOLLOW_LINKS)) {
        return drain(inner);
      }
    }

    @Override
    public FileChannel read(String name) throws IOException {
      SeekableByteChannel channel = stream.newByteChannel(Path.of(name), READ);
      if (channel instanceof FileChannel file) {
        return file;
      }
      channel.close();
      throw new IOException(path.resolve(name) + " is on a file system that SBS cannot read");
    }

    @Override
    public void moveIn(Path staged, String name) throws IOException {
      // An absolute source is taken as it is; this is renameat, atomic or failing.
      stream.move(staged.toAbsolutePath(), stream, Path.of(name));
    }

    @Override
    public void moveOut(String name, Path to) throws IOException {
      stream.move(Path.of(name), stream, to.toAbsolutePath());
    }

    @Override
    public void deleteFile(String name) throws IOException {
      stream.deleteFile(Path.of(name));
    }

    @Override
    public void deleteFolder(String name) throws IOException {
      stream.deleteDirectory(Path.of(name));
    }

    @Override
    public void setMode(String name, int mode) throws IOException {
      view(name).setPermissions(Platform.permissions(mode));
    }

    @Override
    public void setTime(String name, long modifiedNanos) throws IOException {
      setTimeAt(path.resolve(name), modifiedNanos);
    }

    private PosixFileAttributeView view(String name) {
      return stream.getFileAttributeView(
          Path.of(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  private record Plain(Path path) implements HeldFolder {
    @Override
    public Optional<Found> look(String name) throws IOException {
      try {
        return Optional.of(Found.at(path.resolve(name)));
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
    public void moveOut(String name, Path to) throws IOException {
      Files.move(path.resolve(name), to, StandardCopyOption.ATOMIC_MOVE);
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
    public void setTime(String name, long modifiedNanos) throws IOException {
      setTimeAt(path.resolve(name), modifiedNanos);
    }

    @Override
    public void close() {
      // Nothing is held open.
    }
  }
}
