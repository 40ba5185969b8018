package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.systemtests.kit.LabelStation;
import org.sbs.systemtests.kit.Processes;
import org.sbs.systemtests.kit.TestNode;
import org.sbs.systemtests.kit.TestPair;
import org.sbs.view.status.NodeStatus;

/** A service that runs and does not work. */
final class HangSystemTest {
  @RegisterExtension final TestPair pair = new TestPair();

  /** While this file is there, the node's service does not work. */
  private static Path flag(TestNode node) {
    return node.home().resolve("hangs");
  }

  private static long said(TestNode node, String words) {
    return node.reasons().stream().filter(reason -> reason.contains(words)).count();
  }

  @Test
  @DisplayName(
      "R7.3 R2.6 a service that hangs is restarted in place, then the role passes, and where it"
          + " hangs on both nodes the role stays")
  void passesAndStays() throws Exception {
    for (TestNode node : List.of(pair.a(), pair.b())) {
      node.settings()
          .set("service.restarts", 1)
          .set("pair.period-seconds", 1)
          .setToml(
              "service.checks",
              "[{ program = [\"/usr/bin/test\", \"!\", \"-e\", \""
                  + flag(node)
                  + "\"], every-seconds = 1, within-seconds = 10, failures = 3, start-seconds = 2 }]");
    }
    pair.startReady();
    Files.createFile(flag(pair.a()));
    NodeStatus after = pair.b().awaitServing();
    assertThat(after.epoch()).isEqualTo(2);
    assertThat(said(pair.a(), "it is ended and started again")).isEqualTo(1);
    assertThat(said(pair.a(), "it is ended, and then the role passes to")).isEqualTo(1);
    assertThat(pair.a().awaitRole("secondary").epoch()).isEqualTo(2);
    assertThat(pair.journal().story())
        .containsExactly("A start", "A stop", "A start", "A stop", "B start");
    assertThat(pair.b().service().active()).containsExactly("Dock 1", "Dock 2", "Dock 3");

    Files.createFile(flag(pair.b()));
    pair.b().awaitReason("the role stays here because");
    assertThat(pair.b().command("status").out())
        .contains("check program /usr/bin/test")
        .contains("Not ready: ");
    assertThat(pair.b().command("check").out()).contains("The health check program /usr/bin/test");
    NodeStatus stuck = pair.b().status().orElseThrow();
    assertThat(stuck.role()).isEqualTo("primary");
    assertThat(stuck.epoch()).isEqualTo(2);
    Files.delete(flag(pair.b()));
    pair.b().awaitReason("the service works again by itself");
    assertThat(pair.b().status().orElseThrow().epoch()).isEqualTo(2);
    pair.assertNeverBothServed();
  }

  @Test
  @DisplayName(
      "R7.3 R7.2 a Label Print Manager that is frozen is found, restarted in place, and found again"
          + " on the other node's behalf; labels go on, each once")
  void frozenLpm() throws Exception {
    LabelStation station = LabelStation.of(pair);
    for (TestNode node : List.of(pair.a(), pair.b())) {
      node.settings()
          .set("service.restarts", 1)
          .setToml(
              "service.checks",
              "[{ jobs-older-than-seconds = 600, every-seconds = 1, within-seconds = 15,"
                  + " failures = 2, start-seconds = 0 }]");
    }
    pair.startReady();
    assertPrints(station, "before");
    freeze(pair.a());
    pair.a().awaitReason("it is ended and started again");
    pair.a().awaitReason("the service runs again, after 1 failure");
    assertPrints(station, "between");
    freeze(pair.a());
    station.drop("meanwhile");
    pair.b().awaitServing();
    await("what came meanwhile is printed")
        .atMost(Duration.ofSeconds(60))
        .until(() -> station.isDone("meanwhile"));
    assertPrints(station, "after");
    for (String file : List.of("before", "between", "meanwhile", "after")) {
      assertThat(station.labels(file)).as(file).isEqualTo(2);
    }
    assertThat(pair.b().status().orElseThrow().epoch()).isEqualTo(2);
  }

  private static void freeze(TestNode node) {
    Processes.freeze(LabelStation.process(node));
  }

  private static void assertPrints(LabelStation station, String file) throws IOException {
    station.drop(file);
    await(file + " is printed").atMost(Duration.ofSeconds(60)).until(() -> station.isDone(file));
    assertThat(station.labels(file)).isEqualTo(2);
  }
}
