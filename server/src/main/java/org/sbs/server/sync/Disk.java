package org.sbs.server.sync;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * All that the commit path does to disks, each call with a label that says at which step it stands.
 * Just before a call the fault point is told; a test makes it fail or crash there. Any thread.
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
  private final LongAdder steps = new LongAdder();
  private volatile Optional<Path> last = Optional.empty();

  /** The disks as they are. */
  public Disk() {
    this((label, path) -> {});
  }

  /** The disks, with somebody who is told before each operation. */
  public Disk(FaultPoint faults) {
    this.faults =
        (label, path) -> {
          last = Optional.of(path);
          steps.increment();
          faults.reached(label, path);
        };
  }

  /** Moves as long as operations begin. */
  long steps() {
    return steps.sum();
  }

  /** Where the operation is that began last. */
  Optional<Path> last() {
    return last;
  }

  /** Makes one folder that only its owner may use. */
  void createFolder(String label, Path folder) throws IOException {
    faults.reached(label, folder);
    Files.createDirectory(folder, ownerOnly("rwx------"));
  }

  /** Makes a file that was not there and opens it for writing; only its owner may use it. */
  FileChannel create(String label, Path file) throws IOException {
    faults.reached(label, file);
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        ownerOnly("rw-------"));
  }

  /** Opens a file for writing behind so many bytes; what lies behind them is cut away. */
  FileChannel openToAppend(String label, Path file, long length) throws IOException {
    faults.reached(label, file);
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            ownerOnly("rw-------"));
    return channel.truncate(length).position(length);
  }

  /** Writes the whole buffer. */
  void write(String label, Path file, FileChannel channel, ByteBuffer content) throws IOException {
    faults.reached(label, file);
    while (content.hasRemaining()) {
      channel.write(content);
    }
  }

  /** Writes a part of another file behind what is written. */
  void copy(
      String label, Path file, FileChannel channel, FileChannel from, long offset, long length)
      throws IOException {
    faults.reached(label, file);
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
    faults.reached(label, link);
    Files.createLink(link, existing);
  }

  /** Begins to make durable what is written; what comes of it must be asked. */
  CompletableFuture<Void> startForce(String label, Path file, FileChannel channel)
      throws IOException {
    faults.reached(label, file);
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
    faults.reached(label, link);
    Files.createSymbolicLink(link, link.getFileSystem().getPath(target));
  }

  /** Sets permissions of what was staged. */
  void setMode(String label, Path staged, int mode) throws IOException {
    faults.reached(label, staged);
    if (Platform.POSIX) {
      Files.setPosixFilePermissions(staged, Platform.permissions(mode));
    }
  }

  /** Sets the time of modification of what was staged. */
  void setTime(String label, Path staged, long modifiedNanos) throws IOException {
    faults.reached(label, staged);
    FileTime time = FileTime.from(modifiedNanos, TimeUnit.NANOSECONDS);
    // With both times Java need not ask for the one that is to stay.
    Files.getFileAttributeView(staged, BasicFileAttributeView.class).setTimes(time, time, null);
  }

  /** Returns when the file, or the list of names in the folder, is durable. */
  void force(String label, Path path) throws IOException {
    faults.reached(label, path);
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
    faults.reached(label, folder);
    FileSystemSync.ofThisPlatform()
        .orElseThrow(() -> new IOException("this platform syncs single files only"))
        .sync(folder);
  }

  /** Moves atomically, replacing what is there, or fails. */
  void move(String label, Path from, Path to) throws IOException {
    faults.reached(label, to);
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Deletes a file, a link or an empty folder; no error if it is not there. */
  void delete(String label, Path path) throws IOException {
    faults.reached(label, path);
    Files.deleteIfExists(path);
  }

  /** Opens a folder beneath a root; see {@link Beneath#open}. */
  HeldFolder open(String label, Path root, String relative) throws IOException {
    faults.reached(label, root.resolve(relative));
    return Beneath.open(root, relative);
  }

  /** Looks at a name in an opened folder. */
  Optional<Found> look(String label, HeldFolder folder, String name) throws IOException {
    faults.reached(label, folder.path().resolve(name));
    return folder.look(name);
  }

  /** Lists a folder in an opened folder. */
  List<String> list(String label, HeldFolder folder, String name) throws IOException {
    faults.reached(label, folder.path().resolve(name));
    return folder.namesIn(name);
  }

  /** Opens a file in an opened folder. */
  FileChannel openFile(String label, HeldFolder folder, String name) throws IOException {
    faults.reached(label, folder.path().resolve(name));
    return folder.read(name);
  }

  /** Moves something staged to its place. */
  void place(String label, Path staged, HeldFolder folder, String name) throws IOException {
    faults.reached(label, folder.path().resolve(name));
    folder.moveIn(staged, name);
  }

  /** Moves a file or link from its place to one that is empty. */
  void moveOut(String label, HeldFolder folder, String name, Path to) throws IOException {
    faults.reached(label, folder.path().resolve(name));
    folder.moveOut(name, to);
  }

  /**
   * Gives a file or link a second name outside; where that cannot be, it is moved there. On return
   * {@code to} is what lay in the opened folder, whatever others do to the path meanwhile.
   */
  void linkOut(String label, HeldFolder folder, String name, Path to) throws IOException {
    faults.reached(label, folder.path().resolve(name));
    Optional<Found> found = folder.look(name);
    if (found.isEmpty()) {
      return;
    }
    try {
      Files.createLink(to, folder.path().resolve(name));
      if (found.get().identity() == Found.at(to).identity()) {
        return;
      }
      Files.delete(to);
    } catch (UnsupportedOperationException | FileSystemException e) {
      // No second names on this file system, or not for this account.
    }
    folder.moveOut(name, to);
  }

  /** Deletes a file or link at its place. */
  void deleteFile(String label, HeldFolder folder, String name) throws IOException {
    faults.reached(label, folder.path().resolve(name));
    folder.deleteFile(name);
  }

  /** Deletes an empty folder at its place. */
  void deleteFolder(String label, HeldFolder folder, String name) throws IOException {
    faults.reached(label, folder.path().resolve(name));
    folder.deleteFolder(name);
  }

  /** Sets permissions at its place. */
  void setMode(String label, HeldFolder folder, String name, int mode) throws IOException {
    faults.reached(label, folder.path().resolve(name));
    folder.setMode(name, mode);
  }

  /** Sets the time of modification at its place. */
  void setTime(String label, HeldFolder folder, String name, long nanos) throws IOException {
    faults.reached(label, folder.path().resolve(name));
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
