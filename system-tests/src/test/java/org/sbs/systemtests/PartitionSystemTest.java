package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.systemtests.kit.InWords;
import org.sbs.systemtests.kit.Outcome;
import org.sbs.systemtests.kit.Rounds;
import org.sbs.systemtests.kit.ServingLog;
import org.sbs.systemtests.kit.TestNetwork;
import org.sbs.systemtests.kit.TestNetwork.Host;
import org.sbs.systemtests.kit.TestNode;
import org.sbs.systemtests.kit.TestPair;
import org.sbs.testkit.Needs;
import org.sbs.view.status.NodeStatus;

/** A pair without a witness whose network fails: it may serve twice while cut, and settles. */
@ExtendWith(Rounds.class)
@Needs(of = TestNetwork.class)
final class PartitionSystemTest {
  private static final int MOST_TAKEOVERS = 3;
  private static final long FLAP_SECONDS = Long.getLong("flap.seconds", 12);

  @RegisterExtension final TestPair pair = new TestPair();

  private TestNetwork network;

  @BeforeEach
  void onHosts() {
    network = pair.network();
    pair.hasty();
  }

  @TestTemplate
  @DisplayName("R2.5 R5.1 R5.2 a cut pair serves twice; healed it settles, and no edit is lost")
  void cutAndHealed() {
    pair.a().write("of-a.txt", "old\n").write("of-b.txt", "old\n").write("of-both.txt", "old\n");
    pair.startReady();
    network.cut(Host.A, Host.B);
    assertThat(pair.b().awaitServing().epoch()).isEqualTo(2);
    pair.a().awaitReason("serving alone");
    assertThat(pair.a().service().runs()).isTrue();
    pair.a().write("of-a.txt", "edited on A\n").write("of-both.txt", "edited on A\n");
    pair.a().write("new-on-a.txt", "made on A\n");
    pair.b().write("of-b.txt", "edited on B\n").write("of-both.txt", "edited on B\n");

    network.heal();
    assertThat(pair.awaitSettled()).as("the higher epoch stays").isSameAs(pair.b());
    pair.a().awaitReason("stepping aside");
    pair.awaitBothHave("of-a.txt", "edited on A\n");
    pair.awaitBothHave("of-b.txt", "edited on B\n");
    pair.awaitBothHave("new-on-a.txt", "made on A\n");
    pair.awaitBothHave("of-both.txt", "edited on B\n");
    pair.awaitKeptConflict(pair.a(), "of-both.txt", "edited on A\n");
    tellOverlap("the pair was cut");
  }

  @TestTemplate
  @DisplayName("R2.1 R5.2 only what the primary sends is lost: taken for dead, then settled")
  void primaryIsNotHeard() {
    pair.startReady();
    network.lose(Host.A, Host.B);
    pair.b().awaitServing();
    network.heal();
    assertThat(pair.awaitSettled()).isSameAs(pair.b());
    tellOverlap("the primary was not heard");
  }

  @TestTemplate
  @DisplayName("R2.1 R5.2 only what the secondary sends is lost: settled when it is healed")
  void secondaryIsNotHeard() {
    pair.startReady();
    network.lose(Host.B, Host.A);
    pair.a().awaitReason("serving alone");
    pair.b().awaitServing();
    network.heal();
    assertThat(pair.awaitSettled()).isSameAs(pair.b());
    tellOverlap("the secondary was not heard");
  }

