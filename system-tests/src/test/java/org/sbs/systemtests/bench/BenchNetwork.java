package org.sbs.systemtests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The wire between both ends. For root, a pair of virtual cards: one in this network namespace, the
 * other in a namespace of its own. For others, the loopback device.
 *
 * @param hereAddress of the end that has the source
 * @param thereAddress of the end that has the copy
 */
record BenchNetwork(
    String hereAddress, String thereAddress, Optional<String> namespace, Optional<String> card) {

  static BenchNetwork make(BenchCleanup cleanup) throws IOException {
    boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    if (!root || Boolean.getBoolean("bench.loopback")) {
      return loopback();
    }
    long pid = ProcessHandle.current().pid();
    String name = "sbsb" + pid % 1_000_000;
    String net = "10.213." + pid % 250 + ".";
    String there = name + "t";
    try {
      Shell.run("ip", "netns", "add", name);
    } catch (IOException e) {
      System.err.println("bench: no network namespace can be made, so loopback it is: " + e);
      return loopback();
    }
    cleanup.add("network namespace " + name, () -> Shell.run("ip", "netns", "delete", name));
    Shell.run("ip", "link", "add", name, "type", "veth", "peer", "name", there, "netns", name);
    cleanup.add("network card " + name, () -> Shell.run("ip", "link", "delete", name));
    quiet(name);
    Shell.run("ip", "address", "add", net + "1/30", "dev", name);
    Shell.run("ip", "link", "set", name, "up");
    Shell.run("ip", "-n", name, "address", "add", net + "2/30", "dev", there);
    Shell.run("ip", "-n", name, "link", "set", there, "up");
    Shell.run("ip", "-n", name, "link", "set", "lo", "up");
    return new BenchNetwork(net + "1", net + "2", Optional.of(name), Optional.of(name));
  }

  private static BenchNetwork loopback() {
    return new BenchNetwork("127.0.0.1", "127.0.0.1", Optional.empty(), Optional.empty());
  }

  /** Neighbour discovery would count as bytes on the wire. */
  private static void quiet(String card) throws IOException {
    Path ipv6 = Path.of("/proc/sys/net/ipv6/conf", card, "disable_ipv6");
    if (Files.exists(ipv6)) {
      Files.writeString(ipv6, "1");
    }
  }

  /** The words that run a program at the other end. */
  List<String> there(List<String> words) {
    List<String> all = new ArrayList<>();
    namespace.ifPresent(name -> all.addAll(List.of("ip", "netns", "exec", name)));
    all.addAll(words);
    return all;
  }

  /** Bytes that went over the wire so far, both ways, with their headers. */
  OptionalLong wireBytes() throws IOException {
    if (card.isEmpty()) {
      return OptionalLong.empty();
    }
    Path counters = Path.of("/sys/class/net", card.get(), "statistics");
    return OptionalLong.of(number(counters, "rx_bytes") + number(counters, "tx_bytes"));
  }

  private static long number(Path folder, String file) throws IOException {
    return Long.parseLong(Files.readString(folder.resolve(file)).strip());
  }

  String words() {
    return namespace.isPresent()
        ? "two network namespaces joined by a veth pair"
        : "loopback (as root: network namespaces, and bytes on the wire are counted)";
  }
}
