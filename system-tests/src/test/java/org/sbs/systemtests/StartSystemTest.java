package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.systemtests.kit.InWords;
import org.sbs.systemtests.kit.Processes;
import org.sbs.systemtests.kit.Sbs;
import org.sbs.systemtests.kit.TestNode;
import org.sbs.systemtests.kit.TestPair;
import org.sbs.view.status.NodeStatus;

/** Two nodes that start one after the other, and one that cannot. */
final class StartSystemTest {
  @RegisterExtension final TestPair pair = new TestPair();

  @Test
  @DisplayName("R1.3 R4.2 R9.3 the first to run is primary, the second follows and gets its files")
  void firstIsPrimary() {
    NodeStatus alone = pair.a().start().awaitServing();
    assertThat(InWords.of(alone.reason()))
        .startsWith("primary in epoch 1 by a direct start: no primary is there;");
    assertThat(Sbs.run(pair.a().home(), "status").out())
        .contains("Not ready: no secondary is connected");

    NodeStatus second = pair.b().start().awaitRole("secondary");
    assertThat(InWords.of(second.reason()))
        .isEqualTo("secondary of 127.0.0.1:" + pair.a().port() + " in epoch 1");
    pair.b().awaitReady();
    pair.a().awaitReady();
    assertThat(pair.b().read("labels.txt")).contains("first edition\n");
    assertThat(Sbs.run(pair.b().home(), "status").out())
        // With the name of its machine, once the other node has told it.
        .containsPattern("Peer {7}primary, (\\S+, )?127[.]0[.]0[.]1:" + pair.a().port())
        .endsWith("\nReady to fail over\n");
    assertThat(pair.b().service().runs()).isFalse();
    assertThat(pair.journal().story()).containsExactly("A start");
  }

  @Test
  @DisplayName("R1.3 the other order: who starts first serves, whatever its name and address")
  void otherOrder() {
    pair.b().write("own.txt", "of B\n").start().awaitServing();
    pair.a().start().awaitRole("secondary");
    pair.a().awaitReady();
    assertThat(pair.a().read("own.txt")).contains("of B\n");
    assertThat(pair.a().read("labels.txt")).as("not strict: kept").contains("first edition\n");
    assertThat(pair.b().status().map(NodeStatus::role)).contains("primary");
    assertThat(pair.journal().story()).containsExactly("B start");
  }

  @Test
  @DisplayName("R1.1 without a peer address the start fails with 78, says so, and starts nothing")
  void noPeerAddress() {
    TestNode node = pair.a();
    node.settings().remove("pair.peer-address");
    assertThat(node.start().awaitEnd()).isEqualTo(78);
    assertThat(node.log())
        .contains("pair.peer-address")
        .contains("the address of the other node is missing")
        .contains("sbs config set pair.peer-address HOST");
    assertThat(pair.journal().entries()).isEmpty();
    assertThat(node.status()).isEmpty();
  }

  @Test
  @DisplayName("R1.2 R2.7 a service that runs at the start is stopped; only SBS starts it again")
  void stopsARunningService() throws Exception {
    useManagedService(pair.a());
    useManagedService(pair.b());
    pair.a().start().awaitServing();
    pair.b().service().byHand("start");
    await("B's service runs").until(() -> pair.b().service().runs());
    pair.b().start().awaitReady();
    assertThat(pair.b().service().runs()).isFalse();
    assertThat(pair.b().terminate().awaitEnd()).isZero();

    // A service that is managed elsewhere outlives SBS: it is stopped when SBS comes back.
    ProcessHandle served = pair.a().service().process().orElseThrow();
    pair.a().kill();
    assertThat(Processes.runs(served)).isTrue();
    pair.a().start().awaitServing();
    assertThat(Processes.runs(served)).isFalse();
    assertThat(pair.journal().story())
        .containsExactly("A start", "B start", "B stop", "A stop", "A start");
  }

  private static void useManagedService(TestNode node) {
    node.settings().remove("service.run");
    for (String verb : new String[] {"start", "stop", "running"}) {
      node.settings().set("service." + verb, node.service().command(verb));
    }
  }
}
