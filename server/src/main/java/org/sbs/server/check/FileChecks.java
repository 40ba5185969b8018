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
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

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
  static Optional<Reason> folder(Path folder) {
    Path there = existing(folder);
    if (!Files.isDirectory(there)) {
      return there.equals(folder)
          ? wrong(ReasonCode.PROBE_NOT_FOLDER)
          : wrong(ReasonCode.PROBE_PARENT_NOT_FOLDER, "folder", there);
    }
    if (!Files.isReadable(there) || !Files.isWritable(there) || !Files.isExecutable(there)) {
      return there.equals(folder)
          ? wrong(ReasonCode.PROBE_NO_ACCESS)
          : wrong(ReasonCode.PROBE_NOT_MAKEABLE, "folder", there);
    }
    return Optional.empty();
  }

  /**
   * A folder on a share, which must be there. What a file system says of rights may be wrong there.
   */
  static Optional<Reason> shared(Path folder, String nodeId) {
    if (!Files.exists(folder)) {
      return wrong(ReasonCode.PROBE_MISSING);
    }
    if (!Files.isDirectory(folder)) {
      return wrong(ReasonCode.PROBE_NOT_FOLDER);
    }
    Path file = folder.resolve(".sbs-check-" + nodeId.substring(0, 8) + ".tmp");
    try {
      Files.deleteIfExists(file);
      Files.write(file, new byte[] {'\n'}, StandardOpenOption.CREATE_NEW);
      Files.delete(file);
      return Optional.empty();
    } catch (AccessDeniedException e) {
      return wrong(ReasonCode.PROBE_NO_WRITE);
    } catch (IOException e) {
      return Optional.of(Reason.of(ReasonCode.PROBE_WRITE_FAILED).with("why", Patience.why(e)));
    }
  }

  /**
   * Whether this character set has all letters that names can have.
   *
   * @param letters of the names that Java reads and makes; Windows has them all in any case
   */
  static Optional<Reason> names(String letters) {
    boolean all = File.separatorChar == '\\' || letters.equalsIgnoreCase("UTF-8");
    return all ? Optional.empty() : wrong(ReasonCode.PROBE_LETTERS);
  }

  /** Whether copies can be given to the account that this folder belongs to. */
  static Optional<Reason> owner(Path settingsFolder) throws IOException {
    if (!Files.isDirectory(SELF) || !Files.isDirectory(settingsFolder)) {
      return Optional.empty();
    }
    Object self = Files.getAttribute(SELF, "unix:uid");
    Object owner = Files.getAttribute(settingsFolder, "unix:uid");
    return self.equals(owner) || mayGive(Files.readString(SELF.resolve("status")))
        ? Optional.empty()
        : Optional.of(
            Reason.of(ReasonCode.PROBE_OWNER)
                .with("owner", Files.getOwner(settingsFolder).getName())
                .with("folder", settingsFolder.toString()));
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
  static Optional<Reason> present(Path folder) {
    return Files.isDirectory(folder) ? folder(folder) : wrong(ReasonCode.PROBE_MISSING);
  }

  /** A program, with its path or by its name. */
  static Optional<Reason> program(String name) {
    try {
      Path path = Path.of(name);
      if (path.getNameCount() > 1 || path.isAbsolute()) {
        return executable(path);
      }
      return onPath(name).isPresent() ? Optional.empty() : wrong(ReasonCode.PROBE_NOT_ON_PATH);
    } catch (InvalidPathException e) {
      return wrong(ReasonCode.PROBE_NOT_PATH);
    }
  }

  private static Optional<Reason> executable(Path path) {
    if (!Files.isRegularFile(path)) {
      return wrong(ReasonCode.PROBE_MISSING);
    }
    if (path.toString().endsWith(".jar")) { // The Java that runs SBS executes it.
      return Files.isReadable(path) ? Optional.empty() : wrong(ReasonCode.PROBE_NO_READ);
    }
    return Files.isExecutable(path) ? Optional.empty() : wrong(ReasonCode.PROBE_NO_EXECUTE);
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
  static Optional<Reason> secret(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return wrong(ReasonCode.PROBE_MISSING);
    }
    if (!Files.isReadable(file)) {
      return wrong(ReasonCode.PROBE_NO_READ);
    }
    if (Files.size(file) == 0) {
      return wrong(ReasonCode.PROBE_EMPTY);
    }
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null) {
      Set<PosixFilePermission> rights = EnumSet.copyOf(OTHERS);
      rights.retainAll(view.readAttributes().permissions());
      if (!rights.isEmpty()) {
        return wrong(ReasonCode.PROBE_OPEN);
      }
    }
    return Optional.empty();
  }

  /** Room for a cycle at all. */
  static Optional<Reason> room(Path folder) throws IOException {
    long free = free(folder);
    return free < LEAST_FREE ? littleRoom(free) : Optional.empty();
  }

  /** Room for many. */
  static Optional<Reason> muchRoom(Path folder) throws IOException {
    long free = free(folder);
    return free >= LEAST_FREE && free < PLENTY ? littleRoom(free) : Optional.empty();
  }

  private static long free(Path folder) throws IOException {
    FileStore store = Files.getFileStore(existing(folder));
    return store.getUsableSpace();
  }

  private static Optional<Reason> littleRoom(long bytes) {
    return Optional.of(Reason.of(ReasonCode.PROBE_LITTLE_ROOM).with("megabytes", bytes / MEGABYTE));
  }

  private static Optional<Reason> wrong(ReasonCode code) {
    return Optional.of(Reason.of(code));
  }

  private static Optional<Reason> wrong(ReasonCode code, String name, Path value) {
    return Optional.of(Reason.of(code).with(name, value.toString()));
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
