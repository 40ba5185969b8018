package org.sbs.server;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.nio.charset.StandardCharsets;
import org.sbs.core.text.Sanitizer;

/** A log entry as a clean line of JSON (R10.8). */
final class LogJson extends JsonEncoder {
  LogJson() {
    setWithSequenceNumber(false);
    setWithNanoseconds(false);
    setWithContext(false);
    setWithMarkers(false);
    setWithMDC(false);
    setWithKVPList(false);
    setWithMessage(false);
    setWithArguments(false);
    setWithFormattedMessage(true);
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    LoggingEvent clean = new LoggingEvent();
    clean.setLoggerName(event.getLoggerName());
    clean.setLevel(event.getLevel());
    clean.setThreadName(event.getThreadName());
    clean.setTimeStamp(event.getTimeStamp());
    clean.setMessage(Sanitizer.line(event.getFormattedMessage()));
    if (event.getThrowableProxy() instanceof ThrowableProxy error) {
      clean.setThrowableProxy(error);
    }
    String json = new String(super.encode(clean), StandardCharsets.UTF_8);
    return Sanitizer.json(json).getBytes(StandardCharsets.UTF_8);
  }
}
