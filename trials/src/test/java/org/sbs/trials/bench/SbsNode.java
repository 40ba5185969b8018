package org.sbs.trials.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
import org.sbs.server.node.NodeStatus;
import org.sbs.trials.kit.Sbs;

/** One node, started by the launcher with its own options, and a service that only waits. */
final class SbsNode {
  private final Path home;
  private final List<String> before;
  private Optional<Process> process = Optional.empty();

  /**
   * A node that does not run yet.
   *
   * @param before the words before the launcher's, for another namespace or environment
   */
  SbsNode(Path home, List<String> before) throws IOException {
    this.home = home;
    this.before = List.copyOf(before);
    Files.createDirectories(home);
  }

  Path home() {
    return home;
  }

  /** Writes its settings: a full check once an hour, and what makes its copies like rsync's. */
  void configure(String address, int port, String peer, int peerPort, Path folder)
      throws IOException {
    Files.writeString(
        home.resolve("sbs.toml"),
        String.format(
            Locale.ROOT,
            """
            [pair]
            local-address = "%s"
            port = %d
            peer-address = "%s:%d"
            period-seconds = 3600

            [sync]
            strict = true
            keep-dates = true

            [service]
            adapter = "command"
            settings-folder = "%s"
            run = ["/bin/cat"]
            list = ["/bin/true"]
            activate = ["/bin/true"]

            [admin]
            listen = "127.0.0.1:0"
            """,
            address,
            port,
            peer,
            peerPort,
            folder));
  }

  void start() throws IOException {
    List<String> words = new ArrayList<>(before);
    words.addAll(List.of(Sbs.root().resolve("sbs").toString(), "run", "--home", home.toString()));
    process = Optional.of(Shell.start(words, home.resolve("bench.log")));
  }

  /** Kills it; its service ends with it. */
  void stop() {
    Shell.end(process);
    process = Optional.empty();
  }

  /** Makes it forget all but its settings and its key. */
  void forget() throws IOException {
    for (String part : List.of("state", "history", "log")) {
      Shell.delete(home.resolve(part));
    }
  }

  long pid() {
    return process.orElseThrow().pid();
  }

  AdminClient client() throws AdminException {
    return AdminClient.find(home.resolve("state"), home.toString());
  }

  Optional<NodeStatus> status() {
    try {
      return Optional.of(client().status());
    } catch (AdminException notYet) {
      return Optional.empty();
    }
  }
}
