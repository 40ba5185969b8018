package org.sbs.lpm.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.lpm.Site;

class JournalTest {
  @TempDir private Path folder;

  private Journal open() throws IOException {
    return Journal.open(folder, Clock.systemUTC());
  }

  private static Journal.Entry entry(String job, JobEnd end, String detail) {
    return new Journal.Entry(job, end, "Dock", "x.csv", "zebra", 3, detail);
  }

  @Test
  @DisplayName("R12.4 the journal is appended to and remembers over restarts what was printed")
  void remembers() throws Exception {
    try (Journal journal = open()) {
      journal.append(entry("1", JobEnd.PRINTED, "\"quoted\"\nü"), true);
      journal.append(entry("2", JobEnd.REPRINTED, ""), false);
      journal.append(entry("3", JobEnd.HELD, ""), true);
      journal.append(entry("4", JobEnd.FAILED, ""), true);
    }
    try (Journal journal = open()) {
      assertThat(journal.knowsAsPrinted("1")).isTrue();
      assertThat(journal.knowsAsPrinted("2")).isTrue();
      assertThat(journal.knowsAsPrinted("3")).isFalse();
      assertThat(journal.knowsAsPrinted("4")).isFalse();
      journal.append(entry("5", JobEnd.PRINTED, ""), true);
    }
    assertThat(Files.readAllLines(folder.resolve("journal.jsonl")))
        .hasSize(5)
        .first()
        .asString()
        .contains("\"job\":\"1\",\"end\":\"printed\",\"sentinel\":\"Dock\",\"file\":\"x.csv\"")
        .contains("\"labels\":3,\"detail\":\"\\\"quoted\\\"\\nü\"");
  }

  @Test
  @DisplayName("R12.4 a line that a crash cut off does not spoil the next, and counts for nothing")
  void tornLine() throws Exception {
    try (Journal journal = open()) {
      journal.append(entry("1", JobEnd.PRINTED, ""), true);
    }
    Path file = folder.resolve("journal.jsonl");
    Files.writeString(file, "{\"job\":\"2\",\"end\":\"printed", StandardOpenOption.APPEND);
    try (Journal journal = open()) {
      journal.append(entry("3", JobEnd.PRINTED, ""), true);
    }
    try (Journal journal = open()) {
      assertThat(journal.knowsAsPrinted("1")).isTrue();
      assertThat(journal.knowsAsPrinted("2")).isFalse();
      assertThat(journal.knowsAsPrinted("3")).isTrue();
    }
  }

  @Test
  @DisplayName("R12.4 a journal that has grown large is set aside and still known")
  void rotation() throws Exception {
    String detail = "x".repeat(1 << 20);
    try (Journal journal = open()) {
      for (int i = 0; i < 12; i++) {
        journal.append(entry("job" + i, JobEnd.PRINTED, detail), false);
      }
    }
    assertThat(Site.names(folder)).hasSize(2).allMatch(name -> name.startsWith("journal"));
    try (Journal journal = open()) {
      assertThat(journal.knowsAsPrinted("job0")).isTrue();
      assertThat(journal.knowsAsPrinted("job11")).isTrue();
    }
  }

  @Test
  @DisplayName("R12.8 a journal that could not be set aside is written again as soon as it can be")
  void notSetAside() throws Exception {
    Clock still = Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC);
    try (Journal journal = Journal.open(folder, still)) {
      journal.append(entry("1", JobEnd.PRINTED, "x".repeat(11 << 20)), false);
      Path inTheWay = folder.resolve("journal-2026-11-30T12-00-00Z.jsonl");
      Files.createDirectories(inTheWay.resolve("something"));
      assertThatThrownBy(() -> journal.append(entry("2", JobEnd.PRINTED, ""), true))
          .isInstanceOf(IOException.class);
      assertThat(journal.knowsAsPrinted("2")).isFalse();
      Files.delete(inTheWay.resolve("something"));
      Files.delete(inTheWay);
      journal.append(entry("2", JobEnd.PRINTED, ""), true);
    }
    try (Journal journal = open()) {
      assertThat(journal.knowsAsPrinted("1")).isTrue();
      assertThat(journal.knowsAsPrinted("2")).isTrue();
    }
  }
}
