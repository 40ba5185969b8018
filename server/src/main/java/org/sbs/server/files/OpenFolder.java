package org.sbs.server.files;

import com.sun.jna.LastErrorException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A folder that is held open, and what can be done with the names in it (R10.7). It was reached
 * without following any link, and whatever other accounts do to the names on the way to it, what is
 * done here is done in this folder. Names are single names; what a name leads to as a link is never
 * touched.
 *
 * <p>Linux leads a path that begins with {@code /proc/self/fd/N} into the open folder N itself. So
 * the calls are Java's own, on {@link #way} with one name behind it; only opening and setting times
 * need calls that Java does not have. Other platforms have no such paths: there {@link #way} is the
 * folder's path as it was given, and whoever may rename the folders on the way can lead SBS
 * elsewhere.
 *
 * <p>Any thread, but for {@link #close}.
 */
public final class OpenFolder implements Closeable {
  private static final boolean LINUX = "Linux".equals(System.getProperty("os.name"));
  private static final String DESCRIPTORS = "/proc/self/fd/";
  private static final int NOT_OPEN = -1;
  private static final int PERMISSIONS = 0777;
  private static final int ALL_PERMISSIONS = 07777;
  private static final int OWNER_ONLY = 0700;
  private static final FileAttribute<?>[] PLAIN = {};

  /** Work with one name, by a path that leads through the open folder. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it; an exception may name the path, the caller of all this sees the real one. */
    T on(Path way) throws IOException;
  }

  private final Path path;
  private final Path way;
  private int descriptor;

  private OpenFolder(Path path, Path way, int descriptor) {
    this.path = path;
    this.way = way;
    this.descriptor = descriptor;
  }

  // ---- opening ----

  /** Whether folders are really held open on this platform, or reached by their paths each time. */
  public static boolean isSafeHere() {
    return LINUX;
  }

  /**
   * Opens a folder by its real path.
   *
   * @param folder absolute; no name in it may be a link
   * @throws NoSuchFileException when it is not there
   * @throws NotDirectoryException when something on the way is no folder
   * @throws FileSystemException also when a link is on the way, which is named
   */
  public static OpenFolder open(Path folder) throws IOException {
    if (!folder.isAbsolute()) {
      throw new IllegalArgumentException(folder + " is not absolute");
    }
    return open(LinuxCalls.NOWHERE, folder, folder);
  }

  /** Opens a folder in this one, through as many names as that has. */
  public OpenFolder below(Path relative) throws IOException {
    return open(descriptor, relative, path.resolve(relative).normalize());
  }

  private static OpenFolder open(int from, Path relative, Path folder) throws IOException {
    if (!LINUX) {
      requireFolder(folder);
      return new OpenFolder(folder, folder, NOT_OPEN);
    }
    try {
      int opened = LinuxCalls.openFolder(from, LinuxNames.bytes(relative));
      return new OpenFolder(folder, folder.getFileSystem().getPath(DESCRIPTORS + opened), opened);
    } catch (LastErrorException e) {
      throw failure(folder, e);
    }
  }

  private static void requireFolder(Path folder) throws IOException {
    BasicFileAttributes found = attributes(folder);
    if (!found.isDirectory() || found.isOther()) {
      throw new NotDirectoryException(folder.toString());
    }
  }

  private static IOException failure(Path path, LastErrorException cause) {
    return switch (cause.getErrorCode()) {
      case LinuxCalls.NO_SUCH_FILE -> new NoSuchFileException(path.toString());
      case LinuxCalls.NO_FOLDER -> new NotDirectoryException(path.toString());
      case LinuxCalls.NO_ACCESS, LinuxCalls.NOT_PERMITTED ->
          new AccessDeniedException(path.toString());
      case LinuxCalls.A_LINK ->
          new FileSystemException(
              path.toString(),
              null,
              firstLink(path) + " is a symbolic link, which is not followed");
      default ->
          new FileSystemException(
              path.toString(),
              null,
              String.valueOf(cause.getMessage()).replaceFirst("^\\[.*] ", ""));
    };
  }

  /** For a message only: it may be gone by now. */
  private static Path firstLink(Path path) {
    Path at = path.getRoot();
    for (Path name : path) {
      at = at.resolve(name);
      if (Files.isSymbolicLink(at)) {
        return at;
      }
    }
    return path;
  }

  /** Where it was when it was opened. */
  public Path path() {
    return path;
  }

  /** A path that leads into this folder as long as it is open, and must not be shown to anybody. */
  public Path way() {
    return way;
  }

  /** Does something with one name in this folder. */
  public <T> T with(Path name, Work<T> work) throws IOException {
    try {
      return work.on(way.resolve(name));
    } catch (FileSystemException e) {
      throw shown(e);
    }
  }

  /** The same for the folder itself. */
  private <T> T withMe(Work<T> work) throws IOException {
    try {
      return work.on(way);
    } catch (FileSystemException e) {
      throw shown(e);
    }
  }

  private FileSystemException shown(FileSystemException failure) {
    return way.equals(path) ? failure : ShownFailure.of(failure, way.toString(), path.toString());
  }

  // ---- looking ----

  /** What tells this folder from all others on this machine, as long as it is there. */
  public Object identity() throws IOException {
    return withMe(
        here ->
            Objects.requireNonNullElse(
                Files.readAttributes(here, BasicFileAttributes.class).fileKey(), path));
  }

  /**
   * Requires that this folder is for SBS alone: its account owns it, and no other may use it. What
   * lies in such a folder nobody else has put there. Does nothing where accounts are not known so.
   *
   * @throws ForeignFolderException when it is not so
   */
  public void requireOwn() throws IOException {
    if (!LINUX) {
      return;
    }
    Map<String, Object> found = withMe(here -> Files.readAttributes(here, "unix:uid,mode"));
    int owner = (Integer) found.get("uid");
    int mode = (Integer) found.get("mode") & PERMISSIONS;
    if (owner != Accounts.self() || mode != OWNER_ONLY) {
      throw new ForeignFolderException(path, owner, Accounts.self(), mode);
    }
  }

  /** What has that name, a link as a link. */
  public <A extends BasicFileAttributes> A look(Path name, Class<A> kind) throws IOException {
    return with(name, at -> Files.readAttributes(at, kind, LinkOption.NOFOLLOW_LINKS));
  }

  /** Whether a file may change without anything telling so. */
  public enum Writers {
    /** Nobody has it open for writing. */
    NONE,
    /** Somebody has it open for writing, or mapped into memory so. */
    SOME,
    /** This platform, file system or account cannot tell. */
    UNKNOWN
  }

  /** Who has a regular file open for writing. */
  public Writers writers(Path name) {
    if (!LINUX) {
      return Writers.UNKNOWN;
    }
    try {
      return LinuxCalls.isOpenForWriting(descriptor, LinuxNames.bytes(name))
          ? Writers.SOME
          : Writers.NONE;
    } catch (LastErrorException e) {
      return Writers.UNKNOWN;
    }
  }

  /** All names in this folder, in no order. */
  public List<Path> names() throws IOException {
    List<Path> names = new ArrayList<>();
    eachName(names::add);
    return names;
  }

  /** Tells all names in this folder, in no order, as they come from the disk. */
  public void eachName(Consumer<Path> told) throws IOException {
    boolean unused =
        withMe(
            here -> {
              try (DirectoryStream<Path> stream = Files.newDirectoryStream(here)) {
                stream.forEach(child -> told.accept(child.getFileName()));
                return true;
              } catch (DirectoryIteratorException e) {
                throw e.getCause();
              }
            });
  }

  /** Where a link leads. */
  public Path target(Path name) throws IOException {
    return with(name, Files::readSymbolicLink);
  }

  /**
   * Opens a regular file for reading; nothing else is opened, so that a pipe keeps nobody waiting.
   */
  public FileChannel read(Path name) throws IOException {
    if (!LINUX) {
      return FileChannel.open(
          way.resolve(name), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }
    return onName(
        name,
        file -> {
          if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            throw new FileSystemException(
                path.resolve(name).toString(), null, "is no file any more, and is not read");
          }
          return FileChannel.open(file, StandardOpenOption.READ);
        });
  }

  /** Does something with what has that name, by a path that leads to it and nothing else. */
  private <T> T onName(Path name, Work<T> work) throws IOException {
    int opened;
    try {
      opened = LinuxCalls.openName(descriptor, LinuxNames.bytes(name));
    } catch (LastErrorException e) {
      throw failure(path.resolve(name), e);
    }
    Path thing = path.getFileSystem().getPath(DESCRIPTORS + opened);
    try {
      return work.on(thing);
    } catch (FileSystemException e) {
      throw ShownFailure.of(e, thing.toString(), path.resolve(name).toString());
    } finally {
      LinuxCalls.closeQuietly(opened);
    }
  }

  // ---- changing ----

  /** Makes a file that was not there and opens it for writing; only its owner may use it. */
  public FileChannel create(Path name) throws IOException {
    return with(
        name,
        at ->
            FileChannel.open(
                at,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                ownerOnly(at, "rw-------")));
  }

  /** Makes a folder that only its owner may use. */
  public void makeFolder(Path name) throws IOException {
    Path unused = with(name, at -> Files.createDirectory(at, ownerOnly(at, "rwx------")));
  }

  private static FileAttribute<?>[] ownerOnly(Path at, String permissions) {
    return at.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : PLAIN;
  }

  /** Makes a symbolic link. */
  public void makeLink(Path name, Path target) throws IOException {
    Path unused = with(name, at -> Files.createSymbolicLink(at, target));
  }

  /** Gives what has that name a second name, in the other folder. */
  public void link(Path name, OpenFolder to, Path second) throws IOException {
    Path unused = with(name, at -> to.with(second, other -> Files.createLink(other, at)));
  }

  /** Moves atomically to the other folder, replacing what has that name there, or fails. */
  public void move(Path name, OpenFolder to, Path newName) throws IOException {
    Path unused =
        with(
            name,
            at ->
                to.with(
                    newName,
                    other ->
                        Files.move(
                            at,
                            other,
                            StandardCopyOption.ATOMIC_MOVE,
                            StandardCopyOption.REPLACE_EXISTING)));
  }

  /**
   * Sets the permissions of a file or folder; a link has none.
   *
   * @param mode as POSIX has it, with set-user-id, set-group-id and sticky; other bits mean nothing
   */
  public void setMode(Path name, int mode) throws IOException {
    Work<Path> set = at -> Files.setAttribute(at, "unix:mode", mode & ALL_PERMISSIONS);
    Path unused = LINUX ? onName(name, set) : with(name, set);
  }

  /**
   * Gives a file or folder to an account and a group, each if it is there. To be done before
   * permissions are set: the system takes some away.
   */
  public void setOwner(Path name, Optional<UserPrincipal> user, Optional<GroupPrincipal> group)
      throws IOException {
    Work<Boolean> set =
        at -> {
          PosixFileAttributeView view =
              Files.getFileAttributeView(at, PosixFileAttributeView.class);
          if (group.isPresent()) {
            view.setGroup(group.get());
          }
          if (user.isPresent()) {
            view.setOwner(user.get());
          }
          return true;
        };
    boolean unused = LINUX ? onName(name, set) : with(name, set);
  }

  /** Sets the time of modification, in nanoseconds since 1970. */
  public void setTime(Path name, long nanos) throws IOException {
    if (LINUX && LinuxCalls.canSetTime()) {
      long second = TimeUnit.SECONDS.toNanos(1);
      try {
        LinuxCalls.setTime(
            descriptor,
            LinuxNames.bytes(name),
            Math.floorDiv(nanos, second),
            Math.floorMod(nanos, second));
        return;
      } catch (LastErrorException e) {
        throw failure(path.resolve(name), e);
      }
    }
    boolean unused =
        with(
            name,
            at -> {
              Files.getFileAttributeView(
                      at, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                  .setTimes(FileTime.from(nanos, TimeUnit.NANOSECONDS), null, null);
              return true;
            });
  }

  /** Returns when the file, or the list of names in the folder, is durable. */
  public void force(Path name) throws IOException {
    boolean unused =
        onName(
            name,
            at -> {
              BasicFileAttributes found = Files.readAttributes(at, BasicFileAttributes.class);
              if (!found.isRegularFile() && !found.isDirectory()) {
                throw new FileSystemException(
                    path.resolve(name).toString(), null, "is neither file nor folder any more");
              }
              try (FileChannel channel = FileChannel.open(at, StandardOpenOption.READ)) {
                channel.force(true);
              }
              return true;
            });
  }

  /** Deletes a file, a link or an empty folder; false if nothing has that name. */
  public boolean delete(Path name) throws IOException {
    return with(name, Files::deleteIfExists);
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void close() {
    int closing = descriptor;
    descriptor = NOT_OPEN;
    if (closing >= 0) {
      LinuxCalls.closeQuietly(closing);
    }
  }

  /** Names as Linux has them. */
  private static final class LinuxNames {
    private static final int ASCII = 0x80;

    private LinuxNames() {}

    /** The bytes of a path, with a zero behind them. */
    static byte[] bytes(Path path) {
      String text = path.toString();
      byte[] bytes = new byte[text.length() + 1];
      for (int i = 0; i < text.length(); i++) {
        if (text.charAt(i) >= ASCII) {
          return terminated(exact(path));
        }
        bytes[i] = (byte) text.charAt(i);
      }
      return bytes;
    }

    /** A name need not be text in this system's character set; only as a URI is it told whole. */
    private static byte[] exact(Path path) {
      String raw =
          path.isAbsolute()
              ? path.toUri().getRawPath()
              : Path.of("/").resolve(path).toUri().getRawPath().substring(1);
      String text =
          raw.endsWith("/") && raw.length() > 1 ? raw.substring(0, raw.length() - 1) : raw;
      byte[] bytes = new byte[text.length()];
      int count = 0;
      for (int i = 0; i < text.length(); i++) {
        if (text.charAt(i) == '%') {
          bytes[count++] = (byte) Integer.parseInt(text, i + 1, i + 3, 16);
          i += 2;
        } else {
          bytes[count++] = (byte) text.charAt(i);
        }
      }
      byte[] exact = new byte[count];
      System.arraycopy(bytes, 0, exact, 0, count);
      return exact;
    }

    private static byte[] terminated(byte[] bytes) {
      byte[] all = new byte[bytes.length + 1];
      System.arraycopy(bytes, 0, all, 0, bytes.length);
      return all;
    }
  }
}
