package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.systemtests.kit.InWords;
import org.sbs.systemtests.kit.TestNode;
import org.sbs.systemtests.kit.TestPair;
import org.sbs.view.status.NodeStatus;

/** A node sleeps and wakes: SIGSTOP and SIGCONT to SBS and to the service that it runs. */
final class FrozenSystemTest {
  /** The default silence limit, and a little. */
  private static final long LIMIT_NANOS = 2_200_000_000L;

  @RegisterExtension final TestPair pair = new TestPair();

  @Test
  @DisplayName("R2.1 R2.9 a frozen primary is taken over; when it wakes it steps aside and follows")
  void frozenPrimary() {
    pair.startReady();
    List<ProcessHandle> frozen = pair.a().freeze();
    long since = System.nanoTime();
    NodeStatus after = pair.b().awaitServing();
    assertThat(after.epoch()).isEqualTo(2);
    assertThat(InWords.of(after.reason()))
        .startsWith("primary in epoch 2: took over from")
        .contains("no sign of life for ")
        .endsWith("it counts as dead");
    pair.b().write("labels.txt", "second edition\n");
    // One that slept for less has no reason to doubt; it learns of the other by its closed link.
    await("A sleeps for longer than the limit")
        .until(() -> System.nanoTime() - since > LIMIT_NANOS);

    pair.a().thaw(frozen);
    pair.a().awaitRole("secondary");
    assertThat(pair.a().service().runs()).isFalse();
    assertThat(pair.a().reasons())
        .anyMatch(reason -> reason.startsWith("woke from a sleep of "))
        .anyMatch(
            reason ->
                reason.contains("is primary in epoch 2 and has precedence: its epoch is higher"));
    pair.a().awaitFile("labels.txt", "second edition\n");
    assertThat(pair.b().awaitReady().epoch()).isEqualTo(2);
    assertThat(pair.a().awaitReady().sync().cycle()).as("of the new primary").isGreaterThan(1);
    // Without a witness nobody can tell the sleeper anything before it wakes (R6): its service is
    // stopped then, and never starts again.
    assertThat(pair.journal().story()).containsExactly("A start", "B start", "A stop");
  }

  @Test
  @DisplayName("R2.1 R2.2 a primary that sleeps for less than the silence limit stays primary")
  void shortSleep() {
    for (TestNode node : List.of(pair.a(), pair.b())) {
      node.settings().set("pair.silence-limit-ms", 12_000);
    }
    pair.startReady();
    List<ProcessHandle> frozen = pair.a().freeze();
    // At three quarters of the limit it is in doubt; a quarter is left.
    pair.b().awaitReason("; asking it");
    pair.a().thaw(frozen);
    pair.b().awaitReason("no takeover");
    assertThat(pair.b().awaitReady().role()).isEqualTo("secondary");
    assertThat(pair.a().awaitReady().epoch()).isEqualTo(1);
    assertThat(pair.journal().story()).containsExactly("A start");
  }

  @Test
  @DisplayName("R2.9 a secondary that slept asks before it does anything, and follows again")
  void frozenSecondary() {
    pair.startReady();
    List<ProcessHandle> frozen = pair.b().freeze();
    pair.a().awaitReason("the secondary has been silent for the whole limit; serving alone");
    pair.b().thaw(frozen);
    pair.a().awaitReady();
    assertThat(pair.b().awaitReady().role()).isEqualTo("secondary");
    assertThat(pair.a().status().map(NodeStatus::epoch)).contains(1L);
    assertThat(pair.journal().story()).containsExactly("A start");
  }

  @Test
  @DisplayName(
      "R1.8 R2.1 R5.2 a start beside a frozen primary waits a minute, and ends when that lives")
  void frozenPeerAtStart() {
    pair.startReady();
    pair.b().kill();
    List<ProcessHandle> frozen = pair.a().freeze();
    long since = System.nanoTime();
    pair.b().start().awaitReason("it may just be busy and is asked for up to 60 s");
    NodeStatus started = pair.b().awaitServing();
    assertThat(Duration.ofNanos(System.nanoTime() - since)).isGreaterThan(Duration.ofSeconds(60));
    assertThat(InWords.of(started.reason()))
        .contains("it counts as frozen", "its data may be older");
    assertThat(started.epoch()).isEqualTo(2);
    pair.a().thaw(frozen);
    // It served on, and the other started with data that may be old (R5.2).
    pair.b().awaitRole("secondary");
    assertThat(pair.a().awaitReady().epoch()).isEqualTo(3);
    assertThat(pair.journal().story()).containsExactly("A start", "B start", "B stop");
  }
}
