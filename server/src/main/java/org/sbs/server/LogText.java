package org.sbs.server;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.util.CachingDateFormatter;
import java.util.stream.Collectors;
import org.sbs.core.text.Sanitizer;

/**
 * A log entry as people read it: time, level and message on one clean line, and the trace of an
 * error on the lines after it (R10.8). Written out, because the library's patterns load a hundred
 * classes at each start.
 */
final class LogText extends LayoutBase<ILoggingEvent> {
  private static final String TIME = "yyyy-MM-dd HH:mm:ss.SSS";
  private static final int LEVEL_COLUMNS = 5;

  private final CachingDateFormatter time = new CachingDateFormatter(TIME);

  @Override
  public String doLayout(ILoggingEvent event) {
    String level = event.getLevel().toString();
    String line =
        time.format(event.getTimeStamp())
            + " "
            + level
            + " ".repeat(Math.max(0, LEVEL_COLUMNS - level.length()))
            + " "
            + Sanitizer.line(event.getFormattedMessage())
            + System.lineSeparator();
    return event.getThrowableProxy() == null ? line : line + trace(event);
  }

  private static String trace(ILoggingEvent event) {
    ThrowableProxyConverter converter = new ThrowableProxyConverter();
    converter.start();
    // The words of an error may have a line break in them, such as the name of a file: only an
    // entry
    // begins at the beginning of a line.
    return Sanitizer.lines(converter.convert(event))
        .lines()
        .map(line -> line.startsWith("\t") ? line : "\t" + line)
        .collect(Collectors.joining(System.lineSeparator(), "", System.lineSeparator()));
  }
}
