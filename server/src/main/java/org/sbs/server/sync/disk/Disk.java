package org.sbs.server.sync.disk;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.sbs.server.files.OpenFolder;

/**
 * All that the commit path does to disks, each call with a label that says at which step it stands.
 * Just before a call the fault point is told; a test makes it fail or crash there. Any thread.
 *
 * <p>There are two of each: this one takes paths of the node's own home as they are, and {@link
 * #inSet} is for all that lies in folders of the set, where other accounts may write too: it
 * follows no link ({@link InSet}).
 */
public final class Disk {
  /** Who is told before each operation. */
  @FunctionalInterface
  public interface FaultPoint {
    /** Does nothing, or fails as a disk would, or ends the process as a power cut would. */
    void reached(String label, Path path) throws IOException;
  }

  private static final FileAttribute<?>[] NO_ATTRIBUTES = {};

  private final FaultPoint faults;
  private final Meter meter;
  private final Optional<OpenRoots> roots;

  /** What both of a pair count together. */
  private static final class Meter {
    private final LongAdder steps = new LongAdder();
    private volatile Optional<Path> last = Optional.empty();
  }

  /** The disks as they are. */
  public Disk() {
    this((label, path) -> {});
  }

  /** The disks, with somebody who is told before each operation. */
  public Disk(FaultPoint faults) {
    this(faults, new Meter(), Optional.empty());
  }

  private Disk(FaultPoint faults, Meter meter, Optional<OpenRoots> roots) {
    this.faults = faults;
    this.meter = meter;
    this.roots = roots;
  }

  /** The same disks for what lies in folders of the set: no link is followed on the way. */
  public Disk inSet() {
    return roots.isPresent() ? this : inSet(new OpenRoots());
  }

  /** The same disks for work in roots that are held open. */
  public Disk inSet(OpenRoots held) {
    return new Disk(faults, meter, Optional.of(held));
  }

  private void reached(String label, Path path) throws IOException {
    begins(path);
    faults.reached(label, path);
  }

  /** Also a look may hang: whoever waits must see where. */
  private void begins(Path path) {
    meter.last = Optional.of(path);
    meter.steps.increment();
  }

  /** Does something with what lies there; the work must not follow a link in its last name. */
  public <T> T at(Path path, OpenFolder.Work<T> work) throws IOException {
    return roots.isPresent() ? roots.get().at(path, work) : work.on(path);
  }

  /** Opens a folder of the set, or in it; in a root that is held, if there is one. */
  public OpenFolder openFolder(Path folder) throws IOException {
    begins(folder);
    return roots.isPresent() ? roots.get().open(folder) : InSet.open(folder);
  }

