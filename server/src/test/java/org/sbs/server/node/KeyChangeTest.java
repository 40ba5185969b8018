package org.sbs.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbs.server.node.TestPair.said;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.link.DialResult;
import org.sbs.server.link.Keyring;
import org.sbs.server.link.KeyringFile;
import org.sbs.server.link.PairIdentity;
import org.sbs.server.link.PairKey;
import org.sbs.view.picture.Picture;
import org.sbs.view.picture.Remedy;
import org.sbs.view.picture.Severity;
import org.sbs.view.picture.Trouble;
import org.sbs.view.status.NodeStatus;

/** Two whole nodes whose pair key is changed (R10.8). */
@Tag("slow")
class KeyChangeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  /**
   * A pair that takes no slow machine for a dead node: no takeover is meant to come of that here.
   */
  private TestPair patient() throws Exception {
    TestPair pair = new TestPair(folder);
    pair.a.morePair = "silence-limit-ms = 10000";
    pair.b.morePair = "silence-limit-ms = 10000";
    return pair;
  }

  private static NodeControl.Answer of(
      java.util.concurrent.CompletableFuture<NodeControl.Answer> answer) throws Exception {
    return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Both nodes have the same key alone, which is not that one; returns it. */
  private static PairKey awaitOneKey(TestPair pair, PairKey not) {
    org.awaitility.Awaitility.await("one key")
        .atMost(PATIENCE)
        .until(
            () ->
                !pair.a.keys.now().current().equals(not)
                    && pair.a.keys.now().accepted().size() == 1
                    && pair.a.keys.now().accepted().equals(pair.b.keys.now().accepted()));
    return pair.a.keys.now().current();
  }

  private static void assertRefused(TestPair pair, TestPair.Side side, PairKey old)
      throws Exception {
    try (HandSecondary stranger =
        new HandSecondary(side.settings, PairIdentity.of(old), side.node.port())) {
      assertThat(stranger.ask())
          .isInstanceOfSatisfying(
              DialResult.NotAPeer.class,
              no -> assertThat(no.misfit()).isEqualTo(DialResult.Misfit.WRONG_KEY));
    }
    assertThat(pair.running()).isEqualTo(1);
  }

  private static List<String> history(TestPair.Side side, String kind) {
    return side.node.history(1000).stream()
        .filter(entry -> entry.kind().equals(kind))
        .map(entry -> said(entry.reason()))
        .toList();
  }

  private static void awaitHistory(TestPair.Side side, String part) {
    org.awaitility.Awaitility.await("history with " + part)
        .atMost(PATIENCE)
        .until(() -> history(side, "key").stream().anyMatch(line -> line.contains(part)));
  }

  @Test
  @DisplayName("R10.8 either node changes the key; the pair goes on replicating in its roles")
  void routine() throws Exception {
    try (TestPair pair = patient().together()) {
      long epoch = pair.a.node.status().epoch();
      PairKey old = pair.key;
      for (TestPair.Side side : List.of(pair.a, pair.b)) {
        Files.writeString(pair.a.settings.resolve("before.csv"), old.id());
        NodeControl.Answer answer = of(side.node.changeKey());
        assertThat(answer.done()).as(answer.sentence()).isTrue();
        PairKey now = awaitOneKey(pair, old);
        for (TestPair.Side one : List.of(pair.a, pair.b)) {
          assertThat(PairKey.read(one.keyFile().keyFile())).isEqualTo(now);
          assertThat(one.keyFile().load().accepted()).containsExactly(now);
          awaitHistory(one, "both nodes use the new pair key");
          assertThat(one.node.status().keyChange()).isEmpty();
          String told = one.node.history(1000) + " " + answer + " " + one.node.status();
          assertThat(told).doesNotContain(now.text()).doesNotContain(old.text());
        }
        Files.writeString(pair.a.settings.resolve("after.csv"), now.id());
        TestPair.awaitFile(pair.b.settings.resolve("before.csv"), old.id());
        TestPair.awaitFile(pair.b.settings.resolve("after.csv"), now.id());
        assertRefused(pair, pair.a, old);
        old = now;
      }
      assertThat(pair.a.node.status().role()).isEqualTo("primary");
      assertThat(pair.b.node.status().role()).isEqualTo("secondary");
      assertThat(pair.a.node.status().epoch()).isEqualTo(epoch);
      pair.b.close();
      pair.b.start().awaitRole("secondary");
      pair.a.await("ready", status -> status.readiness().ready());
    }
  }

  @Test
  @DisplayName("R10.8 an absent node takes the key when it comes; status says until when both hold")
  void absent() throws Exception {
    try (TestPair pair = patient().together()) {
      pair.b.close();
      pair.a.await("alone", status -> !status.peer().connected());
      NodeControl.Answer answer = of(pair.a.node.changeKey());
      assertThat(answer.done()).as(answer.sentence()).isTrue();
      NodeStatus.KeyChange change = pair.a.node.status().keyChange().orElseThrow();
      assertThat(change.state()).isEqualTo("offered");
      assertThat(answer.sentence()).contains(change.until());
      assertThat(pair.a.keys.now().current()).isEqualTo(pair.key);
      // Not another one meanwhile.
      NodeControl.Answer again = of(pair.a.node.changeKey());
      assertThat(again.done()).isFalse();
      assertThat(again.sentence()).contains(change.until());
      pair.b.start();
      awaitOneKey(pair, pair.key);
      pair.b.awaitRole("secondary");
      assertRefused(pair, pair.a, pair.key);
    }
  }

  /** Stored keys of two nodes, wherever a crash may have left them. */
  private void store(TestPair pair, Keyring ofA, Keyring ofB) throws Exception {
    KeyringFile fileA = pair.a.keyFile();
    KeyringFile fileB = pair.b.keyFile();
    fileA.save(ofA);
    fileB.save(ofB);
  }

  @Test
  @DisplayName(
      "R10.8 both nodes killed at any step of a change end on the new key, who serves or not")
  void killed() throws Exception {
    PairKey next = PairKey.generate();
    try (TestPair pair = patient().together()) {
      long now = System.currentTimeMillis();
      Keyring first = Keyring.of(pair.key);
      Keyring offered = first.offer(next, now).ring();
      Keyring taken = first.hear(offered.note(), now).ring();
      Keyring done = offered.hear(taken.note(), now).ring();
      record Cut(Keyring a, Keyring b) {}
      for (Cut cut :
          List.of(new Cut(offered, first), new Cut(taken, offered), new Cut(done, taken))) {
        pair.b.close();
        pair.a.close();
        store(pair, cut.a(), cut.b());
        pair.a.start().awaitServing();
        pair.b.start().awaitRole("secondary");
        assertThat(awaitOneKey(pair, pair.key)).isEqualTo(next);
        pair.a.await("ready", status -> status.readiness().ready());
      }
    }
  }

  @Test
  @DisplayName(
      "R10.8 a takeover in the middle of a change: the pair ends on the new key all the same")
  void takeover() throws Exception {
    try (TestPair pair = patient().together()) {
      pair.b.close();
      pair.a.await("alone", status -> !status.peer().connected());
      assertThat(of(pair.a.node.changeKey()).done()).isTrue();
      PairKey next = pair.a.keys.now().change().orElseThrow().other();
      pair.a.close();
      // The other one knows nothing of the change and serves.
      pair.b.start().awaitServing();
      pair.a.start().awaitRole("secondary");
      assertThat(awaitOneKey(pair, pair.key)).isEqualTo(next);
      assertThat(pair.b.node.status().role()).isEqualTo("primary");
      assertThat(of(pair.b.node.switchover()).done()).isTrue();
      pair.a.awaitServing();
      assertThat(of(pair.a.node.changeKey()).done()).isTrue();
      awaitOneKey(pair, next);
    }
  }

  @Test
  @DisplayName(
      "R10.8 R1.5 a node that was away for too long is refused, does not serve, and can join")
  void tooLong() throws Exception {
    PairKey next = PairKey.generate();
    try (TestPair pair = patient().together()) {
      pair.b.close();
      pair.a.close();
      Keyring first = Keyring.of(pair.key);
      Keyring late = first.offer(next, System.currentTimeMillis() - 8 * 24 * 3_600_000L).ring();
      store(pair, late, first);
      pair.a.start().awaitServing();
      awaitHistory(pair.a, "sbs pair join --force");
      assertThat(pair.a.keys.now().accepted()).containsExactly(next);
      pair.b.start();
      pair.b.await("refused", status -> said(status.reason()).contains("sbs pair join"));
      assertThat(pair.b.node.status().role()).isNotEqualTo("primary");
      assertThat(of(pair.b.node.enterKey(next.text())).done()).isTrue();
      pair.b.close();
      pair.b.start().awaitRole("secondary");
      assertThat(pair.running()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName(
      "R10.8 R1.5 a leaked key is refused at once; its secondary does not take over, and joins"
          + " anew")
  void leaked() throws Exception {
    try (TestPair pair = patient().together()) {
      NodeControl.NewKey made =
          pair.a.node.replaceLeakedKey().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      String fresh = made.key().orElseThrow();
      assertThat(made.toString()).doesNotContain(fresh);
      pair.a.await("alone", status -> !status.peer().connected());
      pair.b.await("refused", status -> said(status.reason()).contains("sbs pair join --force"));
      assertThat(pair.b.node.status().role()).isNotEqualTo("primary");
      assertThat(pair.a.node.status().role()).isEqualTo("primary");
      pair.a.await(
          "told of the other key",
          status -> Picture.of(status).troubles().get(0).what().has(ReasonCode.PEER_KEY_OTHER));
      assertThat(Picture.of(pair.a.node.status()).troubles().get(0).remedy()).contains(Remedy.JOIN);
      Trouble told = Picture.of(pair.a.node.status()).troubles().get(0);
      assertThat(pair.a.node.status().readiness().reasons())
          .extracting(reason -> reason.code())
          .contains(ReasonCode.KEY_LEAKED);
      assertThat(told.severity()).isEqualTo(Severity.CRITICAL);
      assertThat(said(told.what())).contains("another pair key");
      assertThat(history(pair.a, "alert")).filteredOn(said(told.what())::equals).hasSize(1);
      assertRefused(pair, pair.a, pair.key);
      // The running node takes the key without a restart.
      NodeControl.Answer wrong = of(pair.b.node.enterKey(fresh.substring(1)));
      assertThat(wrong.done()).isFalse();
      assertThat(wrong.sentence()).doesNotContain(fresh.substring(1));
      assertThat(of(pair.b.node.enterKey(fresh)).done()).isTrue();
      pair.b.awaitRole("secondary");
      Files.writeString(pair.a.settings.resolve("after.csv"), "after");
      TestPair.awaitFile(pair.b.settings.resolve("after.csv"), "after");
      assertThat(pair.a.node.status().readiness().reasons())
          .extracting(reason -> reason.code())
          .doesNotContain(ReasonCode.PEER_KEY_OTHER, ReasonCode.KEY_LEAKED);
      pair.b.close();
      pair.a.await("alone again", status -> !status.peer().connected());
      assertThat(Picture.of(pair.a.node.status()).troubles())
          .noneMatch(trouble -> trouble.remedy().equals(Optional.of(Remedy.JOIN)));
      for (TestPair.Side side : List.of(pair.a, pair.b)) {
        assertThat(side.keyFile().load().accepted()).containsExactly(PairKey.parse(fresh));
        assertThat(side.keyFile().load().verifying()).isEmpty();
        assertThat(side.keyFile().load().name()).isEqualTo(pair.key.pairName());
        if (side.node != null) {
          assertThat(side.node.history(1000) + "" + side.node.status()).doesNotContain(fresh);
        }
      }
      assertThat(pair.running()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("R10.8 a node whose version cannot change keys gets an answer, and nothing changes")
  void olderVersion() throws Exception {
    try (TestPair pair = patient()) {
      pair.a.start().awaitServing();
      // It says nothing of its keys.
      try (HandSecondary older =
          new HandSecondary(folder.resolve("hand"), pair.identity, pair.a.node.port())) {
        older.join();
        pair.a.await("connected", status -> status.peer().connected());
        NodeControl.Answer answer = of(pair.a.node.changeKey());
        assertThat(answer.done()).isFalse();
        assertThat(answer.sentence()).contains("version");
        assertThat(pair.a.keyFile().load().accepted()).containsExactly(pair.key);
        assertThat(pair.a.node.status().keyChange()).isEqualTo(Optional.empty());
        assertThat(pair.a.node.status().peer().connected()).isTrue();
      }
    }
  }
}
