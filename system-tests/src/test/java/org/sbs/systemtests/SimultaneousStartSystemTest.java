package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.systemtests.kit.Looks;
import org.sbs.systemtests.kit.TestNode;
import org.sbs.systemtests.kit.TestPair;
import org.sbs.view.status.NodeStatus;

/** Both nodes start in the same instant, or nearly. */
final class SimultaneousStartSystemTest {
  private static final int ROUNDS = Integer.getInteger("start.rounds", 25);
  private static final int OFFSETS = 11;
  private static final long OFFSET_STEP_MS = 20;

  @RegisterExtension final TestPair pair = new TestPair();

  @Test
  @DisplayName("R1.4 both start at once, again and again: each time exactly one becomes primary")
  void againAndAgain() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      if (round % 5 == 0) {
        pair.renew();
      }
      boolean firstA = round % 2 == 0;
      TestNode first = firstA ? pair.a() : pair.b();
      TestNode second = firstA ? pair.b() : pair.a();
      int epochs = epochs();
      startBoth(first, second, round % OFFSETS * OFFSET_STEP_MS);
      awaitOnePrimary("round " + round);
      assertThat(epochs() - epochs).as("who became primary in round %s", round).isEqualTo(1);
      pair.assertNeverBothServed();
      end(round, first, second);
    }
  }

  private static void startBoth(TestNode first, TestNode second, long offsetMs) {
    first.start();
    Executor later = CompletableFuture.delayedExecutor(offsetMs, TimeUnit.MILLISECONDS);
    CompletableFuture.runAsync(second::start, later).join();
  }

  /** Both settled, connected with one another, and the primary's service runs. */
  private void awaitOnePrimary(String round) {
    await(round + ": one primary, one secondary")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Looks.AT_NODES)
        .until(
            () -> {
              Optional<NodeStatus> a = pair.a().status();
              Optional<NodeStatus> b = pair.b().status();
              return a.isPresent() && b.isPresent() && settled(a.get(), b.get());
            });
  }

  private static boolean settled(NodeStatus a, NodeStatus b) {
    NodeStatus primary = a.role().equals("primary") ? a : b;
    NodeStatus other = a.role().equals("primary") ? b : a;
    return primary.role().equals("primary")
        && other.role().equals("secondary")
        && primary.service().running()
        && !other.service().running()
        && primary.peer().connected()
        && other.peer().role().equals(Optional.of("primary"));
  }

  private int epochs() {
    return (int)
        List.of(pair.a(), pair.b()).stream()
            .flatMap(node -> node.reasons().stream())
            .filter(reason -> reason.startsWith("primary in epoch "))
            .count();
  }

  /** In turn: both die, both are stopped. */
  private static void end(int round, TestNode first, TestNode second) {
    if (round % 2 == 0) {
      first.kill();
      second.kill();
    } else {
      first.terminate();
      second.terminate();
      assertThat(first.awaitEnd()).isZero();
      assertThat(second.awaitEnd()).isZero();
    }
  }
}
