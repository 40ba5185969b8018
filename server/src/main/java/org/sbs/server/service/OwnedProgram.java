package org.sbs.server.service;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a foreground program, from its start to its end. Its standard input stays open and
 * silent: the lifeline. Each line that it prints goes to the log, within bounds.
 */
final class OwnedProgram {
  private static final Logger LOG = LoggerFactory.getLogger(OwnedProgram.class);
  private static final String READY = "ready";
  private static final int LAST_WORDS = 10;
  private static final int SHOWN = 600;
  private static final long LAST_WORDS_WAIT_MS = 300;

  private final Process process;
  private final LogBudget budget = new LogBudget();
  private final Deque<String> lastWords = new ArrayDeque<>();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<Reason> ended = new CompletableFuture<>();

  /** Watches a program that has just been started. */
  OwnedProgram(Process process) {
    this.process = process;
    Thread output =
        Threads.start("stdout", () -> BoundedLines.pump(process.getInputStream(), this::said));
    Thread errors =
        Threads.start(
            "stderr", () -> BoundedLines.pump(process.getErrorStream(), this::complained));
    Threads.start("watch", () -> watch(output, errors));
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  long pid() {
    return process.pid();
  }

  boolean runs() {
    return ProcessTable.runs(process.toHandle());
  }

  /** Done at the line {@code ready}. */
  CompletableFuture<Void> ready() {
    return ready;
  }

  /** Done when the program has ended, and how. */
  CompletableFuture<Reason> ended() {
    return ended;
  }

  /** Tells, on a thread of its own, when the program has ended and how. */
  void onEnd(Consumer<Reason> listener) {
    Threads.start("end", () -> listener.accept(ended.join()));
  }

  /**
   * Asks the program to end: by SIGTERM where the platform has such a thing, else by letting go of
   * the lifeline. The handle is asked and not the process, for that would close the program's
   * outputs and lose its last words.
   */
  void askToEnd() {
    if (process.supportsNormalTermination()) {
      process.toHandle().destroy();
    } else {
      letGo();
    }
  }

  /** Closes the lifeline. */
  void letGo() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      LOG.debug("The lifeline of the service was closed already.", e);
    }
  }

  private void watch(Thread output, Thread errors) {
    try {
      int status = process.waitFor();
      // What it left running may hold the pipes open for ever; its own last words are soon read.
      output.join(LAST_WORDS_WAIT_MS);
      errors.join(LAST_WORDS_WAIT_MS);
      ended.complete(how(status));
    } catch (InterruptedException e) {
      ended.complete(Reason.of(ReasonCode.PROGRAM_NOT_WATCHED));
      Thread.currentThread().interrupt();
    }
  }

  private Reason how(int status) {
    synchronized (lastWords) {
      Reason how =
          lastWords.isEmpty()
              ? Reason.of(ReasonCode.PROGRAM_ENDED)
              : Reason.of(ReasonCode.PROGRAM_ENDED_SAYING)
                  .with("words", Words.plain(String.join(" / ", lastWords), SHOWN));
      return how.with("how", Exit.reason(status));
    }
  }

  private void said(String line) {
    if (line.equals(READY) && ready.complete(null)) {
      return;
    }
    log(line, text -> LOG.info("service: {}", text));
  }

  private void complained(String line) {
    synchronized (lastWords) {
      lastWords.addLast(line);
      if (lastWords.size() > LAST_WORDS) {
        lastWords.removeFirst();
      }
    }
    log(line, text -> LOG.info("service: {}", text));
  }

  private void log(String line, Consumer<String> sink) {
    budget.take(System.nanoTime(), Words.plain(line, BoundedLines.LINE_LIMIT), sink);
  }
}
