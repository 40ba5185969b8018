package org.sbs.systemtests.kit;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.sbs.testkit.Needs;
import org.sbs.testkit.TestProcess;

/**
 * A machine with a systemd of its own: a container over an overlay of this machine's root, so that
 * all that is installed here is there too, and nothing that happens there is seen here. Its own
 * files survive a power cut and a reboot; {@code /tmp} and {@code /run} do not. As root only.
 */
@Needs(
    value = {"/lib/systemd/systemd", "nsenter", "systemctl", "systemd-nspawn"},
    of = TestNetwork.class)
public final class SystemdHost implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration BOOT = Duration.ofMinutes(3);
  private static final Path UNITS = Path.of("/etc/systemd/system");

  private final Path folder;
  private final Namespace network;
  private final List<Path> shared = new ArrayList<>();
  private Optional<Process> container = Optional.empty();

  /**
   * Makes it; it does not run yet.
   *
   * @param network where it lives; its addresses are there already
   */
  SystemdHost(Path folder, Namespace network) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.network = network;
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Shell.run("mount", "-t", "tmpfs", "sbs-trial", disk.toString());
    try {
      String upper = Files.createDirectory(disk.resolve("upper")).toString();
      String work = Files.createDirectory(disk.resolve("work")).toString();
      Path root = Files.createDirectory(folder.resolve("root"));
      String options = "lowerdir=/,upperdir=" + upper + ",workdir=" + work;
      Shell.run("mount", "-t", "overlay", "sbs-trial", "-o", options, root.toString());
      clean();
    } catch (AssertionError | IOException e) {
      close();
      throw e;
    }
  }

  /**
   * Of this machine's services none is started there, and it is a machine with an id of its own.
   */
  private void clean() throws IOException {
    for (String each : List.of(UNITS.toString(), "/etc/rc2.d", "/etc/rc3.d", "/etc/rcS.d")) {
      Folders.delete(path(each));
    }
    Files.createDirectories(path(UNITS.toString()));
    Files.deleteIfExists(path("/etc/machine-id"));
    write("/etc/machine-id", "");
    write("/etc/fstab", "");
  }

  /** Where a file of it lies on this machine, also while it does not run. */
  public Path path(String inside) {
    return folder.resolve("root").resolve(inside.substring(1));
  }

  /**
   * Where what was written there lies, as an overlay keeps it: what is deleted has its place too.
   */
  Path changes() {
    return folder.resolve("disk").resolve("upper");
  }

  /** Writes one of its files, with the folders above. */
  public SystemdHost write(String inside, String text) {
    try {
      Files.createDirectories(path(inside).getParent());
      Files.writeString(path(inside), text);
      return this;
    } catch (IOException e) {
      throw new AssertionError(inside + " cannot be written", e);
    }
  }

  /** The text of one of its files; empty if it is not there. */
  public Optional<String> read(String inside) {
    try {
      return Files.exists(path(inside))
          ? Optional.of(Files.readString(path(inside)))
          : Optional.empty();
    } catch (IOException e) {
      throw new AssertionError(inside + " cannot be read", e);
    }
  }

  /** From its next boot on it sees that folder of this machine, in the same place. */
  public SystemdHost share(Path outside) {
    shared.add(outside);
    return this;
  }

  /** Starts it, and waits until systemd says that it is up. */
  public SystemdHost boot() {
    if (container.filter(Process::isAlive).isPresent()) {
      throw new AssertionError("the machine runs already");
    }
    List<String> words = new ArrayList<>(List.of("systemd-nspawn", "--quiet", "--boot"));
    words.addAll(List.of("--register=no", "--keep-unit", "--console=pipe", "--link-journal=no"));
    words.addAll(List.of("--resolv-conf=off", "--timezone=off"));
    words.add("--directory=" + folder.resolve("root"));
    words.add("--network-namespace-path=/run/netns/" + network.name());
    words.add("--bind-ro=" + Sbs.root());
    words.add("--bind-ro=" + System.getProperty("java.home"));
    shared.forEach(each -> words.add("--bind=" + each));
    try {
      container =
          Optional.of(
              TestProcess.builder(words)
                  .redirectInput(new File("/dev/null"))
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.appendTo(console().toFile()))
                  .start());
    } catch (IOException e) {
      throw new AssertionError("systemd-nspawn cannot be run", e);
    }
    await("systemd is up").atMost(BOOT).pollInterval(Duration.ofMillis(100)).until(this::isUp);
    return this;
  }

  private Path console() {
    return folder.resolve("console");
  }

  private boolean isUp() {
    if (!container.orElseThrow().isAlive()) {
      throw new AssertionError("the machine ended: " + log());
    }
    // While it is made, the process that is its first child is not number 1 there yet.
    String state =
        init()
            .map(
                process ->
                    run(process.pid(), PATIENCE, "systemctl", "is-system-running").out().strip())
            .orElse("");
    return state.equals("running") || state.equals("degraded");
  }

  /** The process that is number 1 there. */
  private Optional<ProcessHandle> init() {
    return container.flatMap(
        process -> {
          try (Stream<ProcessHandle> children = process.children()) {
            return children.findFirst();
          }
        });
  }

  /** Runs a command there to its end, as root would on its console. */
  public Outcome run(String... words) {
    return run(PATIENCE, words);
  }

  /** The same for a command that may take long. */
  Outcome run(Duration limit, String... words) {
    long pid = init().orElseThrow(() -> new AssertionError("the machine does not run")).pid();
    return run(pid, limit, words);
  }

  private Outcome run(long pid, Duration limit, String... words) {
    List<String> all = new ArrayList<>(List.of("nsenter", "--target", Long.toString(pid)));
    all.addAll(List.of("--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", "--"));
    all.addAll(List.of(words));
    try {
      Path out = Files.createTempFile(folder, "run-", ".out");
      Path err = Files.createTempFile(folder, "run-", ".err");
      Process process =
          TestProcess.builder(all)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
      process.destroyForcibly();
      Outcome outcome =
          new Outcome(ended ? process.exitValue() : -1, Files.readString(out), read(err));
      Files.delete(out);
      Files.delete(err);
      if (!ended) {
        throw new AssertionError("no end of " + List.of(words) + ": " + outcome);
      }
      return outcome;
    } catch (IOException e) {
      throw new AssertionError(List.of(words) + " cannot be run there", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + List.of(words), e);
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /** The same, which must end well; returns what it printed. */
  public String demand(String... words) {
    Outcome outcome = run(words);
    if (outcome.status() != 0) {
      throw new AssertionError(List.of(words) + " failed there: " + outcome);
    }
    return outcome.out().strip();
  }

  /** Runs a command of {@code sbs} there, as a user would, to its end. */
  public Outcome sbs(String home, String... words) {
    return run(Sbs.words(Path.of(home), List.of(words)).toArray(String[]::new));
  }

  /** How systemd finds a unit: {@code active}, {@code inactive}, {@code failed} and so on. */
  public String unit(String name) {
    return run("systemctl", "is-active", name).out().strip();
  }

  /** All its processes are gone at once; what they wrote stays. */
  public void cutPower() {
    init().ifPresent(ProcessHandle::destroyForcibly);
    awaitEnd();
  }

  /** Shuts it down in good order, and waits until it is off. */
  public void shutDown() {
    demand("systemctl", "poweroff", "--no-block");
    awaitEnd();
  }

  private void awaitEnd() {
    container.ifPresent(
        process -> process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
  }

  /** Whether it runs. */
  public boolean runs() {
    return container.filter(Process::isAlive).isPresent();
  }

  /** What the machine said while it booted, and its journal if it runs. */
  public String log() {
    try {
      String journal =
          runs() ? run("journalctl", "--no-pager", "-o", "short-precise", "-n", "300").out() : "";
      return (Files.exists(console()) ? Files.readString(console()) : "") + journal;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    init().ifPresent(ProcessHandle::destroyForcibly);
    awaitEnd();
    for (String each : List.of("root", "disk")) {
      Path place = folder.resolve(each);
      if (Files.isDirectory(place)) {
        unmount(place);
      }
    }
    Folders.delete(folder);
  }

  /** Never deletes through a mount: that would be this machine's own root. */
  private static void unmount(Path place) throws IOException {
    if (Files.readString(Path.of("/proc/mounts")).contains(" " + place + " ")) {
      Shell.run("umount", place.toString());
    }
    Files.delete(place);
  }
}
