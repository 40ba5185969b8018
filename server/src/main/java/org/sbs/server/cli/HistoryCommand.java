package org.sbs.server.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.sbs.core.text.Sanitizer;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
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
      if (sbs.json()) {
        sbs.say(client.historyJson(most));
      } else {
        table(client.history(most));
      }
    } catch (AdminException e) {
      throw Failure.of(e);
    }
    return ExitStatus.DONE;
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
