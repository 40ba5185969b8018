package org.sbs.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A test starts nothing that it did not say it needs, on whatever machine. */
class TestProcessTest {
  @TempDir Path folder;

  @Test
  @DisplayName("a tool that the test does not declare is refused by each way to call it")
  void undeclared() {
    for (List<String> words :
        List.of(
            List.of("mkfs.xfs", "-q", "image"),
            List.of("sh", "-c", "cd /tmp && mkfs.xfs -q image"),
            List.of("env", "A=b", "mkfs.xfs"))) {
      assertThatThrownBy(() -> TestProcess.builder(words))
          .isInstanceOf(AssertionError.class)
          .hasMessage(
              "TestProcessTest.undeclared starts mkfs.xfs and does not say so: @Needs(\"mkfs.xfs\")");
    }
    assertThatThrownBy(() -> TestProcess.builder("/usr/lib/openssh/sftp-server"))
        .hasMessageContaining("@Needs(\"/usr/lib/openssh/sftp-server\")");
    assertThatThrownBy(() -> TestProcess.requireDeclared(Samples.Kit.class))
        .hasMessageContaining("@Needs(of = Kit.class)");
  }

  @Test
  @Needs("unzip")
  @DisplayName("a tool that the test declares may be started")
  void declared() {
    assertThatCode(() -> TestProcess.builder("unzip", "-h")).doesNotThrowAnyException();
  }

  @Test
  @DisplayName("a script finds no tool that the test does not declare")
  void script() throws Exception {
    List<String> tools = new ArrayList<>(ToolList.ofProject().names());
    tools.removeIf(tool -> tool.contains("/") || Need.onPath(tool).isEmpty());
    for (String tool : tools) {
      Path script = Files.writeString(folder.resolve("script"), tool + " --version\n");
      Process process =
          TestProcess.builder("sh", script.toString()).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(tool).isEqualTo(127);
      assertThat(said).contains("@Needs(\"" + tool + "\")");
    }
  }

  @Test
  @DisplayName("what every machine has may be started without a word")
  void ordinary() throws Exception {
    assertThat(TestProcess.builder("true").start().waitFor()).isZero();
  }
}
