package org.sbs.lpm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;
import org.sbs.lpm.LabelPrintManager;
import org.sbs.lpm.state.Log;

/** A Label Print Manager in the foreground, until a signal or its lifeline ends it. */
final class Running {
  private Running() {}

  static int run(LabelPrintManager.Options options, boolean lifeline) throws InterruptedException {
    if (lifeline) {
      Lifeline.hold(System.in);
    }
    if (!Files.isDirectory(options.settings())) {
      System.err.println(
          "The settings folder "
              + options.settings()
              + " is not there; create it or name another.");
      return ExitStatus.SETTINGS;
    }
    LabelPrintManager manager;
    try {
      manager = LabelPrintManager.start(options, System.err);
    } catch (IOException e) {
      System.err.println(Log.oneLine("The Label Print Manager cannot start: " + sentence(e)));
      return ExitStatus.FAILED;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(manager), "lpm-stop"));
    System.out.println("ready");
    System.out.flush();
    new CountDownLatch(1).await();
    return ExitStatus.DONE;
  }

  private static String sentence(IOException e) {
    return e.getClass() == IOException.class ? e.getMessage() : e.toString();
  }

  private static void stop(LabelPrintManager manager) {
    manager.close();
    // Without this the exit status would tell of the signal, not of the orderly stop.
    Runtime.getRuntime().halt(ExitStatus.DONE);
  }
}
