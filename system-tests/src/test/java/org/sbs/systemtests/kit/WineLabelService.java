package org.sbs.systemtests.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import org.sbs.server.service.ServiceManagerException;
import org.sbs.server.windows.ServiceHost;

/** A Windows service to be protected: it does nothing but note when it runs. */
public final class WineLabelService {
  /** Its name for the service manager. */
  static final String NAME = "LabelPrintManager";

  private WineLabelService() {}

  /** Runs until the service manager ends it; the argument is the file for its notes. */
  public static void main(String[] arguments) throws ServiceManagerException {
    Path notes = Path.of(arguments[0]);
    System.exit(ServiceHost.run(NAME, hosted -> work(notes, hosted)));
  }

  private static int work(Path notes, ServiceHost.Hosted hosted) {
    CountDownLatch end = new CountDownLatch(1);
    try {
      note(notes, "start");
      hosted.running(end::countDown);
      end.await();
      note(notes, "stop");
      return 0;
    } catch (IOException | InterruptedException e) {
      return 1;
    }
  }

  private static void note(Path file, String word) throws IOException {
    Files.writeString(file, word + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
