package org.sbs.trials.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sbs.testkit.TestProcess;

/**
 * The program's classes as the JVM keeps them in an archive, made once for each build by a node
 * that runs alone for a moment. Trials start thousands of processes, each of which has a third less
 * to do with it; the program is the same. The property {@code trials.archive} turns it on:
 * benchmarks measure what users have, which is without.
 */
final class ClassArchive {
  private static final boolean WANTED = Boolean.getBoolean("trials.archive");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private ClassArchive() {}

  /** The options that use it; waits while another JVM of the trials makes it. */
  static synchronized List<String> options(Path jar) {
    if (!WANTED) {
      return List.of();
    }
    try {
      Path folder = Sbs.root().resolve("trials/target");
      long built = Files.getLastModifiedTime(jar).toMillis();
      Path archive = folder.resolve("classes-" + built + ".jsa");
      if (Files.notExists(archive)) {
        make(folder, archive);
      }
      return List.of("-XX:SharedArchiveFile=" + archive);
    } catch (IOException e) {
      throw new AssertionError("no archive of the program's classes can be made", e);
    }
  }

  private static void make(Path folder, Path archive) throws IOException {
    Path lock = folder.resolve("classes.lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      if (held.isValid() && Files.notExists(archive)) {
        Path home = Files.createTempDirectory("class-archive-").toRealPath();
        try {
          Path made = folder.resolve("classes.tmp");
          Files.deleteIfExists(made);
          runAlone(home, made);
          Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
        } finally {
          Folders.delete(home);
        }
      }
    }
  }

  /** Its end is that of a user's stop, at which the JVM writes the archive. */
  private static void runAlone(Path home, Path made) throws IOException {
    List<Integer> ports = Ports.free(2);
    NodeSettings settings =
        new NodeSettings()
            .set("pair.local-address", "127.0.0.1")
            .set("pair.peer-address", "127.0.0.1:" + ports.get(0))
            .set("pair.port", ports.get(1))
            .set("service.adapter", "command")
            .set("service.settings-folder", Files.createDirectory(home.resolve("files")).toString())
            .set("service.run", List.of("/bin/cat"))
            .set("service.list", List.of("/bin/true"))
            .set("service.activate", List.of("/bin/true"))
            .set("admin.listen", "127.0.0.1:0");
    Files.writeString(home.resolve("sbs.toml"), settings.toml());
    Outcome key = Sbs.run(Sbs.words(List.of(), home, List.of("pair", "new")));
    assertThat(key.status()).as("%s", key).isZero();
    Path log = home.resolve("run.log");
    List<String> making = List.of("-XX:ArchiveClassesAtExit=" + made);
    Process node =
        TestProcess.builder(Sbs.words(making, home, List.of("run")))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      await("a node for the archive runs")
          .atMost(PATIENCE)
          .until(() -> Files.readString(log).contains("the service runs"));
      node.toHandle().destroy();
      node.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    } finally {
      Processes.destroyFamily(node.toHandle());
    }
  }
}
