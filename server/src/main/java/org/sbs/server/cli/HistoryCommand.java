package org.sbs.server.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.sbs.core.text.Sanitizer;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
import org.sbs.server.admin.ControlJson;
import org.sbs.server.config.HomeFolder;
import org.sbs.view.status.HistoryRow;
import org.sbs.view.text.ReasonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what happened, with reasons. */
@Command(name = "history", description = "Lists what happened and why, oldest first.")
final class HistoryCommand implements Callable<Integer> {
  private static final int MOST = 10_000;

  private final Sbs sbs;

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "100",
      description = "No more than the newest N events, at most 10000; 100 if not given.")
  private int most;

  HistoryCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    if (most < 1 || most > MOST) {
      throw new Failure(ExitStatus.USAGE, "--most takes a whole number from 1 to " + MOST + ".");
    }
    HomeFolder home = sbs.home();
    try {
      AdminClient client = AdminClient.reach(home.state(), home.toString());
      show(client.history(most));
    } catch (AdminException e) {
      List<HistoryRow> left =
          e.why() == AdminException.Cause.NOT_RUNNING
              ? new StoppedNode(home).history(most)
              : List.of();
      if (left.isEmpty()) {
        throw Failure.of(e);
      }
      sbs.complain("SBS does not run in the home " + home + "; this is the history that it left.");
      show(left);
    }
    return ExitStatus.DONE;
  }

  private void show(List<HistoryRow> history) {
    if (sbs.json()) {
      sbs.say(ControlJson.writeHistory(history));
    } else {
      table(history);
    }
  }

  private void table(List<HistoryRow> history) {
    ReasonText english = ReasonText.english();
    for (HistoryRow entry : history) {
      sbs.say(
          String.format(
              Locale.ROOT,
              "%s  %-9s %-8s epoch %-4d %s",
              entry.time(),
              entry.role(),
              entry.kind(),
              entry.epoch(),
              Sanitizer.line(english.say(entry.reason()))));
    }
    if (history.isEmpty()) {
      sbs.say("Nothing has happened yet.");
    }
  }
}
