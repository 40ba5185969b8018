package org.sbs.testkit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One thing that a machine may lack.
 *
 * @param name as in {@link Needs}
 * @param debianPackage the package that brings it, if one does
 */
record Need(String name, Optional<String> debianPackage) {
  /** In {@link ToolList}: a file of the JDK that runs the tests. */
  static final String OF_JAVA = "java:";

  private static final String DEVICES = "/dev/";
  private static final Path CAPABILITIES = Path.of("/proc/self/status");

  /** Of {@code linux/capability.h}: for networks, mounts and traces of others' processes. */
  private static final int[] POWERS = {12, 19, 21};

  /**
   * The need of that name.
   *
   * @throws IllegalArgumentException when nothing has that name
   */
  static Need of(String name, ToolList tools) {
    if (name.equals(Needs.ROOT) || name.startsWith(DEVICES)) {
      return new Need(name, Optional.empty());
    }
    return new Need(name, Optional.of(tools.packageOf(name)));
  }

  /** What a user does to have it. */
  String remedy() {
    return debianPackage
        .map(each -> "package " + each)
        .orElseGet(
            () ->
                name.equals(Needs.ROOT)
                    ? "run as root, in a container with all capabilities"
                    : "another machine");
  }

  /** Whether this machine, or this process of it, has it. */
  boolean isThere() {
    if (name.equals(Needs.ROOT)) {
      return isMightyRoot();
    }
    if (name.startsWith(DEVICES)) {
      return Files.isWritable(Path.of(name));
    }
    if (name.startsWith(OF_JAVA)) {
      String file = name.substring(OF_JAVA.length());
      return Files.isRegularFile(Path.of(System.getProperty("java.home"), file));
    }
    return name.startsWith("/") ? Files.isRegularFile(Path.of(name)) : onPath(name).isPresent();
  }

  /** The program of that name, as the system finds it. */
  static Optional<Path> onPath(String name) {
    return pathFolders()
        .map(folder -> folder.resolve(name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /** The folders in which the system looks for programs. */
  static Stream<Path> pathFolders() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(Path::of);
  }

  private static boolean isMightyRoot() {
    if (!System.getProperty("user.name").equals("root")) {
      return false;
    }
    try (Stream<String> lines = Files.lines(CAPABILITIES)) {
      long effective =
          lines
              .filter(line -> line.startsWith("CapEff:"))
              .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
              .findFirst()
              .orElse(0);
      return Arrays.stream(POWERS).allMatch(power -> (effective >> power & 1) == 1);
    } catch (IOException e) {
      // No Linux: what needs this root needs Linux too.
      return false;
    }
  }
}
