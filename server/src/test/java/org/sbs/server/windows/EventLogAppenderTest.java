package org.sbs.server.windows;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.server.windows.WindowsEventLog.Kind;

/** What goes from the log into the event log of Windows. */
final class EventLogAppenderTest {
  private final List<String> events = new ArrayList<>();
  private final LoggerContext context = new LoggerContext();
  private final EventLogAppender appender =
      new EventLogAppender((kind, text) -> events.add(kind + " " + text));

  @BeforeEach
  void start() {
    appender.setContext(context);
    appender.start();
  }

  private void log(String name, Level level, String text, long atMs) {
    Logger logger = context.getLogger(name);
    LoggingEvent event = new LoggingEvent("", logger, level, text, null, new Object[0]);
    event.setTimeStamp(atMs);
    appender.doAppend(event);
  }

  @Test
  @DisplayName("R11.1 changes of the role and what goes wrong are events; the rest is not")
  void chosen() {
    log("sbs.role", Level.INFO, "secondary → primary: the peer is gone", 0);
    log("sbs", Level.INFO, "commands reach this node", 1);
    log("sbs", Level.WARN, "the disk is slow", 2);
    log("sbs", Level.ERROR, "the service died", 3);
    assertThat(events)
        .containsExactly(
            Kind.ROLE + " secondary → primary: the peer is gone",
            Kind.WARNING + " the disk is slow",
            Kind.ERROR + " the service died");
  }

  @Test
  @DisplayName("R11.1 what is said again and again is one event")
  void repeated() {
    for (int i = 0; i < 100; i++) {
      log("sbs", Level.WARN, "still no answer", i);
    }
    assertThat(events).containsExactly(Kind.WARNING + " still no answer");
  }

  @Test
  @DisplayName("R11.1 a flood is cut, said once, and over with the minute")
  void flood() {
    for (int i = 0; i < 1000; i++) {
      log("sbs", Level.WARN, "trouble " + i, 60_000 + i);
    }
    assertThat(events).hasSize(EventLogAppender.MOST);
    assertThat(events.get(events.size() - 1)).contains("see SBS's own log");
    log("sbs", Level.WARN, "later", 130_000);
    assertThat(events).endsWith(Kind.WARNING + " later");
  }
}
