package org.sbs.systemtests.kit;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
import org.sbs.server.store.HistoryEntry;
import org.sbs.server.store.HistoryFile;
import org.sbs.view.status.NodeStatus;

/** A node on a machine with systemd, started and stopped as an administrator does. */
public final class SystemdNode {
  /** Its home there. */
  public static final String HOME = "/srv/sbs";

  /** The settings folder of its service there. */
  public static final String FILES = "/srv/files";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ALL = 10_000;

  private final String name;
  private final SystemdHost host;
  private final Namespace network;

  SystemdNode(String name, SystemdHost host, Namespace network) {
    this.name = name;
    this.host = host;
    this.network = network;
  }

  /** A or B. */
  public String name() {
    return name;
  }

  /** Its machine. */
  public SystemdHost host() {
    return host;
  }

  /** Runs a command of {@code sbs} on it, which must end well; returns what it printed. */
  public String sbs(String... words) {
    Outcome outcome = host.sbs(HOME, words);
    if (outcome.status() != 0) {
      throw new AssertionError("sbs " + List.of(words) + " failed on " + name + ": " + outcome);
    }
    return outcome.out().strip();
  }

  /** Its status, if it answers. */
  public Optional<NodeStatus> status() {
    try {
      return Optional.of(
          network.call(() -> AdminClient.find(host.path(HOME).resolve("state"), HOME).status()));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AdminException) {
        return Optional.empty();
      }
      throw new AssertionError(e);
    }
  }

  /** Waits until its status is like that. */
  public NodeStatus awaitStatus(String what, Predicate<NodeStatus> like) {
    return await(name + " " + what)
        .atMost(PATIENCE)
        .pollInterval(Looks.AT_NODES)
        .until(this::status, status -> status.filter(like).isPresent())
        .orElseThrow();
  }

  /** Waits until it serves with all its sentinels active. */
  public NodeStatus awaitServing() {
    return awaitStatus(
        "serves with all sentinels",
        status ->
            status.role().equals("primary")
                && status.service().running()
                && status.service().sentinels().size() == SystemdPair.SENTINELS.size()
                && status.service().sentinels().stream()
                    .allMatch(NodeStatus.SentinelStatus::active));
  }

  /** Waits until a unit is like that there, as systemd says. */
  public void awaitUnit(String unit, String state) {
    await(unit + " is " + state + " on " + name)
        .atMost(PATIENCE)
        .pollInterval(Looks.AT_NODES)
        .until(() -> host.unit(unit), state::equals);
  }

  /** Waits until the file of its service's settings has that text. */
  public void awaitFile(String file, String text) {
    await(name + " has " + file)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> host.read(FILES + "/" + file), Optional.of(text)::equals);
  }

  /** The sentences of its history, oldest first. */
  public List<String> reasons() {
    return new HistoryFile(host.path(HOME).resolve("history"))
        .newest(ALL).entries().stream().map(HistoryEntry::reason).toList();
  }

  /** All that helps to understand a failed system test. */
  String report() {
    return host.log() + "\n---- history of " + name + " ----\n" + String.join("\n", reasons());
  }
}
