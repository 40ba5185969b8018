package org.sbs.lpm.capture;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which files some process of this machine has open for writing, from Linux's {@code /proc}.
 * Processes of other accounts show only to root, and writers on other machines never: those must be
 * caught by the other checks. Elsewhere than on Linux nothing is found.
 */
public final class OpenFiles {
  private static final Path PROC = Path.of("/proc");
  private static final int ACCESS_MODE = 3;

  private OpenFiles() {}

  /** Those of the files that are open for writing, each with the process that has it. */
  public static Map<Path, String> writers(Set<Path> files) {
    Map<Path, String> found = new HashMap<>();
    if (files.isEmpty() || !Files.isDirectory(PROC.resolve("self/fd"))) {
      return found;
    }
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        inspect(process, files, found);
      }
    } catch (IOException e) {
      // Without /proc the check is simply not to be had.
      return found;
    }
    return found;
  }

  private static void inspect(Path process, Set<Path> files, Map<Path, String> found) {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        target(process, descriptor, files)
            .ifPresent(file -> found.put(file, process.getFileName().toString()));
      }
    } catch (IOException | DirectoryIteratorException e) {
      // The process has ended, or is not ours to look into.
      return;
    }
  }

  /** A descriptor that is closed while we look must not hide the others of its process. */
  private static Optional<Path> target(Path process, Path descriptor, Set<Path> files) {
    try {
      Path target = Files.readSymbolicLink(descriptor);
      return files.contains(target) && isForWriting(process, descriptor.getFileName())
          ? Optional.of(target)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isForWriting(Path process, Path descriptor) throws IOException {
    List<String> lines = Files.readAllLines(process.resolve("fdinfo").resolve(descriptor));
    for (String line : lines) {
      if (line.startsWith("flags:")) {
        return (Integer.parseInt(line.substring(6).strip(), 8) & ACCESS_MODE) != 0;
      }
    }
    return false;
  }
}