  /** What lies there, a link as a link; empty if nothing does. */
  public Optional<FileStat> look(Path path) throws IOException {
    begins(path);
    try {
      return Optional.of(at(path, FileStat::byWay));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Whether a folder lies there. */
  public boolean isFolder(Path path) throws IOException {
    return look(path).filter(found -> found.type() == FileStat.Type.FOLDER).isPresent();
  }

  /** Where a link leads. */
  public Path target(Path link) throws IOException {
    begins(link);
    return at(link, Files::readSymbolicLink);
  }

  /** Moves as long as operations begin. */
  public long steps() {
    return meter.steps.sum();
  }

  /** Where the operation is that began last. */
  public Optional<Path> last() {
    return meter.last;
  }

  /** Makes one folder that only its owner may use. */
  public void createFolder(String label, Path folder) throws IOException {
    reached(label, folder);
    Path unused = at(folder, way -> Files.createDirectory(way, ownerOnly("rwx------")));
  }

  /** Makes a file that was not there and opens it for writing; only its owner may use it. */
  public FileChannel create(String label, Path file) throws IOException {
    reached(label, file);
    return at(
        file,
        way ->
            FileChannel.open(
                way,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                ownerOnly("rw-------")));
  }

  /** Opens a file for reading. */
  public FileChannel read(Path file) throws IOException {
    begins(file);
    if (roots.isEmpty()) {
      return FileChannel.open(file, StandardOpenOption.READ);
    }
    try (OpenFolder folder = openFolder(file.getParent())) {
      return folder.read(file.getFileName());
    }
  }

  /** Opens a file for writing behind so many bytes; what lies behind them is cut away. */
  public FileChannel openToAppend(String label, Path file, long length) throws IOException {
    reached(label, file);
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            ownerOnly("rw-------"));
    return channel.truncate(length).position(length);
  }

  /** Writes the whole buffer. */
  public void write(String label, Path file, FileChannel channel, ByteBuffer content)
      throws IOException {
    reached(label, file);
    while (content.hasRemaining()) {
      channel.write(content);
    }
  }

  /** Writes the whole buffer, with holes where it has blocks of zeros; see {@link Holes#end}. */
  void writeSparse(String label, Path file, FileChannel channel, ByteBuffer content)
      throws IOException {
    reached(label, file);
    Holes.write(channel, content);
  }

  /** Writes a part of another file behind what is written. */
  void copy(
      String label, Path file, FileChannel channel, FileChannel from, long offset, long length)
      throws IOException {
    reached(label, file);
    long at = offset;
    long end = offset + length;
    while (at < end) {
      // Stays in the kernel where the platform can do that.
      long copied = from.transferTo(at, end - at, channel);
      if (copied <= 0) {
        throw new EOFException("the file that " + file + " is copied from has become shorter");
      }
      at += copied;
    }
  }

  /** Gives a file a second name. */
  void createHardLink(String label, Path link, Path existing) throws IOException {
    reached(label, link);
    Path unused = at(link, to -> at(existing, from -> Files.createLink(to, from)));
  }

  /** Begins to make durable what is written; what comes of it must be asked. */
  CompletableFuture<Void> startForce(String label, Path file, FileChannel channel)
      throws IOException {
    reached(label, file);
    return CompletableFuture.runAsync(
        () -> {
          try {
            channel.force(false);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  void createLink(String label, Path link, String target) throws IOException {
    reached(label, link);
    Path to = link.getFileSystem().getPath(target);
    Path unused = at(link, way -> Files.createSymbolicLink(way, to));
  }

  /** Makes a file in an opened folder, as {@link #create(String, Path)} does. */
  public FileChannel create(String label, OpenFolder folder, Path file) throws IOException {
    reached(label, file);
    return folder.create(file.getFileName());
  }

  /** Sets permissions of what was staged in an opened folder. */
  public void setMode(String label, OpenFolder folder, Path staged, int mode) throws IOException {
    reached(label, staged);
    if (Platform.POSIX) {
      folder.setMode(staged.getFileName(), mode);
    }
  }

  /** Gives what was staged in an opened folder to an account and a group. */
  public void setOwner(
      String label,
      OpenFolder folder,
      Path staged,
      Optional<UserPrincipal> user,
      Optional<GroupPrincipal> group)
      throws IOException {
    reached(label, staged);
    if (Platform.POSIX) {
      folder.setOwner(staged.getFileName(), user, group);
    }
  }

  /** Sets the time of modification of what was staged in an opened folder. */
  public void setTime(String label, OpenFolder folder, Path staged, long modifiedNanos)
      throws IOException {
    reached(label, staged);
    folder.setTime(staged.getFileName(), modifiedNanos);
  }

  /** Returns when the file, or the list of names in the folder, is durable. */
  public void force(String label, Path path) throws IOException {
    reached(label, path);
    if (roots.isPresent() && OpenFolder.isSafeHere()) {
      boolean isRoot = roots.get().holds(path);
      try (OpenFolder folder = openFolder(isRoot ? path : path.getParent())) {
        folder.force(isRoot ? Path.of(".") : path.getFileName());
      }
      return;
    }
    if (Platform.WINDOWS) {
      // Windows needs a writable handle, and does not open folders; NTFS journals their names.
      if (Files.isDirectory(path)) {
        return;
      }
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      return;
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Whether {@link #forceAll} works here. */
  boolean canForceAll() {
    return FileSystemSync.ofThisPlatform().isPresent();
  }

  /** Returns when all that was written to the folder's file system is durable. */
  void forceAll(String label, Path folder) throws IOException {
    reached(label, folder);
    FileSystemSync sync =
        FileSystemSync.ofThisPlatform()
            .orElseThrow(() -> new IOException("this platform syncs single files only"));
    if (roots.isPresent()) {
      try (OpenFolder open = openFolder(folder)) {
        sync.sync(open.way());
      }
    } else {
      sync.sync(folder);
    }
  }

  /** Moves atomically, replacing what is there, or fails. */
  public void move(String label, Path from, Path to) throws IOException {
    reached(label, to);
    Path unused =
        at(
            from,
            source ->
                at(
                    to,
                    target ->
                        Files.move(
                            source,
                            target,
                            StandardCopyOption.ATOMIC_MOVE,
                            StandardCopyOption.REPLACE_EXISTING)));
  }

  /** Deletes a file, a link or an empty folder; no error if it is not there. */
  public void delete(String label, Path path) throws IOException {
    reached(label, path);
    try {
      boolean unused = at(path, Files::deleteIfExists);
    } catch (NoSuchFileException e) {
      // The folder that it lay in is gone too.
      return;
    }
  }

  /** Deletes all that is in an open folder. */
  void deleteContent(String label, OpenFolder folder) throws IOException {
    for (Path name : folder.names()) {
      Optional<OpenFolder> inner = innerFolder(folder, name);
      if (inner.isPresent()) {
        try (OpenFolder opened = inner.get()) {
          deleteContent(label, opened);
        }
      }
      reached(label, folder.path().resolve(name));
      boolean unused = folder.delete(name);
    }
  }

  private static Optional<OpenFolder> innerFolder(OpenFolder folder, Path name) throws IOException {
    try {
      boolean isFolder = folder.with(name, FileStat::byWay).type() == FileStat.Type.FOLDER;
      return isFolder ? Optional.of(folder.below(name)) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Opens a folder beneath a root; see {@link SecureDirectories#open}. */
  public SecureDirectory open(String label, Path root, String relative) throws IOException {
    reached(label, root.resolve(relative));
    return SecureDirectories.open(root, relative, this::openFolder);
  }

  /** Looks at a name in an opened folder. */
  public Optional<FileStat> look(String label, SecureDirectory folder, String name)
      throws IOException {
    reached(label, folder.path().resolve(name));
    return folder.look(name);
  }

  /** Lists a folder in an opened folder. */
  public List<String> list(String label, SecureDirectory folder, String name) throws IOException {
    reached(label, folder.path().resolve(name));
    return folder.namesIn(name);
  }

  /** Opens a file in an opened folder. */
  public FileChannel openFile(String label, SecureDirectory folder, String name)
      throws IOException {
    reached(label, folder.path().resolve(name));
    return folder.read(name);
  }

  /** Moves something staged, in a folder that is open too, to its place. */
  public void place(String label, OpenFolder from, Path staged, SecureDirectory folder, String name)
      throws IOException {
    reached(label, folder.path().resolve(name));
    folder.moveIn(from, staged, name);
  }

  /** Moves something staged to its place. */
  public void place(String label, Path staged, SecureDirectory folder, String name)
      throws IOException {
    reached(label, folder.path().resolve(name));
    folder.moveIn(staged, name);
  }

  /** Moves a file or link from its place to one that is empty. */
  public void moveOut(String label, SecureDirectory folder, String name, Path to)
      throws IOException {
    reached(label, folder.path().resolve(name));
    folder.moveOut(name, to);
  }

  /**
   * Gives a file or link a second name outside; where that cannot be, it is moved there. On return
   * {@code to} is what lay in the opened folder, whatever others do to the path meanwhile.
   */
  public void linkOut(String label, SecureDirectory folder, String name, Path to)
      throws IOException {
    reached(label, folder.path().resolve(name));
    Optional<FileStat> found = folder.look(name);
    if (found.isEmpty()) {
      return;
    }
    try {
      folder.link(name, to);
      if (look(to).filter(there -> there.identity() == found.get().identity()).isPresent()) {
        return;
      }
      boolean unused = at(to, Files::deleteIfExists);
    } catch (UnsupportedOperationException | FileSystemException e) {
      // No second names on this file system, or not for this account.
    }
    folder.moveOut(name, to);
  }

  /** Deletes a file or link at its place. */
  public void deleteFile(String label, SecureDirectory folder, String name) throws IOException {
    reached(label, folder.path().resolve(name));
    folder.deleteFile(name);
  }

  /** Deletes an empty folder at its place. */
  public void deleteFolder(String label, SecureDirectory folder, String name) throws IOException {
    reached(label, folder.path().resolve(name));
    folder.deleteFolder(name);
  }

  /** Gives what lies at its place to an account and a group. */
  public void setOwner(
      String label,
      SecureDirectory folder,
      String name,
      Optional<UserPrincipal> user,
      Optional<GroupPrincipal> group)
      throws IOException {
    reached(label, folder.path().resolve(name));
    folder.setOwner(name, user, group);
  }

  /** Sets permissions at its place. */
  public void setMode(String label, SecureDirectory folder, String name, int mode)
      throws IOException {
    reached(label, folder.path().resolve(name));
    folder.setMode(name, mode);
  }

  /** Sets the time of modification at its place. */
  public void setTime(String label, SecureDirectory folder, String name, long nanos)
      throws IOException {
    reached(label, folder.path().resolve(name));
    folder.setTime(name, nanos);
  }

  private static FileAttribute<?>[] ownerOnly(String permissions) {
    return Platform.POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : NO_ATTRIBUTES;
  }
}
