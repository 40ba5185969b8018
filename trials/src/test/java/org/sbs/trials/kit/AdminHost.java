package org.sbs.trials.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A machine on which an administrator types commands, as root, in a folder with packages. */
public final class AdminHost {
  private static final List<String> FOR_PROGRAMS = List.of("etc", "usr", "lib", "opt", "var/lib");

  /**
   * What the package manager and systemd keep for themselves, and account files and their copies.
   */
  private static final String NOT_OURS =
      "var/lib/(dpkg|apt|systemd|dbus|PackageKit)(/.*)?|etc/([a-z]*(passwd|group|shadow|uid|gid)-?|[.]pwd[.]lock)";

  /** The installation of a package writes much. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final SystemdHost machine;
  private final Path packages;

  AdminHost(SystemdHost machine, Path packages) {
    this.machine = machine;
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
