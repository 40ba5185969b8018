package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.systemtests.kit.HostsFile;
import org.sbs.systemtests.kit.TestNode;
import org.sbs.systemtests.kit.TestPair;
import org.sbs.testkit.Needs;
import org.sbs.view.status.NodeStatus;

/** Nodes that know their peer by a name, whose addresses come, go and change. */
@Needs(of = HostsFile.class)
final class NameSystemTest {
  @RegisterExtension final TestPair pair = new TestPair();

  private HostsFile ofA;
  private HostsFile ofB;

  @BeforeEach
  void names() {
    ofA = hosts(pair.a(), "peer-b:" + pair.b().port());
    ofB = hosts(pair.b(), "peer-a:" + pair.a().port());
    ofB.names("127.0.0.1 peer-a");
  }

  private HostsFile hosts(TestNode node, String peer) {
    HostsFile hosts = new HostsFile(node.home().resolveSibling("names"));
    node.launchedBy(hosts.launcher()).settings().set("pair.peer-address", peer);
    return hosts;
  }

  @Test
  @DisplayName(
      "R1.3 a node whose peer's name has a dead address first finds the primary at the other")
  void severalAddresses() {
    ofB.names("127.0.0.9 peer-a", "127.0.0.1 peer-a");
    ofA.names("127.0.0.9 peer-b", "127.0.0.1 peer-b", "127.0.0.10 peer-b");
    pair.b().start().awaitServing();
    pair.a().start().awaitRole("secondary");
    pair.a().awaitReady();
    NodeStatus.Peer peer = pair.a().status().orElseThrow().peer();
    assertThat(peer.address()).isEqualTo("peer-b:" + pair.b().port());
    assertThat(peer.connectedAddress()).contains("127.0.0.1");
    assertThat(pair.journal().story()).containsExactly("B start");
    pair.b().kill();
    pair.a().awaitServing();
  }

  @Test
  @DisplayName(
      "R1.3 a typo in the peer's name takes no role from a primary; once mended the node joins")
  void typo() {
    pair.b().start().awaitServing();
    pair.a().start();
    pair.a().awaitReason("the address of the other node cannot be found (peer-b: ");
    pair.a().awaitRole("starting");
    assertThat(pair.a().runs()).isTrue();
    ofA.names("127.0.0.1 peer-b");
    pair.a().awaitRole("secondary");
    assertThat(pair.b().status().map(NodeStatus::epoch)).contains(1L);
    assertThat(pair.journal().story()).containsExactly("B start");
  }

  @Test
  @DisplayName("R1.3 both nodes boot without a name service: they come up by remembered addresses")
  void nameServiceIsDown() {
    ofA.names("127.0.0.1 peer-b");
    pair.startReady();
    pair.a().kill();
    pair.b().kill();
    ofA.names();
    ofB.names();
    pair.b().start();
    pair.a().start();
    TestNode primary = pair.awaitSettled();
    primary.kill();
    TestNode other = primary == pair.a() ? pair.b() : pair.a();
    other.awaitServing();
  }

  @Test
  @DisplayName("R1.5 a name that means this very machine ends the start, and names the address")
  void ownName() {
    ofA.names("127.0.1.1 peer-b");
    pair.a()
        .settings()
        .set("pair.local-address", "")
        .set("pair.peer-address", "peer-b:" + pair.a().port());
    assertThat(pair.a().start().awaitEnd()).isEqualTo(78);
    assertThat(pair.a().log()).contains("127.0.1.1", "peer-address");
    assertThat(List.copyOf(pair.journal().story())).isEmpty();
  }
}
