package org.sbs.server.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program that is run at a role change (R7.4), without a shell. What it prints goes into the log.
 *
 * @param name what the settings call it: {@code on-promote}, {@code on-demote}
 * @param command program and arguments
 * @param limit how long it may take; then it is killed
 */
public record Hook(String name, List<String> command, Duration limit) {
  private static final Logger LOG = LoggerFactory.getLogger(Hook.class);

  /** How long a hook may take. */
  public static final Duration LIMIT = Duration.ofSeconds(10);

  /**
   * Runs it to its end.
   *
   * @param environment what it is told, beside the environment of SBS
   * @throws ServiceException if it did not start, took too long, or ended with another status than
   *     0; the sentence says which
   */
  public void run(Map<String, String> environment) throws ServiceException {
    ShortProgram program = new ShortProgram(name, command, limit);
    ShortProgram.Outcome outcome = program.run(environment, "");
    LogBudget budget = new LogBudget();
    for (String text : List.of(outcome.output(), outcome.errors())) {
      text.lines()
          .forEach(
              line ->
                  budget.take(
                      System.nanoTime(),
                      Words.plain(line, BoundedLines.LINE_LIMIT),
                      shown -> LOG.info("{}: {}", name, shown)));
    }
    if (outcome.status() != 0) {
      throw program.failed(outcome);
    }
  }
}
