package org.sbs.server.service;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Lets through so many lines in a span of time, and counts the rest. Safe for any thread. */
final class LogBudget {
  /** Lines in one span. */
  static final int LINES = 200;

  /** The span, in nanoseconds. */
  static final long SPAN_NANOS = TimeUnit.SECONDS.toNanos(10);

  private long spanStart;
  private long inSpan;

  /** Hands the line to the sink, or counts it. */
  synchronized void take(long nowNanos, String line, Consumer<String> sink) {
    if (inSpan > 0 && nowNanos - spanStart >= SPAN_NANOS) {
      if (inSpan > LINES) {
        sink.accept("(" + (inSpan - LINES) + " more lines are left out)");
      }
      inSpan = 0;
    }
    if (inSpan == 0) {
      spanStart = nowNanos;
    }
    inSpan++;
    if (inSpan <= LINES) {
      sink.accept(line);
    } else if (inSpan == LINES + 1) {
      sink.accept("(the service prints too much; lines are left out)");
    }
  }
}
