package org.sbs.systemtests.kit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
import org.sbs.view.status.NodeStatus;

/** A machine on which an administrator types commands, as root, in a folder with packages. */
public final class AdminHost {
  private static final List<String> FOR_PROGRAMS = List.of("etc", "usr", "lib", "opt", "var/lib");

  /**
   * What the package manager and systemd keep for themselves, and account files and their copies.
   */
  private static final String NOT_OURS =
      "var/lib/(dpkg|apt|systemd|dbus|PackageKit)(/.*)?|etc/([a-z]*(passwd|group|shadow|uid|gid)-?|[.]pwd[.]lock)";

  private static final String STATE = "/var/lib/sbs/state";

  /** The installation of a package writes much. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final SystemdHost machine;
  private final Namespace network;
  private final Path packages;

  AdminHost(SystemdHost machine, Namespace network, Path packages) {
    this.machine = machine;
    this.network = network;
    this.packages = packages;
  }

  /** Types commands, each of which ends well but the last, whatever that one does. */
  public Outcome type(String commands) {
    String before = "export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive\ncd " + packages + "\n";
    return machine.run(LIMIT, "sh", "-e", "-c", before + commands);
  }

  /** The same, to a good end; returns what was printed. */
  public String done(String commands) {
    Outcome outcome = type(commands);
    if (outcome.status() != 0) {
      throw new AssertionError(commands + " ended with " + outcome + "\n" + machine.log());
    }
    return outcome.out();
  }

  /**
   * Waits until {@code sbs status} prints what is wanted. A command is a JVM, which takes a second
   * of a processor from what is waited for: it is typed when the node's status is like that.
   */
  public void awaitStatus(String what, Predicate<NodeStatus> like, Predicate<String> printed) {
    await(what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> status().filter(like).isPresent() && printed.test(type("sbs status").out()));
  }

  /** What the node of the package tells of itself; empty if it does not answer. */
  private Optional<NodeStatus> status() {
    try {
      return Optional.of(
          network.call(() -> AdminClient.find(machine.path(STATE), "/etc/sbs").status()));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AdminException) {
        return Optional.empty();
      }
      throw new AssertionError(e);
    }
  }

  /** The paths of all that programs have there and not on this machine. */
  public NavigableSet<String> added() throws IOException {
    NavigableSet<String> found = new TreeSet<>();
    for (String part : FOR_PROGRAMS) {
      Path changed = machine.changes().resolve(part);
      if (Files.isDirectory(changed, LinkOption.NOFOLLOW_LINKS)) {
        try (Stream<Path> all = Files.walk(changed)) {
          all.map(path -> machine.changes().relativize(path).toString())
              .filter(path -> !path.matches(NOT_OURS))
              .filter(path -> !Files.exists(Path.of("/", path), LinkOption.NOFOLLOW_LINKS))
              .forEach(found::add);
        }
      }
    }
    return found;
  }
}
