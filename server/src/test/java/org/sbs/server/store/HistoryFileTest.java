package org.sbs.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

final class HistoryFileTest {
  @TempDir private Path temporary;

  private static HistoryEntry entry(long epoch) {
    return new HistoryEntry(
        "2026-11-02T03:04:05.678+01:00", "role", epoch, "primary", "Took over: \"Ü\"\nno answer.");
  }

  private Path folder() {
    return temporary.resolve("history");
  }

  private Path file() {
    return folder().resolve("events.jsonl");
  }

  private void add(String text) throws Exception {
    Files.write(file(), text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
  }

  @Test
  @DisplayName("R9.6 events are kept with their reasons, and the newest come oldest first")
  void keeps() {
    HistoryFile history = new HistoryFile(folder());
    assertThat(history.newest(10).entries()).isEmpty();
    for (int epoch = 1; epoch <= 5; epoch++) {
      history.append(entry(epoch));
    }
    HistoryFile reopened = new HistoryFile(folder());
    reopened.append(entry(6));
    assertThat(reopened.newest(3))
        .isEqualTo(new HistoryFile.Newest(List.of(entry(4), entry(5), entry(6)), 0));
    assertThat(reopened.newest(0).entries()).isEmpty();
    assertThat(reopened.newest(100).entries()).hasSize(6);
  }

  @Test
  @DisplayName("R9.9 an event keeps its code and values; one that has none is told in its words")
  void codes() throws Exception {
    Reason why =
        Reason.of(ReasonCode.CYCLE_NOT_COMMITTED)
            .with("cycle", 7L)
            .with("why", Reason.of(ReasonCode.DISK_FULL).with("path", "/srv/a"));
    HistoryEntry coded =
        new HistoryEntry("2026-11-02T03:04:05Z", "sync", 1, "primary", "Text", why);
    HistoryFile history = new HistoryFile(folder());
    history.append(coded);
    add(
        """
        {"time":"2025-11-02T03:04:05Z","kind":"sync","epoch":1,"role":"primary","reason":"Old row."}
        {"time":"2027-11-02T03:04:05Z","kind":"sync","epoch":1,"role":"primary",\
        "reason":"New row.","code":"of-the-future","values":{}}
        """);
    assertThat(new HistoryFile(folder()).newest(10).entries())
        .containsExactly(
            coded,
            new HistoryEntry("2025-11-02T03:04:05Z", "sync", 1, "primary", "Old row."),
            new HistoryEntry("2027-11-02T03:04:05Z", "sync", 1, "primary", "New row."));
  }

  @Test
  @DisplayName("R10.8 the history is its owner's alone, that of an older version too")
  void ownersAlone() throws Exception {
    Files.createDirectory(folder());
    Files.writeString(file(), "");
    Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-r--"));
    HistoryFile history = new HistoryFile(folder(), 300);
    for (int epoch = 1; epoch <= 9; epoch++) {
      history.append(entry(epoch)); // A full file is set aside, and another one made.
    }
    history.prune(Instant.parse("2030-01-01T00:00:00Z"));
    history.append(entry(10));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
        .isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(folder())) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(2);
      for (Path file : all) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  @DisplayName("R9.6 what is older than wanted is forgotten, and nothing else")
  void prunes() throws Exception {
    HistoryFile history = new HistoryFile(folder());
    history.append(new HistoryEntry("2025-01-01T00:00:00Z", "role", 1, "primary", "Old."));
    history.append(entry(2));
    add("no entry at all\n");
    history.append(entry(3));
    history.prune(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(history.newest(10))
        .isEqualTo(new HistoryFile.Newest(List.of(entry(2), entry(3)), 1));
    try (Stream<Path> files = Files.list(folder())) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  @DisplayName("R9.6 an entry is a line of JSON in the order of its names")
  void format() {
    new HistoryFile(folder()).append(entry(7));
    assertThat(file())
        .hasContent(
            "{\"time\":\"2026-11-02T03:04:05.678+01:00\",\"kind\":\"role\",\"epoch\":7,"
                + "\"role\":\"primary\",\"reason\":\"Took over: \\\"Ü\\\"\\nno answer.\","
                + "\"code\":\"sentence\",\"values\":{"
                + "\"text\":\"Took over: \\\"Ü\\\"\\nno answer.\"}}");
  }

  @Test
  @DisplayName("R11.3 a torn last line swallows no later entry and is counted")
  void tornLine() throws Exception {
    new HistoryFile(folder()).append(entry(1));
    add("{\"time\":\"2026-11-02T03:0");
    HistoryFile history = new HistoryFile(folder());
    history.append(entry(2));
    assertThat(history.newest(10))
        .isEqualTo(new HistoryFile.Newest(List.of(entry(1), entry(2)), 1));
  }

  @Test
  @DisplayName("R11.3 garbage lines are skipped and counted")
  void garbage() throws Exception {
    HistoryFile history = new HistoryFile(folder());
    history.append(entry(1));
    add("garbage\n\n[1]\n{}\n{\"time\":5}\n\0\0\0\n" + "[".repeat(5000) + "\n");
    history.append(entry(2));
    assertThat(history.newest(10))
        .isEqualTo(new HistoryFile.Newest(List.of(entry(1), entry(2)), 7));
  }

  @Test
  @DisplayName("R9.6 the history is bounded: old entries make room, the newest are there")
  void rotates() throws Exception {
    HistoryFile history = new HistoryFile(folder(), 2_000);
    List<HistoryEntry> all = new ArrayList<>();
    for (int epoch = 1; epoch <= 100; epoch++) {
      all.add(entry(epoch));
      history.append(entry(epoch));
    }
    assertThat(Files.size(file())).isLessThanOrEqualTo(2_000);
    assertThat(Files.size(folder().resolve("events.1.jsonl"))).isLessThanOrEqualTo(2_000);
    HistoryFile.Newest newest = history.newest(15);
    assertThat(newest.entries()).isEqualTo(all.subList(85, 100));
    assertThat(newest.skippedLines()).isZero();
  }

  @Test
  @DisplayName("R10.3 of an endless history only the end is read")
  void endless() throws Exception {
    HistoryFile history = new HistoryFile(folder(), 2_000);
    history.append(entry(1));
    add("x".repeat(1_000_000) + "\n");
    new HistoryFile(folder()).append(entry(2));
    assertThat(history.newest(10)).isEqualTo(new HistoryFile.Newest(List.of(entry(2)), 0));
  }

  @Test
  @DisplayName("R11.3 a full disk stops nothing: entries are lost until there is room")
  void fullDisk() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "needs /dev/full, which is always full");
    HistoryFile history = new HistoryFile(folder());
    Files.createDirectories(folder());
    Files.createSymbolicLink(file(), full);
    history.append(entry(1));
    history.append(entry(2));
    Files.delete(file());
    history.append(entry(3));
    assertThat(history.newest(10).entries()).containsExactly(entry(3));
  }

  @Test
  @DisplayName("R11.3 a history that cannot be written or read stops nothing")
  void noFolder() throws Exception {
    Files.createFile(folder());
    HistoryFile history = new HistoryFile(folder());
    history.append(entry(1));
    assertThat(history.newest(10).entries()).isEmpty();
  }

  @Test
  @DisplayName("R9.6 an interrupted thread writes its last words")
  void interrupted() {
    HistoryFile history = new HistoryFile(folder());
    Thread.currentThread().interrupt();
    history.append(entry(1));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(history.newest(1).entries()).containsExactly(entry(1));
  }
}
