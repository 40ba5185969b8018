package org.sbs.systemtests.kit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.sbs.server.service.ClassArchive;

/**
 * The archives of the programs' classes, made by {@code build/class-archive} as the launcher makes
 * them for users, once for each build. System tests start thousands of processes, each of which has
 * a third less to do with it.
 */
final class ClassArchives {
  private static final Path LPM_JAR = Sbs.root().resolve("label-manager/target/lpm.jar");

  private static final Duration LIMIT = Duration.ofMinutes(10);

  private ClassArchives() {}

  /**
   * The options that use the one of that jar; waits while another JVM of the system tests makes
   * them.
   */
  static synchronized List<String> options(Path sbsJar) {
    if (ClassArchive.options(sbsJar).isEmpty() || ClassArchive.options(LPM_JAR).isEmpty()) {
      make(sbsJar);
    }
    return ClassArchive.options(sbsJar);
  }

  private static void make(Path sbsJar) {
    Path lock = Sbs.root().resolve("system-tests/target/classes.lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      if (held.isValid() && ClassArchive.options(sbsJar).isEmpty()) {
        Outcome made =
            Sbs.run(
                LIMIT,
                List.of(
                    Sbs.root().resolve("build/class-archive").toString(),
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    sbsJar.toString(),
                    LPM_JAR.toString(),
                    Sbs.root().resolve("label-manager/samples/settings").toString()));
        if (made.status() != 0 || ClassArchive.options(sbsJar).isEmpty()) {
          throw new AssertionError("no archive of the programs' classes can be made: " + made);
        }
      }
    } catch (IOException e) {
      throw new AssertionError("no archive of the programs' classes can be made", e);
    }
  }
}
