package org.sbs.server.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sbs.core.text.Sanitizer;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
import org.sbs.server.admin.StatusJson;
import org.sbs.server.config.HomeFolder;
import org.sbs.view.picture.Picture;
import org.sbs.view.status.HistoryRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows both nodes at a glance. */
@Command(name = "status", description = "Shows both nodes at a glance.")
final class StatusCommand implements Callable<Integer> {
  private static final long REDRAW_MS = 1_000;

  /** To the top left; then, behind the text, everything below is cleared: nothing flickers. */
  private static final String TOP = "\u001b[H";

  /** A screen of its own, without the cursor and without broken lines; and back. */
  private static final String NEW_SCREEN = "\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[2J";

  private static final String OLD_SCREEN = "\u001b[?7h\u001b[?25h\u001b[?1049l";
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final Sbs sbs;

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
        AdminClient client = AdminClient.reach(home.state(), home.toString());
        sbs.show(shown(client, Paint.of(sbs.surroundings())));
      } catch (AdminException e) {
        if (e.why() == AdminException.Cause.NOT_RUNNING) {
          stopped(home);
        }
        throw Failure.of(e);
      }
      return ExitStatus.DONE;
    }
    watch(home);
    return ExitStatus.DONE;
  }

  /** R9.8: what it left; the exit status says that it does not run. */
  private void stopped(HomeFolder home) {
    Optional<HistoryRow> last = new StoppedNode(home).last();
    Picture picture = StoppedNode.picture(last);
    sbs.show(
        sbs.json()
            ? StatusJson.stopped(last, picture)
            : StatusText.stopped(
                last, picture, ZoneId.systemDefault(), Paint.of(sbs.surroundings())));
  }

  private String shown(AdminClient client, Paint paint) throws AdminException {
    return sbs.json()
        ? client.statusJson()
        : StatusText.of(client.status(), ZoneId.systemDefault(), paint);
  }

  /** Ends when nobody reads any more, or by Ctrl-C. */
  private void watch(HomeFolder home) throws IOException {
    PrintStream out = sbs.surroundings().out();
    boolean redraw = !sbs.json() && sbs.surroundings().terminal().getAsBoolean();
    if (!redraw) {
      follow(home, out);
      return;
    }
    // What stood on the terminal before is there again at the end, also after Ctrl-C.
    Thread restore = new Thread(() -> print(out, OLD_SCREEN), "sbs-screen");
    Runtime.getRuntime().addShutdownHook(restore);
    print(out, NEW_SCREEN);
    try {
      Paint paint = Paint.of(sbs.surroundings());
      while (!out.checkError()) {
        String lines = now(home, paint) + "\n\nCtrl-C ends.\n";
        print(out, TOP + lines.replace("\n", CLEAR_LINE + "\n") + CLEAR_BELOW);
        Waiting.pause(REDRAW_MS);
      }
    } finally {
      Runtime.getRuntime().removeShutdownHook(restore);
      print(out, OLD_SCREEN);
    }
  }

  private void follow(HomeFolder home, PrintStream out) throws IOException {
    String last = "";
    while (!out.checkError()) {
      String now = now(home, Paint.PLAIN);
      if (sbs.json() || !now.equals(last)) {
        print(out, now + (sbs.json() ? "\n" : "\n\n"));
      }
      last = now;
      Waiting.pause(REDRAW_MS);
    }
  }

  private String now(HomeFolder home, Paint paint) {
    try {
      return shown(AdminClient.find(home.state(), home.toString()), paint);
    } catch (AdminException e) {
      return Sanitizer.line(e.getMessage());
    }
  }

  private static void print(PrintStream out, String text) {
    out.print(text);
    out.flush();
  }
}
