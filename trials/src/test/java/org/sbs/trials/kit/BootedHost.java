package org.sbs.trials.kit;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A host of the trial network that boots: a systemd of its own on a file system that begins as this
 * machine's, and of which nothing is left afterwards. Made by systemd-nspawn.
 */
public final class BootedHost implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Of this machine's own services none is to run there. */
  private static final List<String> WITHOUT =
      List.of("etc/systemd/system/multi-user.target.wants", "etc/rc2.d", "etc/rc3.d", "etc/rc5.d");

  private static final String PACKAGES = "/packages";

  private final Path folder;
  private final String network;
  private Optional<Process> machine = Optional.empty();

  private BootedHost(Path folder, String network) {
    this.folder = folder;
    this.network = network;
  }

  /** Skips the trial, by name, where hosts cannot be booted. */
  public static void assumePossible() {
    TrialNetwork.assumePossible();
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/systemd-nspawn")), "systemd-container is missing");
  }

  /**
   * Begins to boot one.
   *
   * @param network the namespace that it lives in
   * @param folder to be made, and deleted in the end
   * @param packages a folder that is seen there as /packages; commands are run in it
   */
  static BootedHost boot(Namespace network, Path folder, Path packages) {
    BootedHost booted = new BootedHost(folder, network.name());
    try {
      booted.start(packages);
      return booted;
    } catch (IOException | AssertionError e) {
      booted.close();
      throw new AssertionError("the host of " + folder + " cannot be made", e);
    }
  }

  private void start(Path packages) throws IOException {
    for (String part : List.of("changes", "work", "root")) {
      Files.createDirectories(folder.resolve(part));
    }
    Shell.run(
        "mount",
        "-t",
        "overlay",
        "overlay",
        "-o",
        "lowerdir=/,upperdir=" + folder.resolve("changes") + ",workdir=" + folder.resolve("work"),
        root().toString());
    for (String unwanted : WITHOUT) {
      Shell.run("rm", "-rf", root().resolve(unwanted).toString());
    }
    Files.deleteIfExists(root().resolve("etc/machine-id"));
    Files.writeString(root().resolve("etc/hostname"), folder.getFileName() + "\n");
    machine =
        Optional.of(
            new ProcessBuilder(
                    "systemd-nspawn",
                    "--quiet",
                    "--boot",
                    "--directory=" + root(),
                    "--register=no",
                    "--keep-unit",
                    "--console=pipe",
                    "--bind-ro=" + packages + ":" + PACKAGES,
                    "--network-namespace-path=/run/netns/" + network)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(folder.resolve("console").toFile())
                .redirectErrorStream(true)
                .start());
  }

  /** Waits until all that it starts by itself has started. */
  BootedHost awaitUp() {
    await(folder.getFileName() + " is up")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> run("systemctl is-system-running || :").out().matches("(running|degraded)\\s"));
    return this;
  }

  /** The paths of all that is on it and not on this machine, but for what changes in any case. */
  public SortedSet<String> added() throws IOException {
    Path changes = folder.resolve("changes");
    SortedSet<String> found = new TreeSet<>();
    for (String part : List.of("etc", "usr", "lib", "opt", "var/lib")) {
      if (Files.isDirectory(changes.resolve(part))) {
        try (Stream<Path> all = Files.walk(changes.resolve(part))) {
          all.map(path -> changes.relativize(path).toString())
              .filter(path -> !path.matches("var/lib/(dpkg|apt|systemd|dbus)(/.*)?"))
              .forEach(found::add);
        }
      }
    }
    return found;
  }

  private Path root() {
    return folder.resolve("root");
  }

  private Optional<ProcessHandle> leader() {
    return machine.stream()
        .flatMap(process -> process.toHandle().children())
        .filter(ProcessHandle::isAlive)
        .findFirst();
  }

  /** Runs what an administrator would type there as root, in the folder with the packages. */
  public Outcome run(String commands) {
    Optional<ProcessHandle> leader = leader();
    if (leader.isEmpty()) {
      return new Outcome(-1, "", "the host does not run");
    }
    List<String> words = new ArrayList<>(List.of("nsenter", "--all", "--target"));
    words.add(Long.toString(leader.get().pid()));
    words.addAll(List.of("--", "sh", "-e", "-c", "cd " + PACKAGES + "\n" + commands));
    try {
      Path out = Files.createTempFile(folder, "out", "");
      Path err = Files.createTempFile(folder, "err", "");
      ProcessBuilder builder =
          new ProcessBuilder(words)
              .directory(new File("/"))
              .redirectInput(new File("/dev/null"))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().keySet().retainAll(List.of("PATH"));
      builder
          .environment()
          .putAll(Map.of("LC_ALL", "C.UTF-8", "DEBIAN_FRONTEND", "noninteractive"));
      Process process = builder.start();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(commands + " does not end: " + Files.readString(err));
      }
      Outcome outcome = new Outcome(process.exitValue(), text(out), text(err));
      Files.delete(out);
      Files.delete(err);
      return outcome;
    } catch (IOException e) {
      throw new AssertionError(commands + " cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /** The same, to a good end; returns what was printed. */
  public String done(String commands) {
    Outcome outcome = run(commands);
    if (outcome.status() != 0) {
      throw new AssertionError(commands + " ended with " + outcome);
    }
    return outcome.out();
  }

  /** Its power is cut, and nothing of it is left. */
  @Override
  public void close() {
    leader().ifPresent(ProcessHandle::destroyForcibly);
    machine.ifPresent(
        process -> process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
    try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mounts"))) {
      if (mounts.anyMatch(line -> line.split(" ")[1].equals(root().toString()))) {
        Shell.run("umount", "--recursive", root().toString());
      }
      Shell.run("rm", "-rf", folder.toString());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
