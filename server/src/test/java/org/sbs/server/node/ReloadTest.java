package org.sbs.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sbs.server.node.TestPair.said;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** A running service and settings that its node took over from the other, with two whole nodes. */
class ReloadTest {
  @TempDir private Path folder;

  private static String history(TestPair.Side side) {
    return side.node.history(1000).stream()
        .map(entry -> said(entry.reason()))
        .collect(Collectors.joining("\n"));
  }

  /** b was edited while it was down, and comes back. */
  private static void editAndReturn(TestPair pair) throws Exception {
    pair.b.close();
    Files.writeString(pair.b.settings.resolve("dock.toml"), "edited on b");
    pair.b.start().awaitRole("secondary");
    TestPair.awaitFile(pair.a.settings.resolve("dock.toml"), "edited on b");
  }

  @Test
  @DisplayName("R5.1 R5.3 a service without a reload command is restarted, with the same sentinels")
  void restarted() throws Exception {
    try (TestPair pair = new TestPair(folder)) {
      Files.writeString(pair.a.settings.resolve("dock.toml"), "one");
      pair.together();
      pair.a.service.deactivate("Dock 2");
      editAndReturn(pair);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> history(pair.a).contains("restarted to read its settings again"));
      assertThat(pair.a.service.active()).containsExactly("Dock 1");
      assertThat(pair.a.service.reloads()).isEqualTo(1);
      assertThat(history(pair.a)).contains("1 file was changed on the other node");
      assertThat(pair.a.node.status().role()).isEqualTo("primary");
      assertThat(pair.running()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("R5.3 a service with a reload command is not restarted")
  void reloaded() throws Exception {
    try (TestPair pair = new TestPair(folder)) {
      Files.writeString(pair.a.settings.resolve("dock.toml"), "one");
      pair.together();
      pair.a.service.canReload = true;
      editAndReturn(pair);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> history(pair.a).contains("it has read its settings again"));
      assertThat(history(pair.a)).doesNotContain("restarted to read");
    }
  }

  @Test
  @DisplayName("R5.5 a connected node tells what differs, and both know a conflict")
  void differences() throws Exception {
    try (TestPair pair = new TestPair(folder)) {
      Files.writeString(pair.a.settings.resolve("dock.toml"), "one");
      pair.together();
      assertThat(pair.a.node.differences(false).get().files()).isEmpty();
      pair.b.close();
      Files.writeString(pair.b.settings.resolve("dock.toml"), "edited on b");
      Files.writeString(pair.a.settings.resolve("dock.toml"), "edited on a");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> pair.a.node.differences(false).get().files().size() == 1);
      assertThat(pair.a.node.differences(false).get().files().get(0).why())
          .extracting(Reason::code)
          .isEqualTo(ReasonCode.DIFF_EDITED);
      pair.b.start().awaitRole("secondary");
      TestPair.awaitFile(pair.b.settings.resolve("dock.toml"), "edited on a");
      pair.a.await("told of the conflict", status -> status.sync().conflicts() == 1);
      pair.b.await("told of the conflict", status -> status.sync().conflicts() == 1);
    }
  }
}
