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
import org.sbs.systemtests.kit.EtcdHost;
import org.sbs.systemtests.kit.Rounds;
import org.sbs.systemtests.kit.ServingLog;
import org.sbs.systemtests.kit.TestNetwork;
import org.sbs.systemtests.kit.TestNetwork.Host;
import org.sbs.systemtests.kit.TestNode;
import org.sbs.systemtests.kit.TestPair;
import org.sbs.testkit.Needs;
import org.sbs.view.status.NodeStatus;

/** With a witness, etcd on a third host, the two services never run at once, whatever is cut. */
@ExtendWith(Rounds.class)
@Needs(of = {TestNetwork.class, EtcdHost.class})
final class WitnessSystemTest {
  private static final long LEASE_SECONDS = 3;
  private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(LEASE_SECONDS + 2);

  /** What a thawed service may do until its SBS, thawed with it, has stopped it. */
  private static final long LAST_MOMENT_MS = 1000;

  @RegisterExtension final TestPair pair = new TestPair();

  private TestNetwork network;

  @BeforeEach
  void onHosts() throws Exception {
    network = pair.network();
    pair.hasty();
    EtcdHost.witness(pair, network, LEASE_SECONDS);
  }

  @TestTemplate
  @DisplayName("R6.1 R6.2 the pair is cut and both see the witness: the primary stays, never two")
  void pairIsCut() {
    pair.startReady();
    network.cut(Host.A, Host.B);
    staysAlone();
  }

  @TestTemplate
  @DisplayName("R6.2 only what the primary sends its secondary is lost: the primary stays")
  void primaryIsNotHeard() {
    pair.startReady();
    network.lose(Host.A, Host.B);
    staysAlone();
  }

  @TestTemplate
  @DisplayName("R6.2 only what the secondary sends its primary is lost: the primary stays")
  void secondaryIsNotHeard() {
    pair.startReady();
    network.lose(Host.B, Host.A);
    staysAlone();
  }

  /** Of two that both reach the witness, the one that has the claim. */
  private void staysAlone() {
    pair.b().awaitReason("not primary yet: the lease of epoch 1 at the witness must end first");
    assertServesFor(LONGER_THAN_A_LEASE);
    network.heal();
    assertThat(pair.awaitSettled()).isSameAs(pair.a());
    assertThat(pair.journal().story()).containsExactly("A start");
    pair.assertNeverBothBeat();
  }

  private void assertServesFor(Duration time) {
    await("A serves on")
        .atMost(time.plusSeconds(20))
        .during(time)
        .until(
            () ->
                pair.a().service().runs()
                    && pair.a().status().map(NodeStatus::role).filter("primary"::equals).isPresent()
                    && !pair.b().service().runs());
  }

  @TestTemplate
  @DisplayName("R6.2 a primary that is cut off from all stops before the other one starts")
  void primaryIsIsolated() throws Exception {
    pair.startReady();
    // On a busy machine a start may take more than one epoch.
    long before = pair.a().awaitServing().epoch();
    network.isolate(Host.A);
    pair.a().awaitReason("stopping the service before the lease ends");
    assertThat(pair.b().awaitServing().epoch()).isEqualTo(before + 1);
    pair.b().write("labels.txt", "of B\n");
    network.heal();
    assertThat(pair.awaitSettled()).isSameAs(pair.b());
    pair.awaitBothHave("labels.txt", "of B\n");
    assertThat(pair.journal().starts()).containsExactly("A start", "B start");
    pair.assertNeverBothBeat();
  }

  @TestTemplate
  @DisplayName("R6.3 R9.3 the witness alone is lost: the primary serves on and says so")
  void witnessIsLost() {
    pair.startReady();
    network.isolate(Host.W);
    pair.a().awaitReason("the witness does not answer");
    assertServesFor(LONGER_THAN_A_LEASE);
    for (TestNode node : List.of(pair.a(), pair.b())) {
      assertThat(node.command("status").out())
          .contains("Not ready: no takeover without the witness");
    }
    network.heal();
    assertThat(pair.awaitSettled()).isSameAs(pair.a());
    pair.a().awaitReason("the witness answers again");
    assertThat(pair.journal().story()).containsExactly("A start");
    pair.assertNeverBothBeat();
  }

  @TestTemplate
  @DisplayName("R6.3 the witness and the secondary are lost: the primary stops; healed, one serves")
  void allIsLost() {
    pair.startReady();
    network.isolate(Host.W);
    pair.a().awaitReason("the witness does not answer");
    network.cut(Host.A, Host.B);
    pair.a().awaitReason("stopping the service before the lease ends");
    await("A's service ends").until(() -> !pair.a().service().runs());
    pair.b().awaitReason("not primary without the witness");
    assertThat(pair.b().service().runs()).isFalse();
    network.heal();
    pair.awaitSettled();
    pair.assertNeverBothBeat();
  }

  @TestTemplate
  @DisplayName("R6.2 R2.9 a primary, SBS and its service, sleeps longer than the lease and wakes")
  void sleeps() {
    pair.startReady();
    List<ProcessHandle> frozen = pair.a().freeze();
    assertThat(pair.b().awaitServing().epoch()).isEqualTo(2);
    pair.a().thaw(frozen);
    assertThat(pair.awaitSettled()).isSameAs(pair.b());
    pair.a().awaitReason("stopping the service before the lease ends");
    assertThat(pair.journal().starts()).containsExactly("A start", "B start");
    assertThat(pair.a().service().runs()).isFalse();
    long shared = ServingLog.overlapMs(pair.servingLog().wakingLives());
    System.out.println("RESULT a service that was thawed with its SBS ran for " + shared + " ms");
    assertThat(shared).isLessThan(LAST_MOMENT_MS);
  }

  @TestTemplate
  @DisplayName("R2.3 R6.2 kill -9 of the primary: the other serves when the lease is over")
  void killed() {
    pair.startReady();
    pair.a().kill();
    pair.b().awaitServing();
    pair.a().start();
    assertThat(pair.awaitSettled()).isSameAs(pair.b());
    pair.assertNeverBothBeat();
  }

  @TestTemplate
  @DisplayName("R1.8 R6.1 a node with old data does not serve alone, until it is told --force")
  void oldData() {
    pair.startReady();
    pair.a().kill();
    pair.b().awaitServing();
    pair.b().write("labels.txt", "of B\n");
    pair.b().kill();
    TestNode old = pair.a().start();
    String said = old.awaitReason("not primary with old data: the witness remembers");
    assertThat(said).contains("primary in epoch 2").contains("--force");
    await("it does not serve, however long it waits")
        .atMost(LONGER_THAN_A_LEASE.plusSeconds(20))
        .during(LONGER_THAN_A_LEASE)
        .until(() -> old.status().map(NodeStatus::role).filter("starting"::equals).isPresent());
    old.kill();
    assertThat(old.start("--force").awaitServing().epoch()).isEqualTo(3);
    pair.b().start();
    assertThat(pair.awaitSettled()).isSameAs(pair.a());
    pair.assertNeverBothBeat();
  }

  @TestTemplate
  @DisplayName("R3.2 R6.2 a switchover passes the claim on, and never do both serve")
  void switchover() {
    pair.startReady();
    assertThat(pair.a().command("switchover").status()).isZero();
    assertThat(pair.awaitSettled()).isSameAs(pair.b());
    assertThat(pair.a().command("switchover").status()).isZero();
    assertThat(pair.awaitSettled()).isSameAs(pair.a());
    pair.assertNeverBothBeat();
  }
}
