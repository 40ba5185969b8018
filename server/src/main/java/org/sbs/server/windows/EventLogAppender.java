package org.sbs.server.windows;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.sbs.core.text.Sanitizer;
import org.sbs.server.windows.WindowsEventLog.Kind;

/**
 * Copies from the log into the event log what an administrator wants to see there: changes of the
 * role, and what goes wrong. Within bounds: what is said again and again is written once, and no
 * more than so many events in a minute.
 */
public final class EventLogAppender extends AppenderBase<ILoggingEvent> {
  /** The logger that tells changes of the role, and nothing else. */
  public static final String ROLE_LOGGER = "sbs.role";

  /** Events in one minute. */
  static final int MOST = 30;

  private static final long MINUTE = TimeUnit.MINUTES.toMillis(1);

  private final BiConsumer<Kind, String> log;
  private String last = "";
  private long minuteStart;
  private int inMinute;

  /** Writes into that log. */
  public EventLogAppender(WindowsEventLog log) {
    this(log::write);
  }

  EventLogAppender(BiConsumer<Kind, String> log) {
    this.log = log;
    setName("event-log");
  }

  @Override
  protected void append(ILoggingEvent event) {
    String text = Sanitizer.lines(event.getFormattedMessage());
    boolean role = event.getLoggerName().equals(ROLE_LOGGER);
    if (!role && (!event.getLevel().isGreaterOrEqual(Level.WARN) || text.equals(last))) {
      return;
    }
    last = text;
    if (event.getTimeStamp() - minuteStart >= MINUTE) {
      minuteStart = event.getTimeStamp();
      inMinute = 0;
    }
    inMinute++;
    if (inMinute < MOST) {
      log.accept(kind(role, event.getLevel()), text);
    } else if (inMinute == MOST) {
      log.accept(Kind.WARNING, "There is more than this log should hold; see SBS's own log.");
    }
  }

  private static Kind kind(boolean role, Level level) {
    if (role) {
      return Kind.ROLE;
    }
    return level.isGreaterOrEqual(Level.ERROR) ? Kind.ERROR : Kind.WARNING;
  }
}