  @TestTemplate
  @DisplayName("R2.6 R5.2 a flapping link: no more takeovers than the limit, and it settles")
  void flapping() {
    for (TestNode node : List.of(pair.a(), pair.b())) {
      node.settings()
          .set("pair.max-takeovers", MOST_TAKEOVERS)
          .set("pair.takeover-window-seconds", 600);
    }
    pair.startReady();
    long seed = Long.getLong("flap.seed", System.nanoTime());
    System.out.println("A flapping link: -Dflap.seed=" + seed);
    Random random = new Random(seed);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(FLAP_SECONDS);
    while (System.nanoTime() < end) {
      network.cut(Host.A, Host.B);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(200, 2500)));
      network.heal();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(200, 1500)));
    }
    pair.awaitSettled();
    for (TestNode node : List.of(pair.a(), pair.b())) {
      assertThat(node.reasons().stream().filter(said -> said.contains(": took over from ")))
          .as("takeovers of one node")
          .hasSizeLessThanOrEqualTo(MOST_TAKEOVERS);
    }
    tellOverlap("the link flapped");
  }

  @TestTemplate
  @DisplayName("R2.8 R9.3 a secondary whose only link is down does not take over, and says so")
  void unplugged() {
    pair.startReady();
    network.unplug(Host.B);
    pair.b()
        .awaitReason("no takeover, because this node is the one that is cut off: no network link");
    Outcome status = pair.b().command("status");
    assertThat(status.out())
        .contains("no network link of this machine is up")
        .contains("Not ready");
    assertThat(pair.a().awaitServing().epoch()).isEqualTo(1);
    network.plug(Host.B);
    assertThat(pair.awaitSettled()).isSameAs(pair.a());
    assertThat(pair.journal().story()).containsExactly("A start");
    pair.assertNeverBothBeat();
  }

  @TestTemplate
  @DisplayName("R2.8 a secondary whose own address is gone does not take over, another left or not")
  void ownAddressGone() {
    pair.startReady();
    for (boolean another : new boolean[] {true, false}) {
      if (another) {
        network.giveAnotherAddress(Host.B);
      }
      network.takeOwnAddress(Host.B);
      pair.b().awaitReason("no takeover: this node is the one that is cut off");
      assertThat(pair.a().awaitServing().epoch()).isEqualTo(1);
      network.giveAddress(Host.B);
      assertThat(pair.awaitSettled()).isSameAs(pair.a());
      network.takeAnotherAddress(Host.B);
    }
    assertThat(pair.journal().story()).containsExactly("A start");
    pair.assertNeverBothBeat();
  }

  @TestTemplate
  @DisplayName("R2.8 a secondary that reaches none of reachability does not take over")
  void reachesNobody() {
    reachability();
    pair.startReady();
    network.isolate(Host.B);
    pair.b().awaitReason("it reaches none of " + Host.W.address() + " (reachability)");
    assertThat(pair.b().awaitRole("secondary").epoch()).isEqualTo(1);
    assertThat(pair.a().awaitServing().epoch()).isEqualTo(1);
    network.heal();
    assertThat(pair.awaitSettled()).isSameAs(pair.a());
    assertThat(pair.journal().story()).containsExactly("A start");
    pair.assertNeverBothBeat();
  }

  @TestTemplate
  @DisplayName("R2.8 a secondary that reaches one of reachability takes over from a lost primary")
  void reachesTheGateway() {
    reachability();
    pair.startReady();
    network.isolate(Host.A);
    assertThat(pair.b().awaitServing().epoch()).isEqualTo(2);
    network.heal();
    assertThat(pair.awaitSettled()).isSameAs(pair.b());
  }

  private void reachability() {
    for (TestNode node : List.of(pair.a(), pair.b())) {
      node.settings().set("pair.reachability", List.of(Host.W.address()));
    }
  }

  @TestTemplate
  @DisplayName("R1.9 a node whose address is not up yet waits, says so, and starts when it is")
  void lateAddress() {
    network.takeAddress(Host.A);
    NodeStatus waiting =
        pair.a()
            .start()
            .awaitStatus(
                "waits for the network",
                status -> InWords.of(status.reason()).contains("waiting for the network"));
    assertThat(waiting.role()).isEqualTo("starting");
    assertThat(InWords.of(waiting.reason())).contains(Host.A.address());
    assertThat(pair.journal().entries()).isEmpty();
    network.giveAddress(Host.A);
    pair.a().awaitServing();
    pair.b().start();
    assertThat(pair.awaitSettled()).isSameAs(pair.a());
    pair.assertNeverBothBeat();
  }

  @TestTemplate
  @DisplayName("R1.9 a node that starts before its switch waits, whichever address it listens at")
  void lateSwitch() {
    network.unplug(Host.A);
    pair.a().settings().set("pair.local-address", "");
    pair.a().start().awaitReason("waiting for the network: no network link of this machine is up");
    assertThat(pair.journal().entries()).isEmpty();
    network.plug(Host.A);
    pair.a().awaitServing();
    pair.b().start();
    assertThat(pair.awaitSettled()).isSameAs(pair.a());
    pair.assertNeverBothBeat();
  }

  @TestTemplate
  @DisplayName("R1.9 R1.3 beside a serving peer the late one becomes secondary, not primary")
  void lateBesideAPrimary() {
    pair.a().start().awaitServing();
    network.takeAddress(Host.B);
    pair.b().start().awaitReason("waiting for the network");
    await("it waits for longer than its peer's silence")
        .during(Duration.ofSeconds(2))
        .until(() -> pair.b().status().filter(s -> s.role().equals("starting")).isPresent());
    network.giveAddress(Host.B);
    assertThat(pair.awaitSettled()).isSameAs(pair.a());
    assertThat(pair.journal().story()).containsExactly("A start");
    pair.assertNeverBothBeat();
  }

  private void tellOverlap(String when) {
    System.out.println(
        "RESULT without a witness, both services served for "
            + ServingLog.overlapMs(pair.servingLog().lives())
            + " ms while "
            + when);
  }
}
