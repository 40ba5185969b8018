package org.sbs.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sbs.server.node.TestPair.said;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.options.PairOptions;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** Settings that are changed while the nodes of a pair run. */
class ReloadSettingsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private static NodeControl.Answer reload(TestPair.Side side) throws Exception {
    return side.node.reload().get(60, TimeUnit.SECONDS);
  }

  private static void bothHave(TestPair pair, Predicate<PairOptions> what) {
    for (TestPair.Side side : List.of(pair.a, pair.b)) {
      await().atMost(PATIENCE).until(() -> what.test(side.options.now()));
    }
  }

  private static void bothAreReady(TestPair pair) {
    pair.a.await("ready", status -> status.readiness().ready());
    pair.b.await("ready", status -> status.readiness().ready());
  }

  private static List<Reason> readiness(TestPair.Side side) {
    return side.node.status().readiness().reasons();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("R9.8 R4.4 what is reloaded on either node holds on both, without a change of role")
  void pairOptions(boolean onPrimary) throws Exception {
    try (TestPair pair = new TestPair(folder)) {
      Path labels = Files.createDirectories(folder.resolve("labels"));
      pair.together();
      long epoch = pair.a.node.status().epoch();
      TestPair.Side changed = onPrimary ? pair.a : pair.b;
      changed.moreSettings =
          "[sync]\nstrict = true\nkeep-dates = true\n[[sync.folder]]\npath = '"
              + labels
              + "'\n[mail]\nsender = \"sbs@example.com\"\n";
      NodeControl.Answer answer = reload(changed);
      assertThat(answer.done()).isTrue();
      assertThat(answer.why())
          .isEqualTo(
              Reason.of(ReasonCode.RELOADED)
                  .with("keys", "mail.sender, sync.folder, sync.keep-dates, sync.strict"));
      bothHave(
          pair,
          now ->
              now.strict().value()
                  && now.keepDates().value()
                  && now.folders().value().size() == 1
                  && now.mail().value().settings().sender().equals("sbs@example.com"));
      await()
          .atMost(PATIENCE)
          .until(() -> pair.b.replica.committed().orElseThrow().folderSet().folders().size() == 2);
      bothAreReady(pair);
      assertThat(pair.b.replica.committed().orElseThrow().folderSet().strict()).isTrue();
      assertThat(pair.a.node.status().role()).isEqualTo("primary");
      assertThat(pair.b.node.status().role()).isEqualTo("secondary");
      assertThat(pair.a.node.status().epoch()).as("nobody took over").isEqualTo(epoch);
      assertThat(pair.running()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("R9.8 R9.7 changed settings are told until they are in use; some wait for a restart")
  void someWait() throws Exception {
    try (TestPair pair = new TestPair(folder)) {
      pair.together();
      pair.a.period = "period-seconds = 7";
      pair.a.morePair = "heartbeat-ms = 400";
      Reason both =
          Reason.of(ReasonCode.SETTINGS_NOT_IN_USE)
              .with("keys", "pair.heartbeat-ms, pair.period-seconds");
      pair.a.await("told", status -> status.readiness().reasons().contains(both));
      NodeControl.Answer answer = reload(pair.a);
      assertThat(answer.done()).isTrue();
      assertThat(answer.why())
          .isEqualTo(
              Reason.of(ReasonCode.RELOADED)
                  .with("keys", "pair.period-seconds")
                  .and(
                      Reason.of(ReasonCode.RELOAD_NEEDS_RESTART)
                          .with("keys", "pair.heartbeat-ms")));
      assertThat(readiness(pair.a))
          .contains(Reason.of(ReasonCode.SETTINGS_NOT_IN_USE).with("keys", "pair.heartbeat-ms"));
      pair.a.morePair = "";
      pair.a.await("ready", status -> status.readiness().ready());
      assertThat(reload(pair.a).why()).isEqualTo(Reason.of(ReasonCode.RELOADED_NOTHING));
      assertThat(pair.a.node.history(100).stream().map(row -> said(row.reason())))
          .anyMatch(row -> row.contains("pair.period-seconds"));
    }
  }

  @Test
  @DisplayName("R9.8 a file with errors changes nothing, and all its errors are told")
  void broken() throws Exception {
    try (TestPair pair = new TestPair(folder)) {
      pair.together();
      PairOptions before = pair.a.options.now();
      pair.a.period = "period-seconds = 0";
      pair.a.moreSettings = "[sync]\nstrict = true\nkeep-dates = 3\n";
      NodeControl.Answer answer = reload(pair.a);
      assertThat(answer.done()).isFalse();
      assertThat(answer.why().code()).isEqualTo(ReasonCode.RELOAD_REFUSED);
      assertThat(answer.why().values().get("problems").toString())
          .contains("period-seconds")
          .contains("keep-dates");
      assertThat(pair.a.options.now()).isEqualTo(before);
      assertThat(readiness(pair.a))
          .contains(Reason.of(ReasonCode.SETTINGS_FILE_WRONG).with("count", 2L));
      pair.a.period = "period-seconds = 1";
      pair.a.moreSettings = "";
      bothAreReady(pair);
    }
  }
}
