package org.sbs.systemtests.kit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.sbs.testkit.TestProcess;

/** Processes that compute all the time, at normal priority, until this is closed. */
public final class BusyMachine implements AutoCloseable {
  private final List<Process> processes = new ArrayList<>();

  /** Starts so many. Each ends by itself with this JVM: its standard input is its lifeline. */
  public BusyMachine(int count) throws IOException {
    try {
      for (int i = 0; i < count; i++) {
        // The inner loop computes; the outer shell waits for the end of its input, and ends it.
        processes.add(
            TestProcess.builder(
                    "sh", "-c", "while :; do :; done & busy=$!; cat >/dev/null; kill $busy")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** How many of them compute now. */
  public long computing() {
    return processes.stream().filter(Process::isAlive).count();
  }

  @Override
  public void close() {
    for (Process process : processes) {
      try {
        process.getOutputStream().close();
        process.waitFor();
      } catch (IOException e) {
        process.destroyForcibly();
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
