package org.sbs.server.sync.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbs.core.replica.ContentHash;
import org.sbs.server.sync.disk.FileStat;

/** What is remembered of files that were read, and when it is not believed. */
final class ContentIndexTest {
  private static final ContentHash HASH = new ContentHash(1, 2, 3, 4);
  private static final long SECOND = 1_000_000_000L;

  /** With a fine time stamp. */
  private static final long MODIFIED = 1_000_000 * SECOND + 123_456_789;

  private static final long HOUR_LATER = MODIFIED + 3600 * SECOND;
  private static final int BOOT = 7;

  @TempDir Path temp;

  private final Path file = Path.of("/set/file").toAbsolutePath();

  private static FileStat found(long modifiedNanos) {
    return new FileStat(
        FileStat.Type.FILE,
        10,
        modifiedNanos,
        FileStat.NO_CHANGE_TIME,
        0644,
        99,
        FileStat.NO_ACCOUNT,
        1);
  }

  @Test
  @DisplayName("R4.7 a restart remembers what files contain")
  void restart() {
    try (ContentIndex index = ContentIndex.in(temp, BOOT)) {
      assertThat(index.remember(file, found(MODIFIED), HASH, HOUR_LATER, false)).isTrue();
    }
    try (ContentIndex index = ContentIndex.in(temp, BOOT)) {
      assertThat(index.trusted(file, found(MODIFIED))).contains(HASH);
      assertThat(index.trusted(file, found(MODIFIED + 1))).isEmpty();
      assertThat(index.looksUntouched(file, found(MODIFIED + 1))).isFalse();
    }
  }

  @Test
  @DisplayName("R11.3 an index full of garbage is begun anew")
  void garbage() throws Exception {
    Files.writeString(temp.resolve("content.index"), "no index at all ".repeat(1000));
    try (ContentIndex index = ContentIndex.in(temp, BOOT)) {
      assertThat(index.size()).isZero();
      assertThat(index.remember(file, found(MODIFIED), HASH, HOUR_LATER, false)).isTrue();
    }
    try (ContentIndex index = ContentIndex.in(temp, BOOT)) {
      assertThat(index.trusted(file, found(MODIFIED))).contains(HASH);
    }
  }

  @Test
  @DisplayName(
      "R11.3 after a power cut, what was modified shortly before it was read is read again")
  void powerCut() {
    Path old = file.resolveSibling("old");
    Path placed = file.resolveSibling("placed");
    try (ContentIndex index = ContentIndex.in(temp, BOOT)) {
      assertThat(index.remember(file, found(MODIFIED), HASH, MODIFIED + 5 * SECOND, false))
          .isTrue();
      assertThat(index.remember(old, found(MODIFIED), HASH, HOUR_LATER, false)).isTrue();
      index.rememberDurable(placed, found(MODIFIED), HASH, MODIFIED + 5 * SECOND);
      assertThat(index.trusted(file, found(MODIFIED))).contains(HASH);
    }
    try (ContentIndex index = ContentIndex.in(temp, BOOT + 1)) {
      assertThat(index.trusted(file, found(MODIFIED))).isEmpty();
      assertThat(index.trusted(old, found(MODIFIED))).contains(HASH);
      assertThat(index.trusted(placed, found(MODIFIED))).contains(HASH);
    }
  }

  @Test
  @DisplayName(
      "R4.2 a file read so early that a later edit could have its time stamp is not trusted")
  void racy() {
    long wholeSecond = 1_000_000 * SECOND;
    try (ContentIndex index = ContentIndex.inMemory()) {
      assertThat(index.remember(file, found(wholeSecond), HASH, wholeSecond + SECOND, false))
          .isFalse();
      assertThat(index.trusted(file, found(wholeSecond))).as("coarse time stamp").isEmpty();
      assertThat(index.remember(file, found(MODIFIED), HASH, MODIFIED + 1_000_000, false))
          .isFalse();
      assertThat(index.trusted(file, found(MODIFIED))).as("the same tick").isEmpty();
      assertThat(index.remember(file, found(MODIFIED), HASH, MODIFIED + 20_000_000, false))
          .isTrue();
      assertThat(index.trusted(file, found(MODIFIED))).as("fine time stamp").contains(HASH);
    }
  }

  @Test
  @DisplayName("R4.14 where there is a change time it counts, whatever the date of the file is")
  void changeTime() {
    long future = MODIFIED + 1_000_000 * SECOND;
    try (ContentIndex index = ContentIndex.inMemory()) {
      FileStat dated =
          new FileStat(FileStat.Type.FILE, 10, future, MODIFIED, 0644, 99, FileStat.NO_ACCOUNT, 1);
      assertThat(index.remember(file, dated, HASH, MODIFIED + SECOND, false)).isTrue();
      FileStat old =
          new FileStat(
              FileStat.Type.FILE, 10, MODIFIED, HOUR_LATER, 0644, 99, FileStat.NO_ACCOUNT, 1);
      assertThat(index.remember(file, old, HASH, HOUR_LATER + 1_000_000, false)).isFalse();
      assertThat(index.remember(file, old, HASH, HOUR_LATER + SECOND, true)).as("open").isFalse();
      // The clock was wrong once, or is another machine's: what it stamps now is another time.
      FileStat ahead =
          new FileStat(FileStat.Type.FILE, 10, MODIFIED, future, 0644, 99, FileStat.NO_ACCOUNT, 1);
      assertThat(index.remember(file, ahead, HASH, HOUR_LATER, false)).isTrue();
      FileStat other =
          new FileStat(
              FileStat.Type.FILE, 10, MODIFIED, future + 1, 0644, 99, FileStat.NO_ACCOUNT, 1);
      assertThat(index.trusted(file, other)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, false", "5, false", "60, false", "61, true", "3600, true"})
  @DisplayName(
      "R4.14 a change time a little ahead is that of a clock a little ahead, as of a file server:"
          + " the next change could carry it too, until it has looked so for a while")
  void clockAhead(int seconds, boolean trusted) {
    try (ContentIndex index = ContentIndex.inMemory()) {
      long changed = HOUR_LATER + seconds * SECOND;
      FileStat at =
          new FileStat(FileStat.Type.FILE, 10, MODIFIED, changed, 0644, 99, FileStat.NO_ACCOUNT, 1);
      assertThat(index.remember(file, at, HASH, HOUR_LATER, false)).isEqualTo(trusted);
      assertThat(index.remember(file, at, HASH, HOUR_LATER + 3 * SECOND, false)).isTrue();
    }
  }

  @Test
  @DisplayName("R4.14 without a change time, what has looked so for a while is believed")
  void seenTwice() {
    try (ContentIndex index = ContentIndex.inMemory()) {
      long future = HOUR_LATER + 1;
      assertThat(index.remember(file, found(future), HASH, MODIFIED, false)).isFalse();
      assertThat(index.remember(file, found(future), HASH, MODIFIED + SECOND, false)).isFalse();
      assertThat(index.remember(file, found(future), HASH, MODIFIED + 3 * SECOND, false)).isTrue();
    }
  }
}
