package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.systemtests.kit.PairKeyMaker;
import org.sbs.systemtests.kit.StrangerServer;
import org.sbs.systemtests.kit.TestNode;
import org.sbs.systemtests.kit.TestPair;
import org.sbs.view.status.NodeStatus;

/** Something else has the peer's port, or this node's own. */
final class PortSystemTest {
  @RegisterExtension final TestPair pair = new TestPair();

  /** The node does not start: it says those things, and its service never ran. */
  private void assertRefusesToStart(String... says) {
    TestNode node = pair.a();
    node.settings().set("pair.start-wait-seconds", 2);
    assertThat(node.start().awaitEnd()).isEqualTo(78);
    assertThat(node.log()).contains("sbs: cannot start: ").contains(says);
    assertThat(node.history()).noneMatch(entry -> entry.role().equals("primary"));
    assertThat(pair.journal().entries()).noneMatch(entry -> entry.node().equals("A"));
  }

  private String peer() {
    return "127.0.0.1:" + pair.b().port();
  }

  @Test
  @DisplayName("R1.5 a web server has the peer's port: the start fails and says so")
  void webServer() throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), pair.b().port());
    HttpServer server = HttpServer.create(address, 0);
    server.start();
    pair.closing(() -> server.stop(0));
    assertRefusesToStart(
        "what answers at " + peer() + " is not SBS: it looks like a web server",
        "check peer-address and port in [pair]; another program may have the port");
  }

  @Test
  @DisplayName("R1.5 something that sends random bytes has the peer's port: the start fails")
  void randomBytes() throws IOException {
    pair.closing(StrangerServer.noisy(pair.b().port()));
    assertRefusesToStart(
        "what answers at " + peer() + " is not SBS",
        "check peer-address and port in [pair]; another program may have the port");
  }

  @Test
  @DisplayName("R1.5 R10.1 an SBS of another pair has the port: the start fails and names the key")
  void anotherPair() {
    PairKeyMaker.newKey(pair.b().home());
    pair.b().start().awaitServing();
    assertRefusesToStart(
        "the SBS at " + peer() + " has another pair key than this node", "sbs pair join");
    NodeStatus other = pair.b().awaitServing();
    assertThat(other.epoch()).as("the other is not disturbed").isEqualTo(1);
    assertThat(pair.b().logged("does not have this node's pair key")).hasSize(1);
    assertThat(pair.journal().story()).containsExactly("B start");
  }

  @Test
  @DisplayName("R1.5 the peer's address is this node's own, spelt in another way")
  void itself() {
    // The same address and port as IPv6 writes them; the plain case is refused with the settings.
    pair.a().settings().set("pair.peer-address", "[::ffff:7f00:1]:" + pair.a().port());
    assertRefusesToStart(
        "is an address of this machine itself; set peer-address in [pair] to the other machine");
  }

  @Test
  @DisplayName("R1.5 the peer's address is plainly this node's own: refused with the settings")
  void plainlyItself() {
    pair.a().settings().set("pair.peer-address", "localhost:" + pair.a().port());
    assertThat(pair.a().start().awaitEnd()).isEqualTo(78);
    assertThat(pair.a().log())
        .contains("pair.peer-address")
        .contains("this is the node's own address and port")
        .contains("Write the other node's address");
    assertThat(pair.journal().entries()).isEmpty();
  }

  @Test
  @DisplayName("R1.8 a stranger that goes in time does not end the start")
  void strangerGoes() throws IOException {
    pair.a().settings().set("pair.start-wait-seconds", 60);
    StrangerServer stranger = StrangerServer.noisy(pair.b().port());
    pair.a().start().awaitReason("it may pass, so this node asks again for up to 60 s");
    stranger.close();
    pair.b().start();
    pair.awaitSettled();
  }

  @Test
  @DisplayName("R1.5 this node's own port is taken: exit status 1, with address, port and remedy")
  void ownPortTaken() throws IOException {
    pair.closing(StrangerServer.silent(pair.a().port()));
    assertThat(pair.a().start().awaitEnd()).isEqualTo(1);
    assertThat(pair.a().log())
        .contains("Port " + pair.a().port() + " on 127.0.0.1 is taken by another program")
        .contains("choose another port in [pair]");
    assertThat(pair.journal().entries()).isEmpty();
  }
}
