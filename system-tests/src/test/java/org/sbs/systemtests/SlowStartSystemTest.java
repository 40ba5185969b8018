package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.systemtests.kit.Starvation;
import org.sbs.systemtests.kit.TestNode;
import org.sbs.systemtests.kit.TestPair;
import org.sbs.view.status.NodeStatus;

/** A start beside a primary that is too busy to answer soon keeps its hands off the role (R1.8). */
final class SlowStartSystemTest {
  private static final String BUSY = "it may just be busy and is asked for up to 60 s";

  @RegisterExtension final TestPair pair = new TestPair();

  @Test
  @DisplayName("R1.8 a restarted secondary beside a starved primary waits, and follows it")
  void restartedBesideAStarvedPrimary() throws Exception {
    pair.startReady();
    pair.b().kill();
    pair.a().awaitReason("serving alone");
    long primary = pair.a().handle().pid();
    try (Starvation starved = new Starvation(primary, 1900, 30)) {
      pair.b().start();
      // From then on R2.1 holds: a secondary takes over from a primary that is silent.
      pair.b().awaitRole("secondary");
      assertThat(starved.lasts()).as("A was starved until then").isTrue();
    }
    pair.a().awaitReady();
    assertThat(pair.b().awaitReady().role()).isEqualTo("secondary");
    assertStays(pair.a(), pair.b());
    assertThat(pair.journal().story()).containsExactly("A start");
  }

  @Test
  @DisplayName("R1.8 a first start beside a port that says nothing for 20 s waits, then follows")
  void firstStartBesideASilentPort() throws IOException {
    pair.b().start().awaitServing();
    List<ProcessHandle> frozen = pair.b().freeze();
    pair.a().start().awaitReason(BUSY);
    await("A goes on waiting")
        .during(Duration.ofSeconds(20))
        .atMost(Duration.ofSeconds(30))
        .until(() -> role(pair.a()).filter("starting"::equals).isPresent());
    pair.b().thaw(frozen);
    pair.a().awaitRole("secondary");
    pair.b().awaitReady();
    assertStays(pair.b(), pair.a());
    assertThat(pair.journal().story()).containsExactly("B start");
  }

  private static Optional<String> role(TestNode node) {
    return node.status().map(NodeStatus::role);
  }

  private static void assertStays(TestNode primary, TestNode other) {
    assertThat(primary.awaitServing().epoch()).isEqualTo(1);
    assertThat(other.history()).noneMatch(entry -> entry.role().equals("primary"));
  }
}
