package org.sbs.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.text.Sanitizer;
import org.slf4j.LoggerFactory;

class NodeLogTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("R9.6 the log is a JSON object a line, with the sentence as people read it")
  void lines() throws Exception {
    NodeLog log = NodeLog.open(folder.resolve("log"));
    try {
      LoggerFactory.getLogger("sbs").warn("Cycle {}: {}", 7, "a \"torn\"\nfile");
      LoggerFactory.getLogger("sbs").error("broken", new IllegalStateException("why"));
    } finally {
      log.close();
    }
    LoggerFactory.getLogger("sbs").warn("after its end");
    List<String> lines = Files.readAllLines(folder.resolve("log/sbs.jsonl"));
    assertThat(lines).hasSize(2);
    JsonNode first = new JsonMapper().readTree(lines.get(0));
    assertThat(first.get("formattedMessage").asText()).isEqualTo("Cycle 7: a \"torn\" file");
    assertThat(first.get("level").asText()).isEqualTo("WARN");
    assertThat(first.get("timestamp").asLong()).isPositive();
    assertThat(new JsonMapper().readTree(lines.get(1)).toString()).contains("why", "NodeLogTest");
  }

  @Test
  @DisplayName("R10.8 names in log and errors cannot command a terminal, forge a line or mislead")
  void clean() throws Exception {
    String name = "dock\u001b[2J\n2026 ERROR forged\u202egpj.\u009b1m\u2066";
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    NodeLog log = NodeLog.open(folder);
    Logger logger = (Logger) LoggerFactory.getLogger("sbs");
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(logger.getLoggerContext());
    appender.setEncoder(consoleEncoder());
    appender.setOutputStream(console);
    appender.start();
    logger.addAppender(appender);
    try {
      logger.warn("The file {} is not copied", name, new IOException(name));
    } finally {
      logger.detachAppender(appender);
      log.close();
    }
    String json = Files.readString(folder.resolve("sbs.jsonl"));
    assertThat(Sanitizer.isClean(json.strip())).isTrue();
    assertThat(new JsonMapper().readTree(json).get("formattedMessage").asText())
        .isEqualTo(
            "The file dock\ufffd[2J 2026 ERROR forged\ufffdgpj.\ufffd1m\ufffd is not copied");
    List<String> lines = console.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).allMatch(line -> Sanitizer.isClean(line.replace("\t", "")));
    assertThat(lines.get(0)).contains("ERROR forged\ufffdgpj");
    assertThat(lines.subList(1, lines.size()))
        .as("nothing but an entry begins a line")
        .hasSizeGreaterThan(2)
        .allMatch(line -> line.startsWith("\t"));
  }

  /** As the program's own console has it. */
  private static Encoder<ILoggingEvent> consoleEncoder() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    var console =
        (OutputStreamAppender<ILoggingEvent>)
            context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender(LogSetup.CONSOLE);
    return console.getEncoder();
  }

  @Test
  @DisplayName("R9.6 the console has time, level and message of an entry, and libraries whisper")
  void console() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger logger = context.getLogger("sbs");
    LoggingEvent event =
        new LoggingEvent("x", logger, Level.INFO, "cycle {}", null, new Object[] {7});
    event.setInstant(Instant.parse("2026-01-02T03:04:05.006Z"));
    String line = new String(consoleEncoder().encode(event), StandardCharsets.UTF_8);
    assertThat(line)
        .matches("2026-01-0\\d \\d\\d:\\d\\d:05\\.006 INFO  cycle 7" + System.lineSeparator());
    assertThat(context.getLogger("org.eclipse.jetty.server").isInfoEnabled()).isFalse();
    assertThat(context.getLogger("io.netty.channel").isInfoEnabled()).isFalse();
  }

  @Test
  @DisplayName("R10.8 log files are their owner's alone, those of an older version too")
  void ownersAlone() throws Exception {
    Path logs = Files.createDirectory(folder.resolve("log"));
    Path old = Files.writeString(logs.resolve("sbs.4.jsonl"), "{}\n");
    Files.setPosixFilePermissions(logs, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-r--r--"));
    NodeLog log = NodeLog.open(logs, 2_000);
    try {
      LoggerFactory.getLogger("sbs").info("x".repeat(3_000));
      org.awaitility.Awaitility.await()
          .until(
              () -> {
                LoggerFactory.getLogger("sbs").info("more");
                return Files.exists(logs.resolve("sbs.1.jsonl"))
                    && Files.exists(logs.resolve("sbs.jsonl"));
              });
    } finally {
      log.close();
    }
    assertThat(mode(logs)).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(logs)) {
      assertThat(files).hasSizeGreaterThan(2).allMatch(file -> mode(file).equals("rw-------"));
    }
  }

  private static String mode(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName("R9.6 a full log makes room by itself")
  void rotates() throws Exception {
    NodeLog log = NodeLog.open(folder, 2_000);
    try {
      // Whether a file is full is looked at now and then only, by time.
      LoggerFactory.getLogger("sbs").info("x".repeat(3_000));
      org.awaitility.Awaitility.await()
          .until(
              () -> {
                LoggerFactory.getLogger("sbs").info("more");
                return Files.exists(folder.resolve("sbs.1.jsonl"));
              });
    } finally {
      log.close();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files)
          .allSatisfy(file -> assertThat(file.getFileName().toString()).startsWith("sbs."))
          .hasSizeLessThanOrEqualTo(NodeLog.FILES + 1);
    }
  }
}
