package org.sbs.server.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class OutputTest {
  private final List<String> lines = new ArrayList<>();

  @Test
  @DisplayName("R10.3 endless lines are cut, and the last line needs no end")
  void boundedLines() {
    String text = "one\r\n\n" + "x".repeat(5_000_000) + "\nlast";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    BoundedLines.pump(new ByteArrayInputStream(bytes), lines::add);
    assertThat(lines).containsExactly("one", "", "x".repeat(BoundedLines.LINE_LIMIT), "last");
  }

  @Test
  @DisplayName("R10.3 a service that prints without end fills no log, and the log says so")
  void logBudget() {
    LogBudget budget = new LogBudget();
    long start = Long.MAX_VALUE - 5;
    for (int i = 0; i < 1_000; i++) {
      budget.take(start, "line", lines::add);
    }
    assertThat(lines)
        .hasSize(LogBudget.LINES + 1)
        .last()
        .isEqualTo("(the service prints too much; lines are left out)");
    budget.take(start + LogBudget.SPAN_NANOS, "later", lines::add);
    assertThat(lines).endsWith("(800 more lines are left out)", "later");
  }

  @Test
  @DisplayName("R10.3 control characters of foreign text do not reach a log or a terminal")
  void plainWords() {
    assertThat(Words.plain("a\u001b[31m\tb\r\nc\u0000", 100)).isEqualTo("a?[31m b / c?");
    assertThat(Words.shown("abcdef", 3)).isEqualTo("\"abc…\"");
  }
}
