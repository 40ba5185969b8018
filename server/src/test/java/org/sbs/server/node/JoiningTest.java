package org.sbs.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.server.node.NodeControl.Answer;
import org.sbs.view.status.NodeStatus;

/** What a primary answers and tells while its secondary joins, and after it is lost. */
class JoiningTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("R4.1 a cycle asked for while the secondary's connection opens waits for it")
  void cycleWaits() throws Exception {
    try (TestPair pair = new TestPair(folder);
        HandSecondary secondary = accepted(pair)) {
      CompletableFuture<Answer> answer = pair.a.node.sync();
      assertThat(answer).isNotDone();
      secondary.receive();
      assertThat(answer.get(60, TimeUnit.SECONDS))
          .matches(Answer::done)
          .matches(given -> given.sentence().contains("is committed"));
    }
  }

  @Test
  @DisplayName("R4.1 a cycle that waits for a secondary is refused when the secondary is lost")
  void cycleDoesNotWaitForEver() throws Exception {
    try (TestPair pair = new TestPair(folder);
        HandSecondary secondary = accepted(pair)) {
      CompletableFuture<Answer> answer = pair.a.node.sync();
      secondary.leave();
      assertThat(answer.get(60, TimeUnit.SECONDS).sentence())
          .isEqualTo("The cycle was not committed: the secondary was lost before the cycle began.");
      pair.a.await("alone", status -> !status.peer().connected());
      assertThat(pair.a.node.sync().get(60, TimeUnit.SECONDS).sentence())
          .isEqualTo("The cycle was not committed: no secondary is connected.");
    }
  }

  @Test
  @DisplayName("R9.3 ready is a primary only when the secondary that it has now got a cycle")
  void notReadyByAnEarlierSecondary() throws Exception {
    try (TestPair pair = new TestPair(folder);
        HandSecondary first = accepted(pair)) {
      first.receive();
      pair.a.await("ready", status -> status.readiness().ready());
      first.leave();
      pair.a.await("alone", status -> !status.peer().connected());
      assertThat(pair.a.node.status().readiness().reasons())
          .extracting(TestPair::said)
          .containsExactly("no secondary is connected");
      try (HandSecondary second =
          new HandSecondary(folder.resolve("second"), pair.identity, pair.a.node.port())) {
        second.join();
        assertThat(pair.a.node.status().readiness().reasons())
            .extracting(TestPair::said)
            .containsExactly("no cycle was committed yet");
        second.receive();
        pair.a.await("ready again", status -> status.readiness().ready());
      }
    }
  }

  @Test
  @DisplayName("R9.3 a primary that gave a silent secondary up goes on telling of its last cycle")
  void lastCycleIsTold() throws Exception {
    try (TestPair pair = new TestPair(folder);
        HandSecondary secondary = accepted(pair)) {
      secondary.receive();
      Optional<String> committed =
          pair.a.await("ready", status -> status.readiness().ready()).sync().committedAt();
      assertThat(committed).isPresent();
      secondary.fallSilent();
      pair.a.await("alone", status -> !status.peer().connected());
      assertThat(pair.a.node.status().sync().committedAt()).isPresent();
      assertThat(pair.a.node.status().sync().cycle()).isPositive();
    }
  }

  @Test
  @DisplayName("R10.10 an absurd epoch in one heartbeat ends its link, is named, changes nothing")
  void absurdEpoch() throws Exception {
    try (TestPair pair = new TestPair(folder);
        HandSecondary secondary = accepted(pair)) {
      secondary.receive();
      long epoch = pair.a.await("ready", status -> status.readiness().ready()).epoch();
      secondary.says(2_000_000);
      NodeStatus alone = pair.a.await("alone", status -> !status.peer().connected());
      assertThat(alone.role()).isEqualTo("primary");
      assertThat(alone.epoch()).isEqualTo(epoch);
      assertThat(pair.a.durable().epoch()).isEqualTo(epoch);
      assertThat(pair.a.node.history(100).toString()).contains("View.epoch is 2000000");
      try (HandSecondary again =
          new HandSecondary(folder.resolve("again"), pair.identity, pair.a.node.port())) {
        again.join().receive();
        pair.a.await("ready again", status -> status.readiness().ready());
      }
    }
  }

  private HandSecondary accepted(TestPair pair) throws Exception {
    Files.writeString(pair.a.settings.resolve("dock.toml"), "one");
    pair.a.start().awaitServing();
    return new HandSecondary(folder.resolve("first"), pair.identity, pair.a.node.port()).join();
  }
}
