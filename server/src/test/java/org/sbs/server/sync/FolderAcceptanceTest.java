package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.FolderFilter;
import org.sbs.core.replica.FolderSet;

/** Which folders a node takes from its peer. */
final class FolderAcceptanceTest {
  @TempDir Path temp;

  private PairRig rig;

  @AfterEach
  void closeRig() throws Exception {
    if (rig != null) {
      rig.close();
    }
  }

  private FolderAcceptance.Accepted decide(String... paths) {
    List<Folder> folders = new ArrayList<>();
    folders.add(Folder.of(0, "C:\\on the primary", FolderFilter.ALL));
    for (String path : paths) {
      folders.add(Folder.of(folders.size(), path, FolderFilter.ALL));
    }
    return FolderAcceptance.decide(
        new FolderSet(folders, false, false),
        temp.resolve("settings"),
        new FolderRules(temp.resolve("home")),
        new Disk(),
        new HangingFolders());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/etc",
        "/etc/cron.d",
        "/usr/local/bin",
        "/bin",
        "/boot",
        "/dev/shm/x",
        "/proc",
        "/sys",
        "/var",
        "/var/lib",
        "/home",
        "/root/.ssh",
        "/home/someone/.ssh",
        "relative/folder",
        "",
        "C:\\labels",
        "/srv/../etc",
        "/srv/a\0b",
        "/run/systemd/system"
      })
  @DisplayName("R10.5 R10.2 the operating system's folders and what is no plain path are refused")
  void refused(String path) {
    FolderAcceptance.Accepted accepted = decide(path);
    assertThat(accepted.refused()).containsOnlyKeys(1);
    assertThat(accepted.roots()).hasSize(1);
  }

  @Test
  @DisplayName("R10.5 SBS's own home is refused, what lies in it and what holds it")
  void home() throws Exception {
    Tree.at(temp.resolve("home/state"));
    FolderAcceptance.Accepted accepted =
        decide(
            temp.resolve("home").toString(),
            temp.resolve("home/state").toString(),
            temp.toString());
    assertThat(accepted.refused()).containsOnlyKeys(1, 2, 3);
  }

  @Test
  @DisplayName("R10.2 a folder that a link leads elsewhere is judged by where it really lies")
  void throughLink() throws Exception {
    Files.createSymbolicLink(temp.resolve("innocent"), Path.of("/etc"));
    FolderAcceptance.Accepted accepted = decide(temp.resolve("innocent/sbs-was-here").toString());
    assertThat(accepted.refused()).containsOnlyKeys(1);
    assertThat(Path.of("/etc/sbs-was-here")).doesNotExist();
    Files.delete(temp.resolve("innocent"));
  }

  @Test
  @DisplayName("R10.5 with an accept list only what it names is taken, links included")
  void acceptList() throws Exception {
    Path labels = Files.createDirectories(temp.resolve("labels"));
    Path other = Files.createDirectories(temp.resolve("other"));
    Files.createSymbolicLink(labels.resolve("out"), other);
    FolderRules rules = new FolderRules(temp.resolve("home"), List.of(labels));
    assertThat(rules.treeObjection(labels)).isEmpty();
    assertThat(rules.treeObjection(labels.resolve("zpl"))).isEmpty();
    assertThat(rules.treeObjection(other).orElseThrow()).contains("accept in [sync]");
    assertThat(rules.treeObjection(labels.resolve("out").toRealPath())).isPresent();
    assertThat(rules.treeObjection(temp.resolve("labels-2"))).isPresent();
    assertThat(new FolderRules(temp.resolve("home")).treeObjection(other)).isEmpty();
  }

  @Test
  @DisplayName("R4.4 missing folders are made, and one that lies in another is refused")
  void madeAndOverlapping() {
    FolderAcceptance.Accepted accepted =
        decide(
            temp.resolve("labels/zpl").toString(),
            temp.resolve("labels/zpl/inner").toString(),
            temp.resolve("settings/inner").toString());
    assertThat(accepted.refused()).containsOnlyKeys(2, 3);
    assertThat(temp.resolve("labels/zpl")).isDirectory();
    assertThat(accepted.set().folders()).hasSize(2);
  }

  @Test
  @DisplayName(
      "R10.5 the primary is told why a folder was refused, and the rest of the set goes on")
  void primaryIsTold() throws Exception {
    rig = new PairRig(temp);
    rig.mine.file("a", "a");
    rig.strict = true;
    rig.more = List.of(Folder.of(1, "/etc", new FolderFilter(List.of("hostname"), List.of())));
    CycleResult result = rig.connect();
    assertThat(result.committed()).isTrue();
    assertThat(result.problems())
        .anyMatch(p -> p.contains("does not take") && p.contains("operating system"));
    assertThat(rig.theirs.path("a")).hasContent("a");
    assertThat(rig.cycle().problems()).anyMatch(p -> p.contains("does not take"));
  }
}
