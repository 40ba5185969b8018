package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.systemtests.kit.Rounds;
import org.sbs.systemtests.kit.TestNetwork;
import org.sbs.systemtests.kit.TestNetwork.Host;
import org.sbs.systemtests.kit.TestNode;
import org.sbs.systemtests.kit.TestPair;
import org.sbs.testkit.Needs;
import org.sbs.view.status.NodeStatus;

/** A pair, without a witness, whose link is a cable between the two, beside the network. */
@ExtendWith(Rounds.class)
@Needs(of = TestNetwork.class)
final class DirectCableSystemTest {
  @RegisterExtension final TestPair pair = new TestPair();

  private TestNetwork network;

  @BeforeEach
  void onTheCable() {
    network = pair.network();
    network.layCable();
    pair.hasty();
    talksTo(pair.a(), Host.A, pair.b(), Host.B);
    talksTo(pair.b(), Host.B, pair.a(), Host.A);
  }

  private static void talksTo(TestNode node, Host host, TestNode peer, Host peerHost) {
    node.settings()
        .set("pair.local-address", host.cableAddress())
        .set("pair.peer-address", peerHost.cableAddress() + ":" + peer.port());
  }

  @TestTemplate
  @DisplayName("R2.8 the cable dies with the primary's machine: the other link counts, a takeover")
  void diesWithThePrimary() {
    pair.startReady();
    network.unplug(Host.A);
    network.cableDown(Host.A);
    pair.a().kill();
    assertThat(pair.b().awaitServing().epoch()).isEqualTo(2);
  }

  @TestTemplate
  @DisplayName("R2.8 all of the secondary's links are down: no takeover, also beside a cable")
  void allLinksDown() {
    pair.startReady();
    network.unplug(Host.B);
    network.cableDown(Host.B);
    pair.b()
        .awaitReason("no takeover, because this node is the one that is cut off: no network link");
    staysSecondary();
    assertThat(pair.journal().story()).containsExactly("A start");
    pair.assertNeverBothBeat();
  }

  @TestTemplate
  @DisplayName("R2.8 a cable that is up is no network: reachability holds the takeover back")
  void cableIsNoNetwork() {
    for (TestNode node : List.of(pair.a(), pair.b())) {
      node.settings().set("pair.reachability", List.of(Host.W.address()));
    }
    pair.startReady();
    network.unplug(Host.B);
    List<ProcessHandle> frozen = pair.a().freeze();
    pair.b().awaitReason("it reaches none of " + Host.W.address() + " (reachability)");
    staysSecondary();
    network.plug(Host.B);
    assertThat(pair.b().awaitServing().epoch()).isEqualTo(2);
    pair.a().thaw(frozen);
    assertThat(pair.awaitSettled()).isSameAs(pair.b());
  }

  /** For longer than a takeover takes. */
  private void staysSecondary() {
    await("B stays secondary")
        .atMost(Duration.ofSeconds(30))
        .during(Duration.ofSeconds(5))
        .until(
            () -> pair.b().status().map(NodeStatus::role).filter("secondary"::equals).isPresent());
  }
}
