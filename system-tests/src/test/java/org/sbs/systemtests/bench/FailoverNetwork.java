package org.sbs.systemtests.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Two hosts and the switch between them, each a network namespace. A host's cable can be pulled;
 * the other host's link stays up then, as with a real switch.
 */
final class FailoverNetwork {
  private static final String NET = "10.214.7.";
  static final String SHARED_ADDRESS = NET + "9/24";

  private final String name = "sbsf" + ProcessHandle.current().pid() % 1_000_000;

  /** A host. */
  enum Host {
    /** The primary at first. */
    A,
    /** The secondary at first. */
    B;

    private String letter() {
      return this == A ? "a" : "b";
    }
  }

  FailoverNetwork(BenchCleanup cleanup) throws IOException {
    namespace(name, cleanup);
    Shell.run("ip", "-n", name, "link", "add", "switch", "type", "bridge");
    Shell.run("ip", "-n", name, "link", "set", "switch", "up");
    for (Host host : Host.values()) {
      String its = namespace(host);
      String port = port(host);
      namespace(its, cleanup);
      Shell.run(
          "ip", "-n", name, "link", "add", port, "type", "veth", "peer", "name", "net0", "netns",
          its);
      Shell.run("ip", "-n", name, "link", "set", port, "master", "switch", "up");
      Shell.run("ip", "-n", its, "address", "add", address(host) + "/24", "dev", "net0");
      Shell.run("ip", "-n", its, "link", "set", "net0", "up");
      Shell.run("ip", "-n", its, "link", "set", "lo", "up");
    }
  }

  private static void namespace(String name, BenchCleanup cleanup) throws IOException {
    Shell.run("ip", "netns", "add", name);
    cleanup.add("network namespace " + name, () -> Shell.run("ip", "netns", "delete", name));
  }

  private String namespace(Host host) {
    return name + host.letter();
  }

  private static String port(Host host) {
    return "port-" + host.letter();
  }

  static String address(Host host) {
    return NET + (host == Host.A ? 1 : 2);
  }

  /** The words that run a program on a host. */
  List<String> on(Host host, List<String> words) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace(host)));
    all.addAll(words);
    return all;
  }

  /** Pulls the host's cable. */
  void cut(Host host) throws IOException {
    Shell.run("ip", "-n", name, "link", "set", port(host), "down");
  }

  void heal(Host host) throws IOException {
    Shell.run("ip", "-n", name, "link", "set", port(host), "up");
  }
}
