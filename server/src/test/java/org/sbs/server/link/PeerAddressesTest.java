package org.sbs.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.link.PeerAddresses.Found;

/** Which addresses of a name are called, and which are this machine's own. */
class PeerAddressesTest {
  private static final long AMPLE = TimeUnit.SECONDS.toNanos(30);

  /** Of this machine, whatever machine the test runs on. */
  private static final List<InetAddress> MACHINE =
      ips("127.0.0.1", "::1", "192.0.2.1", "2001:db8::1", "10.0.0.1");

  private static InetAddress ip(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(text, e);
    }
  }

  private static List<InetAddress> ips(String... texts) {
    return Stream.of(texts).map(PeerAddressesTest::ip).toList();
  }

  private static PeerAddresses peer(
      String host, int port, Optional<InetAddress> local, String... found) {
    NameResolver resolver =
        name -> {
          if (found.length == 0) {
            throw new UnknownHostException(name + ": Name or service not known");
          }
          return ips(found);
        };
    LocalAddress from = local.map(LocalAddress::of).orElseGet(LocalAddress::any);
    return new PeerAddresses(
        new PeerAddress(host, port),
        new PeerAddresses.Me(from, 4445, "pc-a"),
        new NameLookup(host, resolver, AddressMemory.ofNothing()),
        () -> MACHINE);
  }

  /** What is called of those, as text; "itself" where all are this machine's. */
  private static String called(String local, String... found) {
    Optional<InetAddress> from = local.isEmpty() ? Optional.empty() : Optional.of(ip(local));
    return called(peer("pc-b", 4445, from, found));
  }

  private static String called(PeerAddresses addresses) {
    Found result = addresses.find(AMPLE);
    if (result instanceof Found.At at) {
      return PeerAddresses.text(at.addresses());
    }
    return result instanceof Found.Itself ? "itself" : "nowhere";
  }

  @Test
  @DisplayName(
      "R1.3 R1.5 this machine's own addresses are skipped, in every form; nobody else's are")
  void ownAddresses() {
    String v6 = "2001:db8:0:0:0:0:0:2";
    String[][] table = {
      {"192.0.2.1", "192.0.2.2", "192.0.2.2"},
      {"192.0.2.1", "192.0.2.1 192.0.2.2", "192.0.2.2"},
      {"192.0.2.1", "127.0.1.1 192.0.2.2", "192.0.2.2"},
      {"192.0.2.1", "127.0.1.1", "itself"},
      {"192.0.2.1", "127.0.0.1 ::1", "itself"},
      {"192.0.2.1", "192.0.2.1 127.0.1.1 ::1", "itself"},
      {"192.0.2.1", "10.0.0.1", "itself"},
      {"192.0.2.1", "10.0.0.2", "10.0.0.2"},
      {"", "10.0.0.1 2001:db8::1", "itself"},
      {"", "127.0.1.1", "itself"},
      {"", "2001:db8::1 2001:db8::2", v6},
      {"192.0.2.1", "::ffff:192.0.2.1", "itself"},
      {"192.0.2.1", "::ffff:192.0.2.2", "192.0.2.2"},
      {"192.0.2.1", "::ffff:127.0.1.1", "itself"},
      // A node at a loopback address may have its peer at another one.
      {"127.0.1.135", "127.0.1.199 127.0.1.136", "127.0.1.199, 127.0.1.136"},
      {"127.0.1.135", "127.0.1.135 127.0.1.136", "127.0.1.136"},
      {"127.0.1.135", "127.0.1.135", "itself"},
      // Not up on this machine, but its own all the same.
      {"192.0.2.77", "192.0.2.77", "itself"},
      // The family of the local address first, as it is the likelier one.
      {"192.0.2.1", "2001:db8::2 192.0.2.2", "192.0.2.2, " + v6},
      {"2001:db8::1", "192.0.2.2 2001:db8::2", v6 + ", 192.0.2.2"},
      // Each once, and none that is no machine's.
      {"192.0.2.1", "192.0.2.2 192.0.2.2 0.0.0.0 224.0.0.1", "192.0.2.2"},
      {"192.0.2.1", "0.0.0.0", "nowhere"},
      {"192.0.2.1", "::", "nowhere"},
    };
    for (String[] row : table) {
      assertThat(called(row[0], row[1].split(" "))).as(Arrays.toString(row)).isEqualTo(row[2]);
    }
  }

  @Test
  @DisplayName("R1.3 at another port of this machine may be the peer")
  void otherPort() {
    Optional<InetAddress> local = Optional.of(ip("192.0.2.1"));
    assertThat(called(peer("pc-b", 4446, local, "127.0.1.1", "192.0.2.1")))
        .isEqualTo("192.0.2.1, 127.0.1.1");
    assertThat(called(peer("127.0.0.1", 4446, local))).isEqualTo("127.0.0.1");
  }

  @Test
  @DisplayName("R1.5 an address instead of a name that is this machine's own means this node")
  void ownLiteral() {
    Optional<InetAddress> local = Optional.of(ip("192.0.2.1"));
    assertThat(called(peer("10.0.0.1", 4445, local))).isEqualTo("itself");
    assertThat(called(peer("127.0.0.1", 4445, local))).isEqualTo("itself");
    assertThat(called(peer("2001:db8::1", 4445, local))).isEqualTo("itself");
    assertThat(called(peer("10.0.0.2", 4445, local))).isEqualTo("10.0.0.2");
  }

  @Test
  @DisplayName(
      "R1.5 the machine's own name at a loopback address is this machine, whoever is beside it")
  void ownName() {
    Optional<InetAddress> local = Optional.of(ip("127.0.1.135"));
    assertThat(called(peer("pc-a", 4445, local, "127.0.1.1"))).isEqualTo("itself");
    assertThat(called(peer("PC-A.example", 4445, local, "127.0.1.1"))).isEqualTo("itself");
    assertThat(called(peer("pc-a", 4445, local, "192.0.2.9"))).isEqualTo("192.0.2.9");
  }

  @Test
  @DisplayName("R1.3 the same link-local address on another link is another machine's")
  void scopes() throws IOException {
    byte[] linkLocal = ip("fe80::1").getAddress();
    InetAddress first = Inet6Address.getByAddress("", linkLocal, 1);
    InetAddress second = Inet6Address.getByAddress("", linkLocal, 2);
    InetAddress unscoped = Inet6Address.getByAddress("", linkLocal, -1);
    OwnAddresses own = new OwnAddresses(List.of(first), Optional.empty(), false);
    assertThat(own.contain(first)).isTrue();
    assertThat(own.contain(second)).isFalse();
    assertThat(own.contain(unscoped)).isTrue();
  }

  @Test
  @DisplayName("R1.3 a question goes first to the address at which the peer greeted last")
  void likeliestFirst() {
    PeerAddresses addresses =
        peer("pc-b", 4445, Optional.of(ip("192.0.2.1")), "192.0.2.2", "2001:db8::2");
    assertThat(called(addresses)).startsWith("192.0.2.2,");
    addresses.greeted(ip("2001:db8::2"));
    assertThat(called(addresses)).endsWith(", 192.0.2.2");
    assertThat(addresses.likely()).contains(ip("2001:db8::2"));
  }

  @Test
  @DisplayName("R1.3 a call is made from the local address where that one can be called from it")
  void callsFrom() {
    InetAddress own = ip("192.0.2.1");
    PeerAddresses addresses = peer("pc-b", 4445, Optional.of(own), "192.0.2.2");
    assertThat(addresses.fromFor(ip("192.0.2.2"))).contains(own);
    assertThat(addresses.fromFor(ip("2001:db8::2"))).isEmpty();
    assertThat(addresses.fromFor(ip("127.0.0.1"))).isEmpty();
    assertThat(peer("pc-b", 4445, Optional.empty(), "192.0.2.2").fromFor(own)).isEmpty();
  }

  @Test
  @DisplayName("R1.3 R7.6 a check is told why the peer's name is no good, or only remembered")
  void trouble() {
    Optional<InetAddress> local = Optional.of(ip("192.0.2.1"));
    assertThat(peer("pc-b", 4445, local, "192.0.2.2").trouble(AMPLE)).isEmpty();
    assertThat(peer("pc-b", 4445, local, "192.0.2.2").staleness(AMPLE)).isEmpty();
    assertThat(peer("pc-b", 4445, local, "127.0.1.1").trouble(AMPLE).orElseThrow().code())
        .isEqualTo(ReasonCode.NAME_OF_THIS_MACHINE);
    assertThat(peer("pc-b", 4445, local).trouble(AMPLE).orElseThrow().values())
        .containsEntry("words", "Name or service not known");
    assertThat(peer("fe80::1%nosuchlink", 4445, local).trouble(AMPLE).orElseThrow().code())
        .isEqualTo(ReasonCode.ADDRESS_WITHOUT_INTERFACE);
  }

  @Test
  @DisplayName(
      "R1.9 of a local name's addresses that one is used which is up here, a loopback one last")
  void localName() {
    assertThat(LocalAddress.choose(ips("127.0.1.1", "192.0.2.1"), MACHINE))
        .contains(ip("192.0.2.1"));
    assertThat(LocalAddress.choose(ips("127.0.1.1", "192.0.2.1"), List.of()))
        .contains(ip("127.0.1.1"));
    assertThat(LocalAddress.choose(ips("192.0.2.50", "10.0.0.1"), MACHINE))
        .contains(ip("10.0.0.1"));
    assertThat(LocalAddress.choose(ips("127.0.1.1"), MACHINE)).contains(ip("127.0.1.1"));
    assertThat(LocalAddress.choose(List.of(), MACHINE)).isEmpty();
  }
}
