package org.sbs.server.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The archive of a program's classes beside its jar, which {@code build/class-archive} makes: with
 * it a JVM starts in about half of the time. From Java 25 on it is an AOT cache, which holds more.
 */
public final class ClassArchive {
  private static final int FIRST_WITH_CACHE = 25;

  private ClassArchive() {}

  /**
   * The JVM's options that use the archive of that jar; none where it has none, or one that is
   * older or another account's. The JVM itself ignores an archive of other jars or of another Java,
   * and is told not to complain of it on standard output.
   */
  public static List<String> options(Path jar) {
    return options(jar, Runtime.version().feature());
  }

  /** The same for a Java of that version. */
  static List<String> options(Path jar, int version) {
    boolean cache = version >= FIRST_WITH_CACHE;
    String suffix = cache ? ".aot" : ".jsa";
    String name = jar.getFileName().toString();
    if (!name.endsWith(".jar")) {
      return List.of();
    }
    Path archive = jar.resolveSibling(name.substring(0, name.length() - ".jar".length()) + suffix);
    try {
      boolean usable =
          Files.isRegularFile(archive)
              && Files.getOwner(archive).equals(Files.getOwner(jar))
              && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) > 0;
      return usable
          ? List.of(
              (cache ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive,
              "-Xlog:disable",
              "-Xlog:all=error:stderr")
          : List.of();
    } catch (IOException e) {
      return List.of(); // It is a matter of speed alone.
    }
  }
}
