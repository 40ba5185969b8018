package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.systemtests.kit.InWords;
import org.sbs.systemtests.kit.Processes;
import org.sbs.systemtests.kit.TestPair;
import org.sbs.view.status.NodeStatus;

/** The primary dies: kill -9. */
final class TakeoverSystemTest {
  @RegisterExtension final TestPair pair = new TestPair();

  @Test
  @DisplayName("R2.1 R2.3 R2.5 kill -9: the other serves with the last cycle; the old one follows")
  void killNine() throws Exception {
    pair.startReady();
    pair.a().service().deactivate("Dock 3");
    pair.a()
        .awaitStatus(
            "sees that Dock 3 is inactive",
            status ->
                status.service().sentinels().stream()
                    .anyMatch(sentinel -> sentinel.name().equals("Dock 3") && !sentinel.active()));
    pair.a().write("labels.txt", "second edition\n");
    assertThat(pair.a().sync().done()).isTrue();
    pair.a().write("late.txt", "after the last cycle\n");

    pair.a().kill();
    NodeStatus after = pair.b().awaitServing();
    assertThat(after.epoch()).isEqualTo(2);
    assertThat(InWords.of(after.reason()))
        .startsWith("primary in epoch 2: took over from 127.0.0.1:" + pair.a().port() + ": ");
    pair.b().awaitReason("the service runs: 2 of 2 active");
    assertThat(pair.b().service().everActivated()).containsExactly("Dock 1", "Dock 2");
    assertThat(pair.b().service().active()).containsExactly("Dock 1", "Dock 2");
    assertThat(pair.b().read("labels.txt")).contains("second edition\n");
    assertThat(pair.b().read("late.txt")).isEmpty();

    pair.b().write("labels.txt", "third edition\n");
    pair.a().start();
    assertThat(InWords.of(pair.a().awaitRole("secondary").reason()))
        .isEqualTo("secondary of 127.0.0.1:" + pair.b().port() + " in epoch 2");
    pair.a().awaitFile("labels.txt", "third edition\n");
    assertThat(pair.b().awaitReady().epoch()).isEqualTo(2);
    // What was edited on the old primary after its last cycle is not lost: the new one takes it
    // over.
    pair.b().awaitFile("late.txt", "after the last cycle\n");
    pair.b().awaitReason("the service runs: restarted to read its settings again");
    assertThat(pair.journal().story())
        .containsExactly("A start", "A stop", "B start", "B stop", "B start");
    pair.assertNeverBothServed();
  }

  @Test
  @DisplayName(
      "R2.3 the first start leaves the service's sentinels as they are; so does a takeover")
  void firstStart() throws Exception {
    pair.a().service().has(List.of("Dock 2"));
    pair.startReady();
    assertThat(pair.a().awaitReason("the service runs: ")).endsWith("1 of 1 active");
    assertThat(pair.a().service().active()).containsExactly("Dock 2");
    assertThat(pair.a().service().everActivated()).isEmpty();
    assertThat(pair.a().sync().done()).isTrue();
    pair.a().kill();
    pair.b().awaitServing();
    pair.b().awaitReason("the service runs: 1 of 1 active");
    assertThat(pair.b().service().everActivated()).containsExactly("Dock 2");
  }

  @Test
  @DisplayName("R2.7 kill -9 of SBS ends the service that it ran within a second")
  void serviceDiesWithSbs() {
    pair.a().start().awaitServing();
    ProcessHandle service = pair.a().service().process().orElseThrow();
    assertThat(Processes.runs(service)).isTrue();
    pair.a().kill();
    await("the service ends")
        .atMost(Duration.ofSeconds(1))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> !Processes.runs(service));
    assertThat(pair.journal().story()).containsExactly("A start", "A stop");
  }

  @Test
  @DisplayName("R2.1 R2.5 three takeovers in turn: the epoch rises by one each, all edits arrive")
  void backAndForth() throws Exception {
    pair.startReady();
    pair.a().kill();
    pair.b().awaitServing();
    pair.b().write("round.txt", "of B\n");
    pair.a().start().awaitReady();
    assertThat(pair.b().sync().done()).isTrue();

    pair.b().kill();
    assertThat(pair.a().awaitServing().epoch()).isEqualTo(3);
    assertThat(pair.a().read("round.txt")).contains("of B\n");
    pair.a().write("round.txt", "of A\n");
    pair.b().start().awaitReady();
    assertThat(pair.a().sync().done()).isTrue();

    pair.a().kill();
    assertThat(pair.b().awaitServing().epoch()).isEqualTo(4);
    assertThat(pair.b().read("round.txt")).contains("of A\n");
    pair.assertNeverBothServed();
  }
}
