package org.sbs.server;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.file.Path;
import org.sbs.server.store.OwnerOnly;
import org.slf4j.LoggerFactory;

/**
 * The log of a running node, beside what goes to standard error: a JSON object a line in {@code
 * sbs.jsonl} of the home's log folder, for programs that collect logs (R9.6). A full file becomes
 * {@code sbs.1.jsonl} and so on; the log never takes more than {@value #FILES} + 1 files of {@value
 * #FILE_MB} MB. Folder and files are their owner's alone, also those that an older version left.
 */
final class NodeLog implements AutoCloseable {
  static final int FILES = 5;
  static final int FILE_MB = 10;

  private final Logger root;
  private final LogFile appender;

  private NodeLog(Logger root, LogFile appender) {
    this.root = root;
    this.appender = appender;
  }

  /** Begins to write there; a folder that cannot be written is said in the other log. */
  static NodeLog open(Path folder) {
    return open(folder, (long) FILE_MB << 20);
  }

  static NodeLog open(Path folder, long fileBytes) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    LogFile appender = new LogFile();
    appender.setContext(context);
    appender.setName("json");
    appender.setFile(folder.resolve("sbs.jsonl").toString());

    LogJson encoder = new LogJson();
    encoder.setContext(context);
    encoder.start();
    appender.setEncoder(encoder);

    FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
    window.setContext(context);
    window.setParent(appender);
    window.setFileNamePattern(folder.resolve("sbs.%i.jsonl").toString().replace('\\', '/'));
    window.setMinIndex(1);
    window.setMaxIndex(FILES);
    window.start();
    appender.setRollingPolicy(window);

    SizeBasedTriggeringPolicy<ILoggingEvent> full = new SizeBasedTriggeringPolicy<>();
    full.setContext(context);
    full.setMaxFileSize(new FileSize(fileBytes));
    full.setCheckIncrement(ch.qos.logback.core.util.Duration.buildBySeconds(1));
    full.start();
    appender.setTriggeringPolicy(full);

    try {
      OwnerOnly.folder(folder);
      appender.start();
      root.addAppender(appender);
    } catch (IOException e) {
      root.warn("The log folder {} cannot be used, so there is no log in JSON: {}", folder, e);
    }
    return new NodeLog(root, appender);
  }

  @Override
  public void close() {
    root.detachAppender(appender);
    appender.stop();
  }
}
