package org.sbs.server.check;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Looks at files and folders. Each may hang on a share, and so runs where that does no harm. */
final class FileChecks {
  private static final long MEGABYTE = 1L << 20;
  private static final long LEAST_FREE = 4 * MEGABYTE;
  private static final long PLENTY = 512 * MEGABYTE;
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private static final Path SELF = Path.of("/proc/self");
  private static final String CAPABILITIES = "CapEff:";

  private FileChecks() {}

  /** A folder that SBS writes; one that is missing it can make, where the folder above allows. */
  static Optional<String> folder(Path folder) {
    Path there = existing(folder);
    if (!Files.isDirectory(there)) {
      return Optional.of(there.equals(folder) ? "it is no folder" : there + " is no folder");
    }
    if (!Files.isReadable(there) || !Files.isWritable(there) || !Files.isExecutable(there)) {
      return Optional.of(
          there.equals(folder)
              ? "SBS may not read and write it"
              : "it does not exist, and SBS may not make it in " + there);
    }
    return Optional.empty();
  }

  /**
   * A folder on a share, which must be there. What a file system says of rights may be wrong there.
   */
  static Optional<String> shared(Path folder, String nodeId) {
    if (!Files.exists(folder)) {
      return Optional.of("it does not exist");
    }
    if (!Files.isDirectory(folder)) {
      return Optional.of("it is no folder");
    }
    Path file = folder.resolve(".sbs-check-" + nodeId.substring(0, 8) + ".tmp");
    try {
      Files.deleteIfExists(file);
      Files.write(file, new byte[] {'\n'}, StandardOpenOption.CREATE_NEW);
      Files.delete(file);
      return Optional.empty();
    } catch (AccessDeniedException e) {
      return Optional.of("SBS may not write in it");
    } catch (IOException e) {
      return Optional.of("SBS cannot write in it: " + Patience.words(e));
    }
  }

  /**
   * Whether this character set has all letters that names can have.
   *
   * @param letters of the names that Java reads and makes; Windows has them all in any case
   */
  static Optional<String> names(String letters) {
    boolean all = File.separatorChar == '\\' || letters.equalsIgnoreCase("UTF-8");
    return all
        ? Optional.empty()
        : Optional.of("names with letters that it does not have are not copied");
  }

  /** Whether copies can be given to the account that this folder belongs to. */
  static Optional<String> owner(Path settingsFolder) throws IOException {
    if (!Files.isDirectory(SELF) || !Files.isDirectory(settingsFolder)) {
      return Optional.empty();
    }
    Object self = Files.getAttribute(SELF, "unix:uid");
    Object owner = Files.getAttribute(settingsFolder, "unix:uid");
    return self.equals(owner) || mayGive(Files.readString(SELF.resolve("status")))
        ? Optional.empty()
        : Optional.of(
            "it may not give files to the account "
                + Files.getOwner(settingsFolder).getName()
                + ", which owns "
                + settingsFolder
                + ": copies belong to SBS's account");
  }

  /** Whether a process of Linux may give files away: it has CAP_CHOWN. */
  static boolean mayGive(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith(CAPABILITIES))
        .map(line -> line.substring(CAPABILITIES.length()).strip())
        .anyMatch(bits -> (Long.parseUnsignedLong(bits, 16) & 1) != 0);
  }

  /** A folder that must be there and writable, without writing in it. */
  static Optional<String> present(Path folder) {
    return Files.isDirectory(folder) ? folder(folder) : Optional.of("it is not there");
  }

  /** A program, with its path or by its name. */
  static Optional<String> program(String name) {
    try {
      Path path = Path.of(name);
      if (path.getNameCount() > 1 || path.isAbsolute()) {
        return executable(path);
      }
      return onPath(name).isPresent()
          ? Optional.empty()
          : Optional.of("there is no such program on the PATH of SBS");
    } catch (InvalidPathException e) {
      return Optional.of("it is no path that this system knows");
    }
  }

  private static Optional<String> executable(Path path) {
    if (!Files.isRegularFile(path)) {
      return Optional.of("it is not there");
    }
    if (path.toString().endsWith(".jar")) { // The Java that runs SBS executes it.
      return Files.isReadable(path) ? Optional.empty() : Optional.of("SBS may not read it");
    }
    return Files.isExecutable(path) ? Optional.empty() : Optional.of("SBS may not execute it");
  }

  /** Where a program of that name lies. */
  static Optional<Path> onPath(String name) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      for (String suffix :
          File.separatorChar == '\\' ? new String[] {".exe", ""} : new String[] {""}) {
        if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, name + suffix))) {
          return Optional.of(Path.of(folder, name + suffix));
        }
      }
    }
    return Optional.empty();
  }

  /** A file with a secret: there, not empty, and its owner's alone. */
  static Optional<String> secret(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.of("it is not there");
    }
    if (!Files.isReadable(file)) {
      return Optional.of("SBS may not read it");
    }
    if (Files.size(file) == 0) {
      return Optional.of("it is empty");
    }
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null) {
      Set<PosixFilePermission> rights = EnumSet.copyOf(OTHERS);
      rights.retainAll(view.readAttributes().permissions());
      if (!rights.isEmpty()) {
        return Optional.of("other users than its owner may read or write it");
      }
    }
    return Optional.empty();
  }

  /** Room for a cycle at all. */
  static Optional<String> room(Path folder) throws IOException {
    long free = free(folder);
    return free < LEAST_FREE ? Optional.of(megabytes(free)) : Optional.empty();
  }

  /** Room for many. */
  static Optional<String> muchRoom(Path folder) throws IOException {
    long free = free(folder);
    return free >= LEAST_FREE && free < PLENTY ? Optional.of(megabytes(free)) : Optional.empty();
  }

  private static long free(Path folder) throws IOException {
    FileStore store = Files.getFileStore(existing(folder));
    return store.getUsableSpace();
  }

  private static String megabytes(long bytes) {
    return "only " + bytes / MEGABYTE + " MB are free";
  }

  /** The folder itself, or the nearest one above it that exists. */
  private static Path existing(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    while (!Files.exists(path) && path.getParent() != null) {
      path = path.getParent();
    }
    return path;
  }
}
