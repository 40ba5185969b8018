package org.sbs.systemtests.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sbs.testkit.Needs;

/**
 * Three hosts and the switch between them, each a network namespace. The switch can lose what one
 * host sends another, while all links stay up; and a cable can be pulled.
 */
@Needs({Needs.ROOT, "ip", "nft", "nsenter"})
public final class TestNetwork implements AutoCloseable {
  private static final String NET = "10.214.8.";
  private static final String CABLE_NET = "10.214.9.";
  private static final String ANOTHER = "10.214.10.77";

  private final String name = "sbst" + ProcessHandle.current().pid() % 1_000_000;
  private final Deque<Namespace> made = new ArrayDeque<>();
  private final Map<Host, Namespace> hosts = new EnumMap<>(Host.class);
  private final Set<String> lost = new TreeSet<>();

  /** A host. */
  public enum Host {
    /** Of node A. */
    A(1),
    /** Of node B. */
    B(2),
    /** Of neither: a witness may run there, or a gateway. */
    W(3);

    private final int number;

    Host(int number) {
      this.number = number;
    }

    private String port() {
      return "port-" + name();
    }

    /** Its address, at first. */
    public String address() {
      return NET + number;
    }

    /** Its address at the direct cable, if it has one. */
    public String cableAddress() {
      return CABLE_NET + number;
    }
  }

  /** Makes it; all links are up. */
  TestNetwork() {
    try {
      namespace("");
      inSwitch("ip", "link", "add", "switch", "type", "bridge");
      inSwitch("ip", "link", "set", "switch", "up");
      for (Host host : Host.values()) {
        connect(host);
      }
    } catch (AssertionError e) {
      close();
      throw e;
    }
  }

  private Namespace namespace(String suffix) {
    Namespace namespace = new Namespace(name + suffix);
    made.push(namespace);
    return namespace;
  }

  private void connect(Host host) {
    Namespace its = namespace(host.name());
    hosts.put(host, its);
    inSwitch(
        "ip",
        "link",
        "add",
        host.port(),
        "type",
        "veth",
        "peer",
        "name",
        "net0",
        "netns",
        its.name());
    inSwitch("ip", "link", "set", host.port(), "master", "switch", "up");
    ip(host, "link", "set", "lo", "up");
    ip(host, "link", "set", "net0", "up");
    giveAddress(host);
  }

  private void inSwitch(String... words) {
    List<String> all = new ArrayList<>(made.getLast().words());
    all.addAll(List.of(words));
    Shell.run(all.toArray(String[]::new));
  }

  private void ip(Host host, String... words) {
    List<String> all = new ArrayList<>(List.of("ip", "-n", hosts.get(host).name()));
    all.addAll(List.of(words));
    Shell.run(all.toArray(String[]::new));
  }

  Namespace namespace(Host host) {
    return hosts.get(host);
  }

  /** The words before those of a program that is to run on that host. */
  public List<String> on(Host host) {
    return hosts.get(host).words();
  }

  // ---- what goes wrong ----

  /** From now on nothing that the one sends reaches the other. */
  public void lose(Host from, Host to) {
    lost.add("iifname \"" + from.port() + "\" oifname \"" + to.port() + "\" drop");
    program();
  }

  /** From now on no packet of more than so many bytes gets through, and no sender is told. */
  public void loseLarge(int bytes) {
    lost.add("meta length > " + bytes + " drop");
    program();
  }

  /** Cuts two hosts from one another, both ways. */
  public void cut(Host one, Host other) {
    lose(one, other);
    lose(other, one);
  }

  /** Cuts one host from both others. */
  public void isolate(Host host) {
    for (Host other : Host.values()) {
      if (other != host) {
        cut(host, other);
      }
    }
  }

  /** The switch loses nothing any more. */
  public void heal() {
    lost.clear();
    program();
  }

  /**
   * From now on the first connection that the one host opens to that port of another takes all, and
   * each later one no packet of more than so many bytes, either way.
   */
  public void loseLargeOfLaterConnections(Host from, int port, int bytes) {
    String there = "tcp dport " + port;
    String large = "meta length > " + bytes + " drop";
    lost.add(
        "iifname \""
            + from.port()
            + "\" "
            + there
            + " tcp flags & (syn|ack) == syn add @first { tcp sport }");
    lost.add(there + " tcp sport != @first " + large);
    lost.add("tcp sport " + port + " tcp dport != @first " + large);
    program();
  }

  private void program() {
    List<String> rules = new ArrayList<>(List.of("table bridge sbs", "delete table bridge sbs"));
    rules.add("table bridge sbs {");
    // Full with one: whoever comes later is not in it.
    rules.add("set first { type inet_service; size 1; flags dynamic; }");
    rules.add("chain forward {");
    rules.add("type filter hook forward priority 0");
    rules.addAll(lost);
    rules.addAll(List.of("}", "}", ""));
    try {
      Path file = Files.createTempFile("switch-", ".nft");
      try {
        Files.writeString(file, String.join("\n", rules));
        inSwitch("nft", "-f", file.toString());
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new AssertionError("the switch cannot be set", e);
    }
  }

  /** Pulls the host's only cable: it sees that its link is down; the others' stay up. */
  public void unplug(Host host) {
    inSwitch("ip", "link", "set", host.port(), "down");
  }

  /** Undoes {@link #unplug}. */
  public void plug(Host host) {
    inSwitch("ip", "link", "set", host.port(), "up");
  }

  /** Lays a direct cable between A and B, beside the switch. */
  public void layCable() {
    String end = hosts.get(Host.B).name();
    ip(Host.A, "link", "add", "cable0", "type", "veth", "peer", "name", "cable0", "netns", end);
    for (Host host : List.of(Host.A, Host.B)) {
      ip(host, "address", "add", host.cableAddress() + "/24", "dev", "cable0");
      ip(host, "link", "set", "cable0", "up");
    }
  }

  /** Switches the host's end of the direct cable off: the other end sees that its link is down. */
  public void cableDown(Host host) {
    ip(host, "link", "set", "cable0", "down");
  }

  /** Takes the host's address away, as on a machine that boots faster than its network. */
  public void takeAddress(Host host) {
    ip(host, "address", "flush", "dev", "net0");
  }

  /** Undoes {@link #takeAddress}. */
  public void giveAddress(Host host) {
    ip(host, "address", "add", host.address() + "/24", "dev", "net0");
  }

  /** Takes the host's pair address away and leaves it any other. */
  public void takeOwnAddress(Host host) {
    ip(host, "address", "del", host.address() + "/24", "dev", "net0");
  }

  /** Gives the host a second address, of another network: a link is up then. */
  public void giveAnotherAddress(Host host) {
    ip(host, "address", "add", ANOTHER + "/24", "dev", "net0");
  }

  /** Undoes {@link #giveAnotherAddress}; nothing if there is none. */
  public void takeAnotherAddress(Host host) {
    ip(host, "address", "flush", "dev", "net0", "to", ANOTHER + "/32");
  }

  @Override
  public void close() {
    AssertionError failure = null;
    while (!made.isEmpty()) {
      try {
        made.pop().close();
      } catch (AssertionError e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
