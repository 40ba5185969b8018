package org.sbs.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.desktop.kit.Program;
import org.sbs.testkit.TestProcess;

class DialogTest {
  @TempDir Path folder;

  private Process run(String... words) throws IOException {
    List<String> command = new ArrayList<>(Program.words());
    command.addAll(List.of(words));
    command.addAll(List.of("--home", folder.toString()));
    ProcessBuilder builder = TestProcess.builder(command).redirectErrorStream(true);
    builder.environment().remove("DISPLAY");
    return builder.redirectOutput(folder.resolve("said").toFile()).start();
  }

  @Test
  @DisplayName("R9.1 without a screen the dialog says so in one sentence and ends with 1")
  void noScreen() throws IOException {
    for (String[] words : new String[][] {{"-cfg"}, {"config", "dialog"}}) {
      Process process = run(words);
      await().atMost(60, TimeUnit.SECONDS).until(() -> !process.isAlive());
      String said = Files.readString(folder.resolve("said"), StandardCharsets.UTF_8);
      assertThat(process.exitValue()).as(said).isEqualTo(1);
      assertThat(said.lines()).as(said).hasSize(1);
      assertThat(said).contains("no screen was found").contains("sbs config set");
    }
  }
}
