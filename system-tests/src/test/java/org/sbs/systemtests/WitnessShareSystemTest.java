package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.systemtests.kit.Rounds;
import org.sbs.systemtests.kit.Share;
import org.sbs.systemtests.kit.TestNetwork;
import org.sbs.systemtests.kit.TestNetwork.Host;
import org.sbs.systemtests.kit.TestPair;
import org.sbs.testkit.Needs;
import org.sbs.view.status.NodeStatus;

/** The witness is a folder on a file server, and its mounts fail. */
@ExtendWith(Rounds.class)
@Needs(of = {TestNetwork.class, Share.class})
final class WitnessShareSystemTest {
  private static final long LEASE_SECONDS = 3;

  @RegisterExtension final TestPair pair = new TestPair();

  @TempDir private Path server;
  private TestNetwork network;
  private Share shareOfA;
  private Share shareOfB;

  /** What goes wrong with a share. */
  private interface Fault {
    void begin() throws IOException;

    void end() throws IOException;
  }

  @BeforeEach
  void onHosts() throws Exception {
    network = pair.network();
    pair.hasty();
    shareOfA = Share.witness(pair, pair.a(), server, LEASE_SECONDS);
    shareOfB = Share.witness(pair, pair.b(), server, LEASE_SECONDS);
  }

  @TestTemplate
  @DisplayName(
      "R6.2 R6.3 R11.3 the primary's share hangs; then the link is cut too: it stops first")
  void hangs() throws Exception {
    losesItAndThePeer(
        new Fault() {
          @Override
          public void begin() {
            shareOfA.hang();
          }

          @Override
          public void end() {
            shareOfA.goOn();
          }
        });
  }

  @TestTemplate
  @DisplayName("R6.2 R6.3 R11.3 the primary's share loses its server; then the link is cut too")
  void loses() throws Exception {
    losesItAndThePeer(
        new Fault() {
          @Override
          public void begin() throws IOException {
            shareOfA.loseServer();
          }

          @Override
          public void end() throws IOException {
            shareOfA.unmount();
            shareOfA.mount();
          }
        });
  }

  @TestTemplate
  @DisplayName("R6.2 R6.3 R11.3 the primary's share is an empty folder; then the link is cut too")
  void isEmpty() throws Exception {
    losesItAndThePeer(
        new Fault() {
          @Override
          public void begin() throws IOException {
            shareOfA.unmount();
          }

          @Override
          public void end() throws IOException {
            shareOfA.mount();
          }
        });
  }

  private void losesItAndThePeer(Fault fault) throws IOException {
    pair.startReady();
    fault.begin();
    pair.a().awaitReason("the witness does not answer");
    assertServesOn();
    assertThat(pair.a().command("status").out()).contains("no takeover without the witness");

    network.cut(Host.A, Host.B);
    pair.a().awaitReason("stopping the service before the lease ends");
    assertThat(pair.b().awaitServing().epoch()).isEqualTo(2);
    fault.end();
    network.heal();
    assertThat(pair.awaitSettled()).isSameAs(pair.b());
    assertThat(pair.journal().starts()).containsExactly("A start", "B start");
    pair.assertNeverBothBeat();
  }

  private void assertServesOn() {
    await("the secondary confirms A, which serves on for longer than a lease")
        .atMost(Duration.ofSeconds(30))
        .during(Duration.ofSeconds(LEASE_SECONDS + 1))
        .until(
            () ->
                pair.a().service().runs()
                    && pair.a()
                        .status()
                        .map(NodeStatus::role)
                        .filter("primary"::equals)
                        .isPresent());
  }

  @TestTemplate
  @DisplayName("R6.2 R11.3 the secondary's share hangs: it does not take over until it answers")
  void secondaryHangs() {
    pair.startReady();
    shareOfB.hang();
    pair.a().kill();
    pair.b().awaitReason("not primary without the witness");
    await("it stays secondary")
        .atMost(Duration.ofSeconds(30))
        .during(Duration.ofSeconds(2 * LEASE_SECONDS))
        .until(
            () -> pair.b().status().map(NodeStatus::role).filter("secondary"::equals).isPresent());
    shareOfB.goOn();
    pair.b().awaitServing();
    pair.a().start();
    assertThat(pair.awaitSettled()).isSameAs(pair.b());
    pair.assertNeverBothBeat();
  }
}
