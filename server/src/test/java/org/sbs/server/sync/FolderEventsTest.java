package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.server.sync.scan.FolderWatcher;

/** Changes that nobody asks for arrive: the period of the pair is an hour. */
final class FolderEventsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path temp;

  private PairRig rig;

  @BeforeEach
  void connect() throws Exception {
    rig = new PairRig(temp);
    rig.strict = true;
    rig.events = true;
    for (int i = 0; i < 5; i++) {
      rig.mine.file("folder/inner/" + i, "content " + i);
    }
    rig.mine.file("top", "1");
    rig.connect();
  }

  @AfterEach
  void closeRig() throws Exception {
    rig.close();
  }

  private void awaitEqual() {
    await()
        .atMost(PATIENCE)
        // What goes while it is listed or looked at: the staging folder, say, and what is in it.
        .ignoreExceptionsMatching(
            e -> e instanceof UncheckedIOException || e instanceof NoSuchFileException)
        .untilAsserted(
            () ->
                assertThat(Tree.content(rig.theirs.path("")))
                    .isEqualTo(Tree.content(rig.mine.path(""))));
  }

  @Test
  @DisplayName("R4.7 an edit, a new file, a deleted one and a new folder arrive by themselves")
  void simpleChanges() throws Exception {
    rig.mine.file("top", "2");
    awaitEqual();
    rig.mine.file("new", "n").delete("folder/inner/3");
    awaitEqual();
    rig.mine.file("young/deep/er/file", "d");
    awaitEqual();
    // A folder that was not there when the watch began.
    rig.mine.file("young/deep/er/file", "edited");
    awaitEqual();
  }

  @Test
  @DisplayName("R4.7 a renamed folder arrives, and later edits in it under its new name")
  void renamedFolder() throws Exception {
    Files.move(rig.mine.path("folder"), rig.mine.path("renamed"));
    awaitEqual();
    rig.mine.file("renamed/inner/1", "edited after the move");
    awaitEqual();
    assertThat(rig.theirs.path("folder")).doesNotExist();
  }

  @Test
  @DisplayName("R4.7 a change comes with the cycle that is asked for just after it, not twice")
  void requestAfterChange() throws Exception {
    int tries = 10;
    int cameWithIt = 0;
    for (int i = 0; i < tries; i++) {
      rig.mine.file("top", "version " + i);
      cameWithIt += rig.cycle().files() == 1 ? 1 : 0;
    }
    assertThat(cameWithIt).as("but for a slow moment of this machine").isGreaterThan(tries / 2);
  }

  @Test
  @DisplayName("R4.7 a folder that is replaced by another of the same name is watched")
  void replacedFolder() throws Exception {
    Tree other = Tree.at(temp.resolve("other")).file("inner/1", "of the other");
    Files.move(rig.mine.path("folder"), temp.resolve("away"));
    Files.move(other.path(""), rig.mine.path("folder"), StandardCopyOption.ATOMIC_MOVE);
    awaitEqual();
    rig.mine.file("folder/inner/1", "edited");
    awaitEqual();
  }

  @Test
  @DisplayName("R4.7 more changes at once than the system tells of arrive all the same")
  void overflow() throws Exception {
    for (int i = 0; i < 3000; i++) {
      Files.writeString(rig.mine.path("folder").resolve("burst-" + i), "b" + i);
    }
    awaitEqual();
  }

  @Test
  @DisplayName("R4.7 a file that stays open for writing arrives when its writer rests")
  void openForLong() throws Exception {
    try (var writer = Files.newBufferedWriter(rig.mine.path("open"))) {
      writer.write("still open");
      writer.flush();
      awaitEqual();
    }
  }

  @Test
  @DisplayName(
      "R4.7 where folders cannot be watched, that is said, and the full scan finds changes")
  void watchLimit() throws Exception {
    Set<Path> asked = new HashSet<>();
    try (FolderWatcher watcher =
        new FolderWatcher(
            () -> {},
            (folder, service) -> {
              asked.add(folder);
              throw new IOException("User limit of inotify watches reached");
            })) {
      watcher.watch(temp);
      watcher.watch(temp.resolve("primary"));
      assertThat(watcher.off().orElseThrow().toString())
          .contains("file-events-off", "User limit of inotify watches reached");
    }
    assertThat(asked).as("no more is tried").containsExactly(temp);
  }

  @Test
  @DisplayName("R4.7 a watcher tells what changed, and of a folder that went")
  void tells() throws Exception {
    Path folder = rig.mine.path("folder");
    try (FolderWatcher watcher = new FolderWatcher(() -> {})) {
      watcher.watch(folder);
      watcher.watch(folder.resolve("inner"));
      rig.mine.file("folder/x", "x");
      Set<Path> told = new HashSet<>();
      await()
          .atMost(PATIENCE)
          .until(() -> told.addAll(watcher.take().paths()) && told.contains(folder.resolve("x")));
      rig.mine.delete("folder/inner");
      await()
          .atMost(PATIENCE)
          .until(
              () -> told.addAll(watcher.take().paths()) && told.contains(folder.resolve("inner")));
    }
  }
}
