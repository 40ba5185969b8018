package org.sbs.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class SignalsTest {
  @Test
  @EnabledOnOs(OS.LINUX)
  @DisplayName("what was sent STOP has stopped, each time, also while it computes")
  void stopped() throws Exception {
    Process busy = TestProcess.builder("sh", "-c", "while :; do :; done").start();
    try {
      for (int i = 0; i < 50; i++) {
        Signals.send("STOP", List.of(busy.toHandle()));
        assertThat(state(busy)).isEqualTo("T");
        Signals.send("CONT", List.of(busy.toHandle()));
      }
    } finally {
      busy.destroyForcibly().waitFor();
    }
    assertThat(Signals.trySend("STOP", List.of(busy.toHandle()))).isFalse();
    assertThatThrownBy(() -> Signals.send("CONT", List.of(busy.toHandle())))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("SIGCONT");
  }

  private static String state(Process process) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).substring(0, 1);
  }
}
