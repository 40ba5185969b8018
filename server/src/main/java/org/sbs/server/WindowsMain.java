package org.sbs.server;

import ch.qos.logback.classic.LoggerContext;
import com.sun.jna.Platform;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.sbs.server.cli.Sbs;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.service.ServiceManagerException;
import org.sbs.server.store.OwnerOnly;
import org.sbs.server.windows.EventLogAppender;
import org.sbs.server.windows.ServiceHost;
import org.sbs.server.windows.WindowsEventLog;
import org.sbs.server.windows.WindowsOwnService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program that Windows' service manager starts: {@code sbs run}, told to end by that manager.
 * What it says goes to {@code log/sbs.out} in the node's home, the most important of it also to the
 * event log.
 */
public final class WindowsMain {
  private static final int FAILED = 1;
  private static final int USAGE = 2;
  private static final int LAST_WORDS = 4_000;
  private static final long END_LIMIT_SECONDS = 20;

  private WindowsMain() {}

  /** Runs the service, and exits with the status of the node. */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    int home = arguments.indexOf("--home") + 1;
    if (!Platform.isWindows() || home == 0 || home == arguments.size()) {
      System.err.println(byHand());
      return USAGE;
    }
    Path folder = Path.of(arguments.get(home));
    try {
      return ServiceHost.run(WindowsOwnService.NAME, hosted -> work(hosted, folder, arguments));
    } catch (ServiceManagerException e) {
      System.err.println(
          e.is(ServiceHost.NOT_BY_THE_MANAGER)
              ? byHand()
              : "sbs: Windows' service manager does not take this process: "
                  + e.getMessage()
                  + " (error "
                  + e.code()
                  + ")");
      return FAILED;
    }
  }

  private static String byHand() {
    return "sbs: This program is started by the service manager of Windows, and by nobody else."
        + " Type sbs service install once and sbs start then; or sbs run to run the node in"
        + " this window.";
  }

  private static int work(ServiceHost.Hosted hosted, Path home, List<String> arguments) {
    try (WindowsEventLog events = new WindowsEventLog()) {
      try (OutputStream file = log(HomeFolder.at(home).log())) {
        return work(hosted, home, arguments, events, file);
      } catch (IOException e) {
        events.write(
            WindowsEventLog.Kind.ERROR, "SBS cannot write its log below " + home + ": " + e);
        return FAILED;
      }
    }
  }

  private static OutputStream log(Path folder) throws IOException {
    OwnerOnly.folder(folder);
    return new FileOutputStream(folder.resolve("sbs.out").toFile(), true);
  }

  private static int work(
      ServiceHost.Hosted hosted,
      Path home,
      List<String> arguments,
      WindowsEventLog events,
      OutputStream file) {
    PrintStream log = new PrintStream(file, true, StandardCharsets.UTF_8);
    LastWords words = new LastWords(log);
    PrintStream errors = new PrintStream(words, true, StandardCharsets.UTF_8);
    System.setOut(log);
    System.setErr(log);
    copyTo(events);
    events.write(
        WindowsEventLog.Kind.STARTED, "SBS starts as a service, with the home " + home + ".");
    CountDownLatch ended = new CountDownLatch(1);
    int status = FAILED;
    try {
      status =
          Sbs.execute(
              Main.surroundings(log, errors, new NodeProgram(new Order(hosted, ended))),
              arguments.toArray(String[]::new));
      return status;
    } finally {
      events.write(
          status == 0 ? WindowsEventLog.Kind.ENDED : WindowsEventLog.Kind.ERROR,
          status == 0
              ? "SBS has ended."
              : "SBS has ended with exit status " + status + ". " + words.text());
      ended.countDown();
    }
  }

  private static void copyTo(WindowsEventLog events) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      EventLogAppender appender = new EventLogAppender(events);
      appender.setContext(context);
      appender.start();
      context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }
  }

  /** The service manager's order to stop. */
  private record Order(ServiceHost.Hosted hosted, CountDownLatch gone) implements Supervisor {
    @Override
    public void runs(IntSupplier end) {
      hosted.running(() -> obey(end));
    }

    private void obey(IntSupplier end) {
      int status = end.getAsInt();
      try {
        if (!gone.await(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
          // The node does not end; the manager must know before this process is gone.
          hosted.stopped(status);
          Runtime.getRuntime().halt(status);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void ended() {
      // What the order would end has ended.
    }
  }

  /** Passes everything on, and keeps the end of it. */
  private static final class LastWords extends FilterOutputStream {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    LastWords(OutputStream out) {
      super(out);
    }

    @Override
    public synchronized void write(int one) throws IOException {
      super.write(one);
      if (kept.size() >= LAST_WORDS) {
        kept.reset();
      }
      kept.write(one);
    }

    synchronized String text() {
      return kept.toString(StandardCharsets.UTF_8).strip();
    }
  }
}
