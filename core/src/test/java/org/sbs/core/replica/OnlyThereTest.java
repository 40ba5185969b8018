package org.sbs.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbs.core.replica.PathRules.Names;

/** What the secondary has and the primary cannot have. */
final class OnlyThereTest {
  private static final ContentHash KNOWN =
      ContentHash.of(
          new byte[] {
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
            17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32
          });

  private static FileEntry entry(String kind, String path, String target) {
    EntryPath at = new EntryPath(0, path);
    return switch (kind) {
      case "link" -> FileEntry.link(at, target);
      case "folder" -> FileEntry.folder(at, 0755);
      case "opaque" -> FileEntry.opaque(at);
      case "unread" -> FileEntry.file(at, 1, 0, 0644, ContentHash.NONE);
      default -> FileEntry.file(at, 1, 0, 0644, KNOWN);
    };
  }

  @ParameterizedTest
  @CsvSource({
    // what the secondary has; the primary's names, what the primary has (or nothing); stays
    "link, a/b, /etc/x, POSIX, , true",
    "link, a/b, ../../x, POSIX, , true",
    "link, a/b, ../x, POSIX, , false",
    "link, a/b, /etc/x, POSIX, a/b, false",
    "opaque, a/b, , POSIX, , true",
    "opaque, a/b, , WINDOWS, , true",
    "opaque, a/b, , POSIX, a/b, false",
    "unread, a/b, , POSIX, , true",
    "unread, a/b, , POSIX, a/b, false",
    "file, a/b, , POSIX, , false",
    "folder, a/b, , POSIX, , false",
    "file, a:b, , POSIX, , false",
    "file, a:b, , WINDOWS, , true",
    "file, con.txt, , WINDOWS, , true",
    "file, dot., , WINDOWS, , true",
    "folder, nul, , WINDOWS, , true",
    "file, Box.zpl, , WINDOWS, box.zpl, true",
    "file, Box.zpl, , POSIX, box.zpl, false",
    "file, Box.zpl, , WINDOWS, other, false",
    "link, a, c:d, WINDOWS, , true",
  })
  @DisplayName("R4.18 what a primary cannot have is told from what it deleted")
  void table(String kind, String path, String target, Names names, String mine, boolean stays) {
    Manifest primary = Manifest.of(mine == null ? List.of() : List.of(entry("file", mine, "")));
    Manifest secondary = Manifest.of(List.of(entry(kind, path, target == null ? "" : target)));
    assertThat(OnlyThere.of(primary, secondary, names).keySet())
        .hasSize(stays ? 1 : 0)
        .allMatch(at -> at.path().equals(path));
  }
}
