package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.server.sync.message.HeldDeletes;
import org.sbs.server.sync.send.GuardedDeletes;

/** The guard against mass deletion between a primary and a secondary. */
final class GuardTest {
  private static final int FILES = 40;

  @TempDir Path temp;

  private PairRig rig;

  @BeforeEach
  void connect() throws Exception {
    rig = new PairRig(temp);
    rig.strict = true;
    for (int i = 0; i < FILES; i++) {
      rig.mine.file("labels/" + i, "label " + i);
    }
    rig.mine.file("settings", "s");
    CycleResult first = rig.connect();
    assertThat(first.committed()).isTrue();
    assertThat(first.held()).isEqualTo(HeldDeletes.NONE);
  }

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  private void deleteLabels(int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      rig.mine.delete("labels/" + i);
    }
  }

  private long labelsThere() throws IOException {
    try (var files = Files.list(rig.theirs.path("labels"))) {
      return files.count();
    }
  }

  private CycleResult allowed() throws Exception {
    return rig.primary.requestCycle(true, false).get(60, TimeUnit.SECONDS);
  }

  @Test
  @DisplayName("R4.10 when most of a folder is gone the deletes are held, and the rest is done")
  void mostGone() throws Exception {
    deleteLabels(0, 30);
    rig.mine.file("settings", "new");
    CycleResult result = rig.cycle();
    assertThat(result.committed()).isTrue();
    assertThat(result.held().files()).isEqualTo(30);
    assertThat(labelsThere()).isEqualTo(FILES);
    assertThat(rig.theirs.path("settings")).hasContent("new");
    assertThat(rig.primary.status().held().files()).isEqualTo(30);
    assertThat(rig.secondary.status().held().files()).isEqualTo(30);
    assertThat(rig.secondary.status().held().reasons())
        .singleElement()
        .asString()
        .contains("held-most", "lost=30, had=41", "held-remedy");
    CycleResult onSecondary = rig.committedOnSecondary.get(rig.committedOnSecondary.size() - 1);
    assertThat(onSecondary.held().files()).isEqualTo(30);
  }

  @Test
  @DisplayName("R4.10 a few deletes are carried out at once")
  void fewGone() throws Exception {
    deleteLabels(0, 10);
    assertThat(rig.cycle().held().files()).isZero();
    assertThat(labelsThere()).isEqualTo(30);
  }

  @Test
  @DisplayName("R4.10 an accident that takes its time and many cycles is noticed all the same")
  void slowAccident() throws Exception {
    deleteLabels(0, 10);
    assertThat(rig.cycle().held().files()).isZero();
    deleteLabels(10, 20);
    assertThat(rig.cycle().held().files()).as("20 of 41").isZero();
    deleteLabels(20, 25);
    CycleResult result = rig.cycle();
    assertThat(result.held().files()).as("25 of 41").isEqualTo(5);
    assertThat(result.held().reasons()).singleElement().asString().contains("lost=5, had=41");
    assertThat(labelsThere()).isEqualTo(20);
  }

  @Test
  @DisplayName("R4.10 R4.7 a folder that is emptied file by file, cycle by cycle, is not lost")
  void emptiedByEvents() throws Exception {
    rig.disconnect();
    rig.events = true;
    rig.connect();
    for (int i = 0; i < FILES; i++) {
      long before = rig.primary.status().cycle();
      rig.mine.delete("labels/" + i);
      await()
          .until(
              () ->
                  rig.primary.status().cycle() > before || rig.primary.status().held().files() > 0);
    }
    await().until(() -> rig.primary.status().held().files() >= FILES / 2 - 1);
    assertThat(labelsThere()).isGreaterThanOrEqualTo(FILES / 2 - 1);
  }

  @Test
  @DisplayName("R4.10 files that come and go, as in a spool folder, are no accident")
  void comeAndGo() throws Exception {
    for (int i = 0; i < 2 * FILES; i++) {
      rig.mine.file("labels/" + (FILES + i), "label " + i).delete("labels/" + i);
      assertThat(rig.cycle().held().files()).isZero();
    }
    assertThat(labelsThere()).isEqualTo(FILES);
  }

  @Test
  @DisplayName("R4.10 after a quiet cycle deletes count anew")
  void quietBetween() throws Exception {
    deleteLabels(0, 15);
    rig.cycle();
    rig.cycle();
    deleteLabels(15, 25);
    assertThat(rig.cycle().held().files()).isZero();
    assertThat(labelsThere()).isEqualTo(15);
  }

  @Test
  @DisplayName("R4.10 a folder that an unmounted file system left empty deletes nothing")
  void mountGone() throws Exception {
    for (int i = 0; i < 3 * FILES; i++) {
      rig.mine.file("more/" + i, "more " + i);
    }
    rig.cycle();
    deleteLabels(0, FILES);
    assertThat(rig.mine.path("labels")).isEmptyDirectory();
    CycleResult result = rig.cycle();
    assertThat(result.held().files()).isEqualTo(FILES);
    assertThat(result.held().reasons()).singleElement().asString().contains("held-empty", "labels");
    assertThat(labelsThere()).isEqualTo(FILES);
    for (int i = 0; i < FILES; i++) {
      rig.mine.file("labels/" + i, "label " + i);
    }
    assertThat(rig.cycle().held()).isEqualTo(HeldDeletes.NONE);
    assertThat(rig.secondary.status().held()).isEqualTo(HeldDeletes.NONE);
  }

  @Test
  @DisplayName("R4.10 a folder that vanished deletes nothing and is reported")
  void folderVanished() throws Exception {
    Files.move(rig.mine.path(""), temp.resolve("elsewhere"));
    CycleResult result = rig.cycle();
    assertThat(result.committed()).isTrue();
    assertThat(result.held().files()).isEqualTo(FILES + 1);
    assertThat(result.held().reasons()).singleElement().asString().contains("held-unread");
    assertThat(labelsThere()).isEqualTo(FILES);
    assertThat(allowed().held().files()).as("nobody can release that").isEqualTo(FILES + 1);
    assertThat(labelsThere()).isEqualTo(FILES);
  }

  @Test
  @DisplayName("R4.10 sync --allow-deletes releases what is held, once")
  void releasedOnce() throws Exception {
    deleteLabels(0, 30);
    rig.cycle();
    CycleResult released = allowed();
    assertThat(released.committed()).isTrue();
    assertThat(released.released()).isEqualTo(30);
    assertThat(released.held()).isEqualTo(HeldDeletes.NONE);
    assertThat(labelsThere()).isEqualTo(10);

    for (int i = 0; i < FILES; i++) {
      rig.mine.file("labels/" + i, "again " + i);
    }
    rig.cycle();
    deleteLabels(0, 30);
    CycleResult again = rig.cycle();
    assertThat(again.held().files()).isEqualTo(30);
    assertThat(again.released()).isZero();
    assertThat(labelsThere()).isEqualTo(FILES);
  }

  @Test
  @DisplayName("R4.10 what nobody has been told of is not released")
  void notReleasedUnseen() throws Exception {
    deleteLabels(0, 30);
    CycleResult result = allowed();
    assertThat(result.released()).isZero();
    assertThat(result.held().files()).isEqualTo(30);
    assertThat(allowed().released()).isEqualTo(30);
  }

  @Test
  @DisplayName("R4.10 what is held is still held after the secondary, or the primary, starts again")
  void stillHeldAfterRestart() throws Exception {
    deleteLabels(0, 30);
    rig.cycle();
    rig.disconnect();
    rig.store = null;
    assertThat(rig.connect().held().files()).as("secondary").isEqualTo(30);
    rig.disconnect();
    rig.guard = new GuardedDeletes();
    assertThat(rig.connect().held().files()).as("primary").isEqualTo(30);
    assertThat(labelsThere()).isEqualTo(FILES);
  }

  @Test
  @DisplayName(
      "R4.10 sync --allow-deletes as the first thing after a start compares before it acts")
  void allowedAfterRestart() throws Exception {
    deleteLabels(0, 30);
    rig.cycle();
    rig.disconnect();
    rig.guard = new GuardedDeletes();
    rig.connect();
    assertThat(allowed().released()).isEqualTo(30);
    assertThat(labelsThere()).isEqualTo(10);
  }

  @Test
  @DisplayName("R4.10 a renamed folder is no loss")
  void renamed() throws Exception {
    Files.move(rig.mine.path("labels"), rig.mine.path("moved"));
    CycleResult result = rig.cycle();
    assertThat(result.held()).isEqualTo(HeldDeletes.NONE);
    assertThat(Tree.content(rig.theirs.path(""))).isEqualTo(Tree.content(rig.mine.path("")));
  }
}
