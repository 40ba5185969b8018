package org.sbs.server.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sbs.core.readiness.Facts;
import org.sbs.core.readiness.Probe;
import org.sbs.core.readiness.Queue;
import org.sbs.core.replica.Lineage;
import org.sbs.core.role.AnnouncedRole;
import org.sbs.core.role.Membership;
import org.sbs.core.role.Mode;
import org.sbs.core.role.Pause;
import org.sbs.core.role.PeerView;

/** One node's half of the link, on the loopback address and a free port. */
final class TestNode implements AutoCloseable {
  static final PairKey KEY = PairKey.generate();
  static final String A = "a".repeat(32);
  static final String B = "b".repeat(32);

  /** Long enough for a slow machine; only the last words are waited for. */
  static final LinkTimes TIMES = times(Duration.ofSeconds(20));

  /** Long enough for a slow machine: no test waits for it to pass. */
  static final Duration AMPLE = Duration.ofSeconds(15);

  final Recorder events = new Recorder();
  final PeerListener listener;
  volatile Facts facts;

  /** Of a node that nobody checks. */
  static final FactsSource NO_FACTS =
      fresh -> {
        throw new AssertionError("nobody asks this");
      };

  /** It knows of the epoch that it shows, and of no pause. */
  static final Supplier<Known> KNOWN = () -> new Known(3, 0);

  /** What its wall clock says. */
  static final long WALL_MILLIS = 1_700_000_000_000L;

  private final PairKey key;
  private final String id;
  private final LinkTimes times;

  TestNode(PairKey key, String id, LinkTimes times) throws IOException {
    this(key, id, times, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /** A node at that address, which is one of this machine's. */
  TestNode(PairKey key, String id, LinkTimes times, InetSocketAddress address) throws IOException {
    this.key = key;
    this.id = id;
    this.times = times;
    facts = facts(id, List.of());
    listener =
        new PeerListener(address, PairIdentity.of(key), id, events, times, this::facts, KNOWN);
    events.on("asked", asked -> asked.link().greet(view()));
  }

  /** The usual times, with another limit for the greeting. */
  static LinkTimes times(Duration greeting) {
    Duration ample = Duration.ofSeconds(20);
    return new LinkTimes(greeting, ample, ample, Duration.ofMillis(500));
  }

  static TestNode a() throws IOException {
    return new TestNode(KEY, A, TIMES);
  }

  static TestNode b() throws IOException {
    return new TestNode(KEY, B, TIMES);
  }

  static PeerView view(String id) {
    return new PeerView(
        id,
        Mode.SYMMETRIC,
        AnnouncedRole.STARTING,
        3,
        Lineage.NONE.with(3, id),
        true,
        5,
        Pause.NONE,
        true,
        "none",
        false,
        Optional.empty(),
        false,
        Membership.UNKNOWN);
  }

  PeerView view() {
    return view(id);
  }

  private FactsSource.Answer facts(boolean fresh) {
    return new FactsSource.Answer(facts, WALL_MILLIS);
  }

  /** What a node tells when it is checked. */
  static Facts facts(String id, List<Probe> probes) {
    return new Facts(
        id,
        "host of " + id.charAt(0),
        "1.2",
        "Linux amd64",
        "sbs",
        new Facts.Service("lpm", "lpm.jar 12", "/var/lib/lpm"),
        "none",
        new Facts.Licence("SBS-ISSUER-X", "backup"),
        Optional.of(List.of(new Queue("dock", "ZPL"))),
        probes);
  }

  int port() {
    return listener.port();
  }

  /** Calls whoever serves a port on this machine. */
  PeerDialer dialer(int port) {
    return dialer(at(port));
  }

  /** Calls whoever is there. */
  PeerDialer dialer(PeerAddresses addresses) {
    return new PeerDialer(addresses, PairIdentity.of(key), events, times, KNOWN);
  }

  /** That port of this machine. */
  static PeerAddresses at(int port) {
    return at("127.0.0.1", port, LocalAddress.any());
  }

  /** Where a node looks for its peer that has another port than itself. */
  static PeerAddresses at(String host, int port, LocalAddress from) {
    return new PeerAddresses(
        new PeerAddress(host, port),
        new PeerAddresses.Me(from, 1, ""),
        NameResolver.ofSystem(),
        AddressMemory.ofNothing());
  }

  DialResult ask(int port, Duration deadline) {
    return dialer(port).ask(view(), deadline);
  }

  @Override
  public void close() {
    listener.close();
  }
}
