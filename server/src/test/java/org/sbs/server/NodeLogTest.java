package org.sbs.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    assertThat(first.get("formattedMessage").asText()).isEqualTo("Cycle 7: a \"torn\"\nfile");
    assertThat(first.get("level").asText()).isEqualTo("WARN");
    assertThat(first.get("timestamp").asLong()).isPositive();
    assertThat(new JsonMapper().readTree(lines.get(1)).toString()).contains("why", "NodeLogTest");
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
