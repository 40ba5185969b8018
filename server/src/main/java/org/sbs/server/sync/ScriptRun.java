package org.sbs.server.sync;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.sync.disk.LogText;

/** One run of one updating script. */
final class ScriptRun {
  static final int MAX_OUTPUT_BYTES = 1024 * 1024;

  private static final int MAX_ERROR_BYTES = 4096;

  /** How long its output may stay open after its end, held by something that it left behind. */
  private static final long GRACE_MILLIS = 500;

  /**
   * What came of it.
   *
   * @param lines what it printed; nothing if it failed
   * @param problem what users are told, if it failed
   */
  record Outcome(List<String> lines, Optional<Reason> problem) {
    static Outcome failed(Path script, Reason why) {
      return new Outcome(List.of(), Optional.of(why.with("script", script.toString())));
    }
  }

  private ScriptRun() {}

  static Outcome run(Path script, Duration limit) throws InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(script.toString()).start();
      process.getOutputStream().close();
    } catch (IOException e) {
      return Outcome.failed(
          script,
          Reason.of(ReasonCode.SCRIPT_NOT_STARTED).with("why", String.valueOf(e.getMessage())));
    }
    Drain output = Drain.of(process.getInputStream(), MAX_OUTPUT_BYTES);
    Drain errors = Drain.of(process.getErrorStream(), MAX_ERROR_BYTES);
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return Outcome.failed(
            script, Reason.of(ReasonCode.SCRIPT_TIMED_OUT).with("seconds", limit.toSeconds()));
      }
    } finally {
      kill(process);
    }
    output.await();
    errors.await();
    if (process.exitValue() != 0) {
      String said = errors.text().strip();
      Reason failed =
          said.isEmpty()
              ? Reason.of(ReasonCode.SCRIPT_FAILED)
              : Reason.of(ReasonCode.SCRIPT_FAILED_SAYING).with("words", LogText.text(said));
      return Outcome.failed(script, failed.with("status", process.exitValue()));
    }
    if (output.overflowed()) {
      return Outcome.failed(
          script, Reason.of(ReasonCode.SCRIPT_PRINTED_TOO_MUCH).with("bytes", MAX_OUTPUT_BYTES));
    }
    return new Outcome(output.text().lines().toList(), Optional.empty());
  }

  /**
   * Kills it with all that it started; one that has ended is left, for its output is yet to read.
   */
  private static void kill(Process process) {
    if (!process.isAlive()) {
      return;
    }
    List<ProcessHandle> children = process.descendants().toList();
    // By its handle: destroying the process itself would close its output, read or not.
    process.toHandle().destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /** Reads a stream to its end, and keeps its beginning. */
  private static final class Drain {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final CountDownLatch end = new CountDownLatch(1);
    private final int limit;
    private boolean overflowed;

    private Drain(int limit) {
      this.limit = limit;
    }

    static Drain of(InputStream stream, int limit) {
      Drain drain = new Drain(limit);
      Thread thread = new Thread(() -> drain.read(stream), "sbs-script-output");
      thread.setDaemon(true);
      thread.start();
      return drain;
    }

    private void read(InputStream stream) {
      byte[] buffer = new byte[8192];
      try (stream) {
        for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
          keep(buffer, n);
        }
      } catch (IOException e) {
        // The script was killed; what it printed until then does not count.
        return;
      } finally {
        end.countDown();
      }
    }

    private synchronized void keep(byte[] buffer, int length) {
      int room = Math.min(length, limit - kept.size());
      kept.write(buffer, 0, room);
      overflowed |= room < length;
    }

    void await() throws InterruptedException {
      end.await(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    }

    synchronized boolean overflowed() {
      return overflowed;
    }

    synchronized String text() {
      // Paths are printed in the system's own character set.
      return kept.toString(Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));
    }
  }
}
