package org.sbs.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run of a hook, by real programs. */
class HookTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("R7.4 a hook is told what happened in its environment, and gets no shell")
  void environment() throws Exception {
    List<String> script = new Programs(folder).script("hook", "echo \"$SBS_REASON $1\" >said");
    List<String> words = List.of(script.get(0), "$HOME; exit 3");
    new Hook("on-promote", words, Duration.ofSeconds(20)).run(Map.of("SBS_REASON", "takeover"));
    assertThat(Files.readString(folder.resolve("said"))).isEqualTo("takeover $HOME; exit 3\n");
  }

  @Test
  @DisplayName("R7.4 a hook that takes too long is killed, and one that fails is quoted")
  void failures() {
    Hook hangs = new Hook("on-demote", List.of("/bin/sleep", "600"), Duration.ofMillis(100));
    assertThatThrownBy(() -> hangs.run(Map.of()))
        .isInstanceOf(ServiceException.class)
        .hasMessage("The command on-demote (/bin/sleep) did not end within 100 ms and was killed.");
    List<String> script = new Programs(folder).script("hook", "echo no such device >&2", "exit 4");
    Hook fails = new Hook("on-promote", script, Duration.ofSeconds(20));
    assertThatThrownBy(() -> fails.run(Map.of()))
        .hasMessageContaining("failed with exit status 4: no such device");
  }
}
