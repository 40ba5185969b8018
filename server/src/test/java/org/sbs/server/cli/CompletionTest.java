package org.sbs.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.testkit.Needs;
import org.sbs.testkit.TestProcess;

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
    Process bash = TestProcess.builder("bash", "-c", ask).redirectError(Redirect.DISCARD).start();
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

  @Test
  @Needs("zsh")
  @DisplayName("R9.5 zsh completes commands, commands of groups, and options")
  void zsh() throws Exception {
    writeScript();
    assertZshCompletes("source ./completion");
  }

  @Test
  @Needs("zsh")
  @DisplayName("R9.5 what the Debian package gives zsh completes from the first tab key on")
  void packagedZsh() throws Exception {
    writeScript();
    Path packaged =
        Path.of(System.getProperty("project.root")).resolve("packaging/debian/zsh-completion");
    String installed = "/usr/share/bash-completion/completions/sbs";
    String text = Files.readString(packaged);
    assertThat(text).contains("source " + installed);
    Files.writeString(
        folder.resolve("_sbs"), text.replace(installed, folder.resolve("completion").toString()));
    assertZshCompletes("fpath=($PWD $fpath); autoload -U compinit; compinit -D -u");
  }

  private void writeScript() throws IOException {
    TestShell shell = new TestShell(folder);
    assertThat(shell.sbs("completion")).isZero();
    Files.writeString(folder.resolve("completion"), shell.out());
  }

  private void assertZshCompletes(String prepare) throws Exception {
    // A zsh with a terminal of its own; each reading waits for what its pattern says.
    Path script =
        Files.writeString(
            folder.resolve("typing"),
            """
            zmodload zsh/zpty
            zpty z 'zsh -f -i'
            zpty -w z "ZDOTDIR=$PWD; PREPARE; sbs() { : }; print the''re"
            zpty -r z said '*there*'
            zpty -w -n z $'sbs sw\\t'
            zpty -r z said '*switchover*'
            zpty -w -n z $'\\C-usbs files di\\t'
            zpty -r z said '*files diff*'
            zpty -w -n z $'\\C-usbs status --w\\t'
            zpty -r z said '*--watch*'
            zpty -d z
            print done
            """
                .replace("PREPARE", prepare.replace("$", "\\$")));
    Path said = folder.resolve("said");
    Process zsh =
        TestProcess.builder("zsh", "-f", script.toString())
            .directory(folder.toFile())
            .redirectOutput(said.toFile())
            .redirectError(Redirect.DISCARD)
            .start();
    zsh.getOutputStream().close();
    try {
      assertThat(zsh.waitFor(60, TimeUnit.SECONDS)).as("it completes all").isTrue();
      assertThat(said).hasContent("done");
    } finally {
      zsh.descendants().forEach(ProcessHandle::destroyForcibly);
      zsh.destroyForcibly();
    }
  }
}
