package org.sbs.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which files are named instead of sent. */
final class MovesTest {
  private static final FolderSet STRICT =
      new FolderSet(List.of(Folder.of(0, "/s", FolderFilter.ALL)), true, true);
  private static final FolderSet LAX =
      new FolderSet(List.of(Folder.of(0, "/s", FolderFilter.ALL)), false, true);

  private static EntryPath at(String path) {
    return new EntryPath(0, path);
  }

  private static FileEntry file(String path, int content) {
    return file(path, content, 1000);
  }

  private static FileEntry file(String path, int content, long size) {
    ContentHash hash = content == 0 ? ContentHash.NONE : new ContentHash(content, 0, 0, 1);
    return FileEntry.file(at(path), size, 5, 0644, hash);
  }

  private static Map<EntryPath, EntryPath> moves(
      FolderSet set, List<FileEntry> primary, List<FileEntry> secondary) {
    Manifest theirs = Manifest.of(secondary);
    return Moves.find(Difference.between(Manifest.of(primary), theirs, set, Set.of()), theirs);
  }

  @Test
  @DisplayName("R4.9 a renamed file comes from its old name, strict or not")
  void renamed() {
    List<FileEntry> primary = List.of(file("new", 1));
    List<FileEntry> secondary = List.of(file("old", 1));
    assertThat(moves(STRICT, primary, secondary)).isEqualTo(Map.of(at("new"), at("old")));
    assertThat(moves(LAX, primary, secondary)).isEqualTo(Map.of(at("new"), at("old")));
  }

  @Test
  @DisplayName("R4.9 what is deleted is taken before what stays, and each once")
  void deletedFirst() {
    assertThat(
            moves(
                STRICT,
                List.of(file("a-stays", 1), file("x", 1), file("y", 1), file("z", 1)),
                List.of(file("a-stays", 1), file("m", 1), file("n", 1))))
        .isEqualTo(Map.of(at("x"), at("m"), at("y"), at("n"), at("z"), at("a-stays")));
  }

  @Test
  @DisplayName("R4.9 what is replaced is taken too, as when logs are rotated")
  void rotated() {
    assertThat(
            moves(
                LAX,
                List.of(file("log", 3), file("log.1", 1), file("log.2", 2)),
                List.of(file("log", 1), file("log.1", 2))))
        .isEqualTo(Map.of(at("log.1"), at("log"), at("log.2"), at("log.1")));
  }

  @Test
  @DisplayName("R4.9 contents that are unknown, tiny, or of another length are not taken for equal")
  void notEqual() {
    assertThat(
            moves(
                STRICT,
                List.of(file("a", 0), file("b", 1, 127), file("c", 2, 999), file("d", 3)),
                List.of(file("x", 0), file("y", 1, 127), file("z", 2, 1000), file("w", 4))))
        .isEmpty();
  }

  @Test
  @DisplayName("R4.9 one file that goes and several names for it: the others copy it")
  void severalNames() {
    assertThat(moves(STRICT, List.of(file("x", 1), file("y", 1)), List.of(file("old", 1))))
        .isEqualTo(Map.of(at("x"), at("old"), at("y"), at("old")));
  }
}
