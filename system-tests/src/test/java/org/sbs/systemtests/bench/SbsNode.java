package org.sbs.systemtests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
import org.sbs.systemtests.kit.PairKeyMaker;
import org.sbs.systemtests.kit.Sbs;
import org.sbs.view.status.NodeStatus;

/** One node, started by the launcher with its own options, and a service that only waits. */
final class SbsNode {
  private static final Duration COMMAND_LIMIT = Duration.ofMinutes(1);

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

  /** Makes a pair key on one and enters it on the other. */
  static void share(SbsNode one, SbsNode other) {
    PairKeyMaker.join(other.home, PairKeyMaker.newKey(one.home));
  }

  /**
   * Writes its settings: a full check once an hour, and what makes its copies like rsync's.
   *
   * @param timing more lines of the table pair
   */
  void configure(String address, int port, String peer, int peerPort, Path folder, String timing)
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
            max-takeovers = 1000
            %s

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
            timing,
            folder));
  }

  void start() throws IOException {
    process = Optional.of(Shell.start(words("run"), home.resolve("bench.log")));
  }

  private List<String> words(String... command) {
    List<String> words = new ArrayList<>(before);
    words.add(Sbs.root().resolve("sbs").toString());
    words.addAll(List.of(command));
    words.addAll(List.of("--home", home.toString()));
    return words;
  }

  /** Whether its status, asked by the command line, has those words. */
  boolean says(String words) {
    try {
      return Shell.run(words("status", "--json"), COMMAND_LIMIT, pid -> {}).contains(words);
    } catch (IOException notYet) {
      return false;
    }
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
