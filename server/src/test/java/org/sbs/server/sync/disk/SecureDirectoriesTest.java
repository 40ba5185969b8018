package org.sbs.server.sync.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sbs.server.sync.Tree;

/** Folders opened beneath a root, in the way of this platform and in the way of all others. */
final class SecureDirectoriesTest {
  @TempDir Path temp;

  private Path root;
  private Tree outside;

  /** One of the two ways. */
  interface Opener {
    SecureDirectory open(Path root, String relative) throws IOException;
  }

  static Stream<Opener> openers() {
    return Stream.of(SecureDirectories::open, SecureDirectories::openPlain);
  }

  @BeforeEach
  void makeTree() throws Exception {
    outside = Tree.at(temp.resolve("outside")).file("d/victim", "v");
    root = temp.resolve("root");
    Tree.at(root)
        .file("a/b/c", "c")
        .file("file", "f")
        .link("a/out", outside.path("").toString())
        .link("a/in", "b");
  }

  @ParameterizedTest
  @MethodSource("openers")
  @DisplayName("R10.2 no folder is reached through a link or a file")
  void neverThroughLinks(Opener opener) {
    for (String way : new String[] {"a/out", "a/out/d", "a/in", "file", "file/x"}) {
      assertThatThrownBy(() -> opener.open(root, way))
          .isInstanceOf(SecureDirectories.InTheWay.class);
    }
    assertThatThrownBy(() -> opener.open(root, "a/none/b")).isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @MethodSource("openers")
  @DisplayName("R4.8 what is done in an opened folder is done there, links not followed")
  void worksInFolder(Opener opener) throws Exception {
    Tree.at(temp).file("staged", "new").file("staged2", "new too");
    try (SecureDirectory top = opener.open(root, "");
        SecureDirectory folder = opener.open(root, "a")) {
      assertThat(folder.look("out").orElseThrow().type()).isEqualTo(FileStat.Type.SYMLINK);
      assertThat(folder.look("b").orElseThrow().type()).isEqualTo(FileStat.Type.FOLDER);
      assertThat(folder.look("none")).isEmpty();
      assertThat(folder.namesIn("b")).containsExactly("c");
      folder.moveIn(temp.resolve("staged"), "out");
      assertThat(root.resolve("a/out")).isRegularFile().hasContent("new");
      top.moveIn(temp.resolve("staged2"), "file");
      assertThat(root.resolve("file")).hasContent("new too");
      top.setMode("file", 0750);
      top.setTime("file", 1_234_567_890_123_456_789L);
      assertThat(FileStat.at(root.resolve("file")).mode()).isEqualTo(0750);
      assertThat(Files.getLastModifiedTime(root.resolve("file")).to(TimeUnit.NANOSECONDS))
          .isEqualTo(1_234_567_890_123_456_789L);
      assertThatThrownBy(() -> folder.deleteFolder("b"))
          .isInstanceOf(DirectoryNotEmptyException.class);
      folder.deleteFile("in");
      top.deleteFile("file");
    }
    assertThat(Tree.content(root).keySet()).containsExactly("a", "a/b", "a/b/c", "a/out");
    assertThat(outside.path("d/victim")).hasContent("v");
  }

  @Test
  @DisplayName("R10.2 a folder that is swapped for a link while it is held open leads nowhere else")
  void swappedWhileHeld() throws Exception {
    Tree.at(temp).file("staged", "new");
    try (SecureDirectory folder = SecureDirectories.open(root, "a/b")) {
      Files.move(root.resolve("a/b"), root.resolve("a/moved"));
      Files.createSymbolicLink(root.resolve("a/b"), outside.path("d"));
      folder.moveIn(temp.resolve("staged"), "victim");
    }
    assertThat(outside.path("d/victim")).hasContent("v");
    assertThat(root.resolve("a/moved/victim")).hasContent("new");
  }

  @Test
  @DisplayName("R4.8 a whole file system is synced only where the kernel tells of failures")
  void kernels() {
    assertThat(FileSystemSync.reportsFailures("5.8.0")).isTrue();
    assertThat(FileSystemSync.reportsFailures("6.1.0-13-amd64")).isTrue();
    assertThat(FileSystemSync.reportsFailures("5.7.19")).isFalse();
    assertThat(FileSystemSync.reportsFailures("4.19")).isFalse();
    assertThat(FileSystemSync.reportsFailures("unknown")).isFalse();
  }
}
