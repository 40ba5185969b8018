package org.sbs.systemtests.kit;

import java.io.IOException;
import org.sbs.testkit.TestProcess;

/**
 * A process that gets the processor for a moment only, again and again, as on a machine that is far
 * too busy: SIGSTOP and SIGCONT in turn, by a program of its own, until closed.
 */
public final class Starvation implements AutoCloseable {
  private final long pid;
  private final Process slices;

  /**
   * Begins now.
   *
   * @param pausedMillis how long it stands still each time
   * @param runningMillis how long it may run in between
   */
  public Starvation(long pid, int pausedMillis, int runningMillis) throws IOException {
    this.pid = pid;
    String loop =
        "while kill -STOP %1$d; do sleep %2$.3f; kill -CONT %1$d; sleep %3$.3f; done 2> /dev/null"
            .formatted(pid, pausedMillis / 1000.0, runningMillis / 1000.0);
    slices = TestProcess.builder("bash", "-c", loop).inheritIO().start();
  }

  /** It runs as it did before. */
  @Override
  public void close() throws IOException {
    try {
      slices.destroyForcibly().waitFor();
      TestProcess.builder("bash", "-c", "kill -CONT " + pid).start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Whether the process is still starved. */
  public boolean lasts() {
    return slices.isAlive();
  }
}
