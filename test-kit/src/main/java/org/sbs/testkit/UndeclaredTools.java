package org.sbs.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Folders of programs that do nothing but refuse, each with the name of a tool that a test did not
 * declare. First on the PATH, they also reach what a script calls.
 */
final class UndeclaredTools {
  /** As a shell ends when it does not find a program. */
  private static final String REFUSES =
      """
      #!/bin/sh
      echo "This test calls ${0##*/} and does not say so: @Needs(\\"${0##*/}\\")" >&2
      exit 127
      """;

  private UndeclaredTools() {}

  /** The folder for a test that declares these tools. */
  static Path hiddenFrom(Set<String> declared) {
    List<String> hidden =
        ToolList.ofProject().names().stream()
            .filter(tool -> !tool.contains("/") && !declared.contains(tool))
            .filter(tool -> Need.onPath(tool).isPresent())
            .toList();
    Path all = ToolList.project().resolve("target").resolve("undeclared-tools");
    byte[] key = hidden.toString().getBytes(StandardCharsets.UTF_8);
    Path folder = all.resolve(UUID.nameUUIDFromBytes(key).toString());
    if (Files.notExists(folder)) {
      try {
        make(all, folder, hidden);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return folder;
  }

  /** Of several JVMs that make the same folder at once, one has it first. */
  private static void make(Path all, Path folder, List<String> hidden) throws IOException {
    Files.createDirectories(all);
    Path made = Files.createTempDirectory(all, "new-");
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String tool : hidden) {
      Path file = Files.writeString(made.resolve(tool), REFUSES);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    try {
      Files.move(made, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (Files.notExists(folder)) {
        throw e;
      }
      for (String tool : hidden) {
        Files.delete(made.resolve(tool));
      }
      Files.delete(made);
    }
  }
}
