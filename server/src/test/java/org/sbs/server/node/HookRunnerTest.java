package org.sbs.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.view.status.NodeStatus;

/** Hooks at the role changes of whole nodes, by real programs. */
class HookRunnerTest {
  @TempDir private Path folder;

  private String hooks(String name, String... promoteAlso) throws IOException {
    Path script = folder.resolve(name + ".sh");
    Files.writeString(
        script,
        """
        #!/bin/sh
        echo "$1 $SBS_REASON $SBS_ROLE $SBS_EPOCH $SBS_PEER ${#SBS_NODE}" >>'%s'
        if [ "$1" = promote ]; then
          :
          %s
        fi
        """
            .formatted(said(name), String.join("\n", promoteAlso)));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return "on-promote = ['%s', 'promote']\non-demote = ['%s', 'demote']".formatted(script, script);
  }

  private Path said(String name) {
    return folder.resolve(name + ".said");
  }

  private List<String> told(String name) throws IOException {
    return Files.exists(said(name)) ? Files.readAllLines(said(name)) : List.of();
  }

  private void awaitTold(String name, String... lines) {
    await("what the hooks of " + name + " were told")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(told(name)).containsExactly(lines));
  }

  @Test
  @DisplayName("R7.4 hooks are told of each role change: why, as what, in which epoch")
  void everyChange() throws Exception {
    try (TestPair pair = new TestPair(folder)) {
      pair.a.moreSettings = hooks("a");
      pair.b.moreSettings = hooks("b");
      // A machine that does not run this for two seconds would change the roles by itself.
      pair.a.morePair = "silence-limit-ms = 10000";
      pair.b.morePair = "silence-limit-ms = 10000";
      pair.together();
      String startup = "demote startup starting 0 127.0.0.1 32";
      String start = "promote start primary 1 127.0.0.1 32";
      awaitTold("a", startup, start);
      awaitTold("b", startup);
      pair.a.service.die();
      pair.a.await(
          "running again",
          status ->
              pair.a.node.history(100).stream()
                  .anyMatch(e -> e.reason().has(ReasonCode.SERVICE_RUNS_AFTER_FAILURE)));
      pair.a.await("ready again", status -> status.readiness().ready());
      assertThat(pair.a.node.switchover().get().done()).isTrue();
      awaitTold("a", startup, start, "demote switchover secondary 1 127.0.0.1 32");
      awaitTold("b", startup, "promote handover primary 2 127.0.0.1 32");
      pair.b.await("ready", status -> status.readiness().ready());
      assertThat(pair.b.node.stop().get().done()).isTrue();
      assertThat(told("b")).as("the end waits for the hook").hasSize(3);
      assertThat(told("b").get(2)).isEqualTo("demote stop stopped 2 127.0.0.1 32");
      awaitTold(
          "a",
          startup,
          start,
          "demote switchover secondary 1 127.0.0.1 32",
          "promote handover primary 3 127.0.0.1 32");
    }
  }

  @Test
  @DisplayName("R7.4 a hook that hangs or fails blocks nothing, and history and status tell of it")
  void blocksNothing() throws Exception {
    Path gate = folder.resolve("gate");
    try (TestPair pair = new TestPair(folder)) {
      pair.a.moreSettings =
          hooks("a", "while ! [ -e '" + gate + "' ]; do sleep 0.05; done; echo no device; exit 4");
      pair.a.start().awaitServing();
      assertThat(Files.exists(gate)).as("the service runs before the hook has ended").isFalse();
      Files.createFile(gate);
      NodeStatus status = pair.a.await("told of it", now -> !now.service().problems().isEmpty());
      Reason problem = status.service().problems().get(0);
      assertThat(problem.code()).isEqualTo(ReasonCode.COMMAND_FAILED_SAYING);
      assertThat(problem.values())
          .containsEntry("name", "on-promote")
          .containsEntry("how", Reason.of(ReasonCode.EXIT_STATUS).with("status", 4L))
          .containsEntry("words", "no device");
      assertThat(pair.a.node.history(100))
          .anyMatch(
              entry ->
                  entry.kind().equals("hook")
                      && TestPair.said(entry.reason()).startsWith("on-promote (start) failed: "));
    }
  }

  @Test
  @DisplayName("R7.4 a primary that ends at once, for an error in itself, undoes its promotion")
  void endsAtOnce() throws Exception {
    try (TestPair pair = new TestPair(folder)) {
      pair.a.moreSettings = hooks("a");
      pair.a.start().awaitServing();
      awaitTold(
          "a", "demote startup starting 0 127.0.0.1 32", "promote start primary 1 127.0.0.1 32");
    }
    assertThat(told("a")).hasSize(3).contains("demote stop stopped 1 127.0.0.1 32");
  }
}
