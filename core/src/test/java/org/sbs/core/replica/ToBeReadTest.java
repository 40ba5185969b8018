package org.sbs.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which files are read before it is known whether they must be sent. */
final class ToBeReadTest {
  private static final long LARGE = 1000;

  private static FileEntry file(String path, long size, ContentHash hash) {
    return FileEntry.file(new EntryPath(0, path), size, 1, 0644, hash);
  }

  private static FileEntry unread(String path, long size) {
    return file(path, size, ContentHash.NONE);
  }

  private static FileEntry known(String path, long size) {
    return file(path, size, new ContentHash(1, 1, 1, size));
  }

  private static List<String> toBeRead(Manifest primary, Manifest secondary) {
    return Difference.toBeRead(primary, secondary, LARGE).stream()
        .map(entry -> entry.at().path())
        .toList();
  }

  @Test
  @DisplayName("R4.2 a file is read when the secondary has one of its size in the same place")
  void samePlace() {
    Manifest primary = Manifest.of(List.of(unread("a", 5), unread("b", 6), known("c", 7)));
    Manifest secondary = Manifest.of(List.of(known("a", 5), known("b", 7), known("c", 7)));
    assertThat(toBeRead(primary, secondary)).containsExactly("a");
  }

  @Test
  @DisplayName("R4.9 a large file is read when the secondary has one of its size anywhere")
  void largeElsewhere() {
    Manifest primary =
        Manifest.of(List.of(unread("big", LARGE), unread("twin", LARGE), unread("small", 5)));
    assertThat(toBeRead(primary, Manifest.of(List.of(known("old", LARGE), known("other", 5)))))
        .containsExactly("big", "twin");
    assertThat(toBeRead(primary, Manifest.of(List.of(known("old", LARGE + 1))))).isEmpty();
  }

  @Test
  @DisplayName("R4.2 nothing is read twice for a secondary that has nothing")
  void firstCopy() {
    Manifest primary = Manifest.of(List.of(unread("a", 5), unread("b", LARGE)));
    assertThat(toBeRead(primary, Manifest.EMPTY)).isEmpty();
  }
}
