package org.sbs.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a real bash makes of the script. */
@DisabledOnOs(OS.WINDOWS)
class CompletionTest {
  @TempDir private Path folder;

  private String completed(String words) throws IOException, InterruptedException {
    TestShell shell = new TestShell(folder);
    assertThat(shell.sbs("completion")).isZero();
    Path script = Files.writeString(folder.resolve("completion"), shell.out());
    String ask =
        "source "
            + script
            + "; COMP_WORDS=("
            + words
            + "); [[ '"
            + words
            + "' == *' ' ]] && COMP_WORDS+=(''); COMP_CWORD=$((${#COMP_WORDS[@]} - 1));"
            + " _complete_sbs; echo \"${COMPREPLY[*]}\"";
    Process bash = new ProcessBuilder("bash", "-c", ask).redirectError(Redirect.DISCARD).start();
    bash.getOutputStream().close();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    bash.waitFor();
    return said;
  }

  @Test
  @DisplayName("R9.5 bash completes commands, commands of groups, and options")
  void bash() throws Exception {
    assertThat(completed("sbs sw")).isEqualTo("switchover\n");
    assertThat(completed("sbs ").split("\\s")).contains("status", "files", "pair", "completion");
    assertThat(completed("sbs files ").split("\\s")).contains("diff", "restore");
    assertThat(completed("sbs status --w")).isEqualTo("--watch\n");
  }
}
