package org.sbs.server;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.sbs.core.text.Sanitizer;

/** The error of a log entry with its trace, clean: {@code %cleanTrace} in a pattern (R10.8). */
public final class LogTrace extends ThrowableProxyConverter {
  /** For the logging library. */
  public LogTrace() {}

  @Override
  public String convert(ILoggingEvent event) {
    return Sanitizer.lines(super.convert(event));
  }
}
