package org.sbs.server;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import java.io.IOException;
import java.nio.file.Path;
import org.sbs.server.store.OwnerOnly;

/** A log file that makes room by itself and is always its owner's alone (R10.8). */
final class LogFile extends RollingFileAppender<ILoggingEvent> {
  @Override
  public void openFile(String name) throws IOException {
    // The file that follows a full one is made here, too.
    OwnerOnly.file(Path.of(name));
    super.openFile(name);
  }
}
