package org.sbs.server.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
import org.sbs.server.config.HomeFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows both nodes at a glance. */
@Command(name = "status", description = "Shows both nodes at a glance.")
final class StatusCommand implements Callable<Integer> {
  private static final long REDRAW_MS = 1_000;

  /** To the top left; then, behind the text, everything below is cleared: nothing flickers. */
  private static final String TOP = "\u001b[H";

  private static final String CLEAR_ALL = "\u001b[2J";
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final Sbs sbs;

  @Option(names = "--json", description = "As JSON, on one line.")
  private boolean json;

  @Option(names = "--watch", description = "Shows it again every second, until Ctrl-C.")
  private boolean watch;

  StatusCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure, IOException {
    HomeFolder home = sbs.home();
    if (!watch) {
      try {
        sbs.say(shown(home));
      } catch (AdminException e) {
        throw Failure.of(e);
      }
      return ExitStatus.DONE;
    }
    watch(home);
    return ExitStatus.DONE;
  }

  private String shown(HomeFolder home) throws AdminException {
    AdminClient client = AdminClient.find(home.state(), home.toString());
    return json ? client.statusJson() : StatusText.of(client.status(), ZoneId.systemDefault());
  }

  /** Ends when nobody reads any more, or by Ctrl-C. */
  private void watch(HomeFolder home) throws IOException {
    PrintStream out = sbs.surroundings().out();
    boolean redraw = !json && sbs.surroundings().terminal().getAsBoolean();
    String last = "";
    if (redraw) {
      out.print(CLEAR_ALL);
    }
    while (!out.checkError()) {
      String now;
      try {
        now = shown(home);
      } catch (AdminException e) {
        now = e.getMessage();
      }
      if (redraw) {
        String lines = (now + "\n").replace("\n", CLEAR_LINE + "\n");
        out.print(TOP + lines + CLEAR_BELOW);
      } else if (json || !now.equals(last)) {
        out.println(now + (json ? "" : "\n"));
      }
      last = now;
      out.flush();
      Waiting.pause(REDRAW_MS);
    }
  }
}
