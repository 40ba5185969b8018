package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.FolderFilter;
import org.sbs.server.sync.scan.ContentSource;

/** Somebody worked on the secondary's files, or the connection broke in the middle. */
final class LocalEditTest {
  @TempDir Path temp;

  private PairRig rig;

  @BeforeEach
  void makeRig() throws Exception {
    rig = new PairRig(temp);
    rig.filter = new FolderFilter(List.of(), List.of("*.own"));
    rig.mine.file("a", "1").file("folder/b", "1");
    rig.connect();
  }

  @AfterEach
  void closeRig() throws Exception {
    rig.close();
  }

  @Test
  @DisplayName("R4.8 a file that was edited on the secondary is replaced, and that is reported")
  void edited() throws Exception {
    rig.theirs.file("a", "edited here");
    rig.mine.file("a", "2");
    CycleResult result = rig.cycle();
    assertThat(result.problems())
        .singleElement()
        .asString()
        .startsWith("on-secondary {what=here-edited-replaced");
    assertThat(rig.theirs.path("a")).hasContent("2");
  }

  @Test
  @DisplayName("R4.5 what has become something else on the secondary is not deleted unseen")
  void becameSomethingElse() throws Exception {
    rig.disconnect();
    rig.strict = true;
    rig.connect();
    rig.theirs.delete("a").file("a/own", "x");
    rig.mine.delete("a");
    CycleResult result = rig.cycle();
    assertThat(result.committed()).isTrue();
    assertThat(result.problems()).anyMatch(p -> p.has(ReasonCode.HERE_CHANGED_STAYS));
    assertThat(rig.theirs.path("a/own")).hasContent("x");
    rig.cycle();
    assertThat(rig.theirs.path("a")).as("compared again").doesNotExist();
  }

  @Test
  @DisplayName(
      "R4.12 a folder with files of its own is not replaced by a file, and that is reported")
  void foreignFiles() throws Exception {
    rig.theirs.file("folder/kept.own", "mine");
    rig.mine.delete("folder").file("folder", "a file now").file("a", "2");
    CycleResult result = rig.cycle();
    assertThat(result.committed()).isTrue();
    assertThat(result.problems()).anyMatch(p -> p.has(ReasonCode.HERE_FOLDER_STAYS));
    assertThat(rig.theirs.path("folder/b")).hasContent("1");
    assertThat(rig.theirs.path("a")).hasContent("2");
    rig.theirs.delete("folder/kept.own");
    CycleResult next = rig.cycle();
    assertThat(next.problems()).isEmpty();
    assertThat(rig.theirs.path("folder")).hasContent("a file now");
  }

  @Test
  @DisplayName(
      "R4.8 a folder that has become a link is left alone, then put right by comparing again")
  void folderBecameLink() throws Exception {
    Tree elsewhere = Tree.at(temp.resolve("elsewhere")).file("b", "not ours");
    rig.theirs.delete("folder").link("folder", elsewhere.path("").toString());
    rig.mine.file("folder/b", "2");
    CycleResult result = rig.cycle();
    assertThat(result.problems()).anyMatch(p -> p.has(ReasonCode.HERE_IS_LINK));
    rig.cycle();
    assertThat(rig.theirs.path("folder/b")).hasContent("2");
    assertThat(Files.isSymbolicLink(rig.theirs.path("folder"))).isFalse();
    assertThat(elsewhere.path("b")).hasContent("not ours");
  }

  @Test
  @DisplayName("R4.8 a cycle that breaks off in the middle leaves the old set and no garbage")
  void breaksOff() throws Exception {
    rig.disconnect();
    rig.mine.file("a", "2").file("z-last", "2");
    rig.overSocket = true;
    rig.source =
        path -> {
          if (path.endsWith("z-last")) {
            rig.primary.close();
          }
          return ContentSource.DISK.open(path);
        };
    CompletableFuture<CycleResult> broken = new CompletableFuture<>();
    try {
      broken.complete(rig.connect());
    } finally {
      rig.awaitEnd();
      rig.awaitEnd();
    }
    assertThat(broken.get(1, TimeUnit.SECONDS).committed()).isFalse();
    assertThat(rig.secondary.settle().orElseThrow().header().cycle()).isEqualTo(1);
    assertThat(Tree.content(rig.theirs.path("")).keySet())
        .containsExactly("a", "folder", "folder/b");
    assertThat(rig.theirs.path("a")).hasContent("1");
  }

  @Test
  @DisplayName("R4.8 many small files are made durable at once, over a socket, spread over folders")
  void manyFiles() throws Exception {
    rig.disconnect();
    rig.overSocket = true;
    for (int i = 0; i < 700; i++) {
      rig.mine.file("many/" + i % 10 + "/" + i, "content " + i);
    }
    CycleResult result = rig.connect();
    assertThat(result.committed()).as(result.reason().toString()).isTrue();
    assertThat(result.files()).isEqualTo(700);
    assertThat(Tree.content(rig.theirs.path(""))).isEqualTo(Tree.content(rig.mine.path("")));
  }
}
