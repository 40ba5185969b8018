package org.sbs.server.cli;

import java.util.concurrent.Callable;
import org.sbs.core.readiness.Finding;
import org.sbs.core.readiness.Level;
import org.sbs.core.readiness.Report;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
import org.sbs.view.text.CheckText;
import picocli.CommandLine.Command;

/** Says whether a takeover would work, and what to do if not (R7.6). */
@Command(
    name = "check",
    description = {
      "Says whether a takeover would work, with remedies.",
      "Compares both nodes. Ask on either node. Exit status 0: ready to fail over, 1: not ready."
    })
final class CheckCommand implements Callable<Integer> {
  private static final CheckText TEXT = CheckText.english();

  private final Sbs sbs;

  CheckCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    try {
      AdminClient node = AdminClient.reach(sbs.home().state(), sbs.home().toString());
      String answer = node.checkJson();
      Report report = node.report(answer);
      if (sbs.json()) {
        sbs.say(answer);
      } else {
        sbs.say(TEXT.verdict(report) + "\n");
        report.findings().forEach(this::say);
      }
      return report.ready() ? ExitStatus.DONE : ExitStatus.FAILED;
    } catch (AdminException e) {
      throw Failure.of(e);
    }
  }

  private void say(Finding finding) {
    String level = finding.level() == Level.NOT_READY ? "not ready" : finding.level().word();
    sbs.say(String.format("%-10s %s", level, TEXT.sentence(finding)));
    String remedy = TEXT.remedy(finding);
    if (!remedy.isEmpty()) {
      sbs.say(String.format("%-10s %s", "", "→ " + remedy));
    }
  }
}
