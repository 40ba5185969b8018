package org.sbs.lpm.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.sbs.lpm.settings.SettingsCheck;
import org.sbs.lpm.settings.SettingsFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tries the settings without printing anything. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Checks all definitions, fills each template with sample data and asks each printer whether",
      "it works; prints nothing. A line each: sentinel|template|printer TAB name TAB"
          + " ok|warning|wrong",
      "TAB problem. Exits with 1 if something is wrong. No Label Print Manager need run."
    })
final class CheckCommand implements Callable<Integer> {
  @Mixin private OptionalFolders folders;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<SettingsCheck.Finding> findings =
        new SettingsCheck(new SettingsFolder(folders.settings(spec))).run();
    PrintStream out = System.out;
    for (SettingsCheck.Finding finding : findings) {
      out.writeBytes((finding.line() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    out.flush();
    boolean right =
        findings.stream().noneMatch(finding -> finding.verdict() == SettingsCheck.Verdict.WRONG);
    return right ? ExitStatus.DONE : ExitStatus.FAILED;
  }
}
