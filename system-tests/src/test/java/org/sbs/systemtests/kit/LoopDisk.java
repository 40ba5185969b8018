package org.sbs.systemtests.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.ptr.IntByReference;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.sbs.testkit.Needs;

/**
 * A file system of its own over a folder, in an image file, whose power can be cut. A cut is the
 * file system's own: from then on nothing reaches the image, and a mount finds what a power cut
 * would leave. The image has no cache that a cut could lose: what a disk itself forgets that has
 * promised to keep it is not tried here.
 */
@Needs({Needs.ROOT, Needs.LOOP, "losetup", "mkfs.ext4", "mkfs.xfs"})
public final class LoopDisk implements AutoCloseable {
  private static final long SHUTDOWN = 0x8004587dL;

  /** For a block device: fails while a file system is mounted from it. */
  private static final int EXCLUSIVE = 0200;

  private static final LibC LIB_C = Native.load("c", LibC.class);

  /** The kinds of file systems. */
  public enum Kind {
    /** Needs a few MiB. */
    EXT4,
    /** Needs 300 MiB. */
    XFS
  }

  /** What becomes of the file system's journal at a cut. */
  public enum Journal {
    /** It is written out first: names survive whose content was never synced. */
    FLUSHED(1),
    /** What it has not written by itself is lost. */
    LOST(2);

    private final int flag;

    Journal(int flag) {
      this.flag = flag;
    }
  }

  /** The calls of the C library. */
  private interface LibC extends Library {
    int open(String path, int flags) throws LastErrorException;

    int ioctl(int descriptor, NativeLong request, IntByReference argument)
        throws LastErrorException;

    int close(int descriptor) throws LastErrorException;
  }

  private final Path folder;
  private final Path image;
  private final String device;
  private boolean shared;
  private boolean mounted;

  private LoopDisk(Path folder, Path image, String device) {
    this.folder = folder;
    this.image = image;
    this.device = device;
  }

  /** Makes a file system, moves what the folder holds into it, and mounts it there. */
  public static LoopDisk over(Path folder, Kind kind, int mebibytes) throws IOException {
    Path memory = Path.of("/dev/shm");
    Path image =
        Files.isDirectory(memory)
            ? Files.createTempFile(memory, "sbs-disk-", ".img")
            : Files.createTempFile("sbs-disk-", ".img");
    LoopDisk disk = null;
    try {
      try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
        file.setLength((long) mebibytes << 20);
      }
      String name = kind.name().toLowerCase(Locale.ROOT);
      if (kind == Kind.XFS) {
        Shell.run("mkfs.xfs", "-q", image.toString());
      } else {
        // Nothing is kept back for root: full is full.
        Shell.run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString());
      }
      disk =
          new LoopDisk(folder, image, Shell.run("losetup", "--find", "--show", image.toString()));
      disk.mountAndFill(name);
      return disk;
    } catch (IOException | AssertionError e) {
      if (disk == null) {
        Files.delete(image);
      } else {
        disk.close();
      }
      throw e;
    }
  }

  private void mountAndFill(String type) throws IOException {
    Path outside = Files.createTempDirectory("sbs-outside-");
    try {
      Shell.run("cp", "-a", folder + "/.", outside.toString());
      // What is mounted here, and no longer, is so too in mount namespaces that others make
      // meanwhile.
      Shell.run("mount", "--bind", "--make-shared", folder.toString(), folder.toString());
      shared = true;
      Shell.run("mount", "-t", type, device, folder.toString());
      mounted = true;
      Shell.run("cp", "-a", outside + "/.", folder.toString());
      Shell.run("sync", "-f", folder.toString());
    } finally {
      Folders.delete(outside);
    }
  }

  /** Cuts the power of the disk, and of nothing else: who has files open gets errors. */
  public void cut(Journal journal) {
    int descriptor = LIB_C.open(folder.toString(), 0);
    try {
      LIB_C.ioctl(descriptor, new NativeLong(SHUTDOWN, true), new IntByReference(journal.flag));
    } finally {
      LIB_C.close(descriptor);
    }
  }

  /** The power is back: mounts anew, which replays the journal. Nobody may have files open. */
  public void powerOn() {
    Shell.run("umount", folder.toString());
    mounted = false;
    requireGone();
    Shell.run("mount", device, folder.toString());
    mounted = true;
  }

  /**
   * Where another mount namespace, made meanwhile, has a copy of the mount, the file system lives
   * on with its power cut, and a mount finds that one again.
   */
  private void requireGone() {
    try {
      LIB_C.close(LIB_C.open(device, EXCLUSIVE));
    } catch (LastErrorException e) {
      throw new AssertionError(
          device
              + " is still mounted in another mount namespace that takes no part in what is"
              + " unmounted here (unshare --mount without --propagation slave)",
          e);
    }
  }

  /** Takes all the room that is left, with one file. */
  public void fill(Path file) throws IOException {
    // First in large steps; then the last blocks, one by one.
    for (int size : new int[] {1 << 20, 4096}) {
      try (OutputStream out =
          Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        for (long written = 0; written < Files.getFileStore(folder).getTotalSpace(); ) {
          out.write(new byte[size]);
          written += size;
        }
        throw new AssertionError(folder + " does not get full");
      } catch (FileSystemException full) {
        throw full;
      } catch (IOException full) {
        assertThat(full).hasMessageContaining("No space left on device");
      }
    }
    Shell.run("sync", "-f", folder.toString());
  }

  /** Nothing can be written until {@link #writable}. Nobody may have files open for writing. */
  public void readOnly() {
    Shell.run("mount", "-o", "remount,ro", folder.toString());
  }

  /** Undoes {@link #readOnly}. */
  public void writable() {
    Shell.run("mount", "-o", "remount,rw", folder.toString());
  }

  @Override
  public void close() throws IOException {
    try {
      if (mounted) {
        // Lazily: after a failure somebody may still have files open, and ends soon.
        Shell.run("umount", "--lazy", folder.toString());
        mounted = false;
      }
      if (shared) {
        Shell.run("umount", "--lazy", folder.toString());
        shared = false;
      }
    } finally {
      Shell.run("losetup", "--detach", device);
      Files.delete(image);
    }
  }
}
