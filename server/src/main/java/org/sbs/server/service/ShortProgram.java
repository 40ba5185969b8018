package org.sbs.server.service;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * Runs a program that ends by itself, without a shell, with a time limit and bounded output. On
 * time-out, and when it prints too much, it is killed with all that descends from it. A program
 * that leaves something behind must detach that from its output, or its last words may be cut.
 *
 * @param name what the settings call it, for messages
 * @param command program and arguments
 * @param limit how long it may take
 */
public record ShortProgram(String name, List<String> command, Duration limit) {
  /** A program that prints more than this on one of its outputs is killed, in bytes. */
  static final int OUTPUT_LIMIT = 1 << 20;

  private static final Duration KILL_LIMIT = Duration.ofSeconds(2);
  private static final Duration OUTPUT_GRACE = Duration.ofMillis(500);
  private static final int SHOWN = 300;

  /** How it ended and what it printed. */
  public record Outcome(int status, String output, String errors) {}

  /** Runs it and demands exit status 0; the answer is its standard output. */
  String demand(Map<String, String> environment, String input) throws ServiceException {
    Outcome outcome = run(environment, input);
    if (outcome.status() != 0) {
      throw failed(outcome);
    }
    return outcome.output();
  }

  /** The sentence for an exit status that is an error. */
  ServiceException failed(Outcome outcome) {
    String said = outcome.errors().isBlank() ? outcome.output() : outcome.errors();
    Reason failed =
        said.isBlank()
            ? of(ReasonCode.COMMAND_FAILED)
            : of(ReasonCode.COMMAND_FAILED_SAYING).with("words", Words.plain(said.strip(), SHOWN));
    return new ServiceException(failed.with("how", Exit.reason(outcome.status())));
  }

  /** Runs it to its end, whatever its exit status. */
  public Outcome run(Map<String, String> environment, String input) throws ServiceException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    Process process = Launch.start(name, builder);
    Capture output = new Capture(name + "-output", process.getInputStream(), process);
    Capture errors = new Capture(name + "-errors", process.getErrorStream(), process);
    Thread feeder = feed(process, input);
    try {
      if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new ServiceException(
            ServiceException.Kind.TIME_LIMIT,
            of(ReasonCode.COMMAND_TOO_SLOW).with("time", seconds()),
            null);
      }
      output.await(OUTPUT_GRACE);
      errors.await(OUTPUT_GRACE);
      if (output.tooMuch() || errors.tooMuch()) {
        throw new ServiceException(
            of(ReasonCode.COMMAND_PRINTED_TOO_MUCH).with("bytes", OUTPUT_LIMIT));
      }
      return new Outcome(process.exitValue(), output.text(), errors.text());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceException(of(ReasonCode.COMMAND_GIVEN_UP), e);
    } finally {
      if (process.isAlive()) {
        ProcessTable.kill(() -> ProcessTable.family(process.toHandle()), KILL_LIMIT);
      }
      feeder.interrupt();
    }
  }

  private Reason of(ReasonCode code) {
    return Reason.of(code).with("name", name).with("program", Words.plain(command.get(0), SHOWN));
  }

  private String seconds() {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }

  private Thread feed(Process process, String input) {
    return Threads.start(
        name + "-input",
        () -> {
          try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
          } catch (IOException e) {
            // A program need not read what it is given; its exit status tells whether it did well.
            return;
          }
        });
  }

  /** One output of the program, kept up to the limit. */
  private static final class Capture {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Thread thread;
    private volatile boolean tooMuch;

    Capture(String name, InputStream in, Process process) {
      thread = Threads.start(name, () -> read(in, process));
    }

    private void read(InputStream in, Process process) {
      byte[] buffer = new byte[8192];
      try (in) {
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          synchronized (bytes) {
            bytes.write(buffer, 0, count);
            tooMuch = bytes.size() > OUTPUT_LIMIT;
          }
          if (tooMuch) {
            ProcessTable.kill(() -> ProcessTable.family(process.toHandle()), KILL_LIMIT);
            return;
          }
        }
      } catch (IOException e) {
        // The stream of a program that has ended may be closed under the reader: its end all the
        // same.
        return;
      }
    }

    void await(Duration grace) throws InterruptedException {
      thread.join(grace.toMillis());
    }

    boolean tooMuch() {
      return tooMuch;
    }

    String text() {
      synchronized (bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
      }
    }
  }
}
