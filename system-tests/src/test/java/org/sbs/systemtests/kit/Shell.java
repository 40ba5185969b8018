package org.sbs.systemtests.kit;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sbs.testkit.TestProcess;

/** Runs the machine's own tools, as an administrator would. */
final class Shell {
  private static final long LIMIT_SECONDS = 60;

  private Shell() {}

  /** Runs it to its end, which must be a good one, and returns what it printed. */
  static String run(String... words) {
    try {
      Process process =
          TestProcess.builder(words)
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new AssertionError(List.of(words) + " failed: " + said.strip());
      }
      return said.strip();
    } catch (IOException e) {
      throw new AssertionError(List.of(words) + " cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + List.of(words), e);
    }
  }
}
