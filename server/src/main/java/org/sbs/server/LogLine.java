package org.sbs.server;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.sbs.core.text.Sanitizer;

/** The message of a log entry as one clean line: {@code %cleanMessage} in a pattern (R10.8). */
public final class LogLine extends ClassicConverter {
  /** For the logging library. */
  public LogLine() {}

  @Override
  public String convert(ILoggingEvent event) {
    return Sanitizer.line(event.getFormattedMessage());
  }
}
