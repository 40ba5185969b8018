package org.sbs.systemtests.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Runs programs of the system, each within a time limit. */
final class Shell {
  private static final Duration SHORT = Duration.ofSeconds(20);
  private static final Duration DISK = Duration.ofMinutes(10);
  private static final int MOST_SAID = 2_000;

  private Shell() {}

  /** Runs a short program and returns what it said. */
  static String run(String... words) throws IOException {
    return run(List.of(words), SHORT, pid -> {});
  }

  /**
   * Runs a program to its end.
   *
   * @param started is told the number of its process
   * @throws IOException when it fails or needs longer, with the end of what it said
   */
  static String run(List<String> words, Duration limit, LongConsumer started) throws IOException {
    Path said = Files.createTempFile("bench-", ".out");
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      try {
        started.accept(process.pid());
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new IOException("not done within " + limit.toSeconds() + " s");
        }
        String text = Files.readString(said);
        if (process.exitValue() != 0) {
          throw new IOException(
              "status " + process.exitValue() + " of " + words + ": " + end(text));
        }
        return text;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while waiting for " + words, e);
      } finally {
        end(Optional.of(process));
      }
    } finally {
      Files.deleteIfExists(said);
    }
  }

  private static String end(String text) {
    return text.substring(Math.max(0, text.length() - MOST_SAID)).strip();
  }

  /** The first line that a program says of its version, or that it is not there. */
  static Optional<String> version(String... words) {
    try {
      return run(words).lines().findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Starts a program that goes on, and returns when it is started. */
  static Process start(List<String> words, Path log) throws IOException {
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    process.getOutputStream().close();
    return process;
  }

  /** Kills the process, if it runs, and waits until it is gone. */
  static void end(Optional<Process> process) {
    process.ifPresent(
        each -> {
          each.destroyForcibly();
          each.onExit().orTimeout(SHORT.toSeconds(), TimeUnit.SECONDS).join();
        });
  }

  /** Everything written so far is on the disk. */
  static void syncDisks() throws IOException {
    run(List.of("sync"), DISK, pid -> {});
  }

  /** Deletes a folder with all that it holds, if it is there. */
  static void delete(Path folder) throws IOException {
    run(List.of("rm", "-rf", "--", folder.toString()), DISK, pid -> {});
  }
}
