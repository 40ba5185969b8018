package org.sbs.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.server.admin.AdminServer;
import org.sbs.server.admin.FakeNode;
import org.sbs.server.store.NodeStore;
import org.sbs.server.sync.VersionsHome;

/** Listing and restoring old versions of files, with and without a running node. */
@Tag("slow")
final class FilesCommandsTest {
  private static final Pattern ID = Pattern.compile("\\d+-[0-9a-f]{8}-\\d+-\\d+");

  @TempDir Path folder;

  private TestShell shell;
  private VersionsHome kept;

  @BeforeEach
  void keepSomething() throws Exception {
    shell = new TestShell(folder);
    Path home = Files.createDirectories(shell.home());
    Files.writeString(
        home.resolve("sbs.toml"),
        """
        [pair]
        peer-address = "192.0.2.2"
        [service]
        adapter = "command"
        settings-folder = "%s"
        run = ["true"]
        list = ["true"]
        activate = ["true"]
        """
            .formatted(folder.resolve("secondary")));
    kept = VersionsHome.with(folder, home.resolve("state"));
  }

  private String firstId() {
    Matcher matcher = ID.matcher(shell.out());
    assertThat(matcher.find()).as(shell.out()).isTrue();
    return matcher.group();
  }

  @Test
  @DisplayName("R4.11 files versions lists what was kept, of a file or of a folder")
  void history() {
    assertThat(shell.sbs("files", "versions")).as(shell.err()).isZero();
    assertThat(shell.out().lines().toList())
        .hasSize(3)
        .allMatch(line -> line.contains("cycle 2") || line.contains("cycle 3"));
    assertThat(shell.sbs("files", "versions", kept.path("labels/box").toString())).isZero();
    assertThat(shell.out().lines().toList()).hasSize(2);
    assertThat(shell.out()).contains("replaced");
    assertThat(shell.sbs("files", "versions", kept.path("more").toString())).isZero();
    assertThat(shell.out()).contains("deleted", "more/gone").hasLineCount(1);
    assertThat(shell.sbs("files", "versions", folder.resolve("nothing").toString())).isZero();
    assertThat(shell.out()).contains("There is no version of");
    assertThat(shell.sbs("files", "versions", "--most", "0")).isEqualTo(2);
  }

  @Test
  @DisplayName("R4.11 files versions --json gives the same to scripts")
  void json() {
    assertThat(shell.sbs("files", "versions", "--json", "--most", "1")).isZero();
    assertThat(shell.out())
        .startsWith("[{\"id\":\"3-")
        .contains("\"cycle\":3", "\"happened\":\"replaced\"", "\"size\":6", "\"link\":false");
  }

  @Test
  @DisplayName("R4.11 on a stopped node restore brings the newest version, or that of a cycle")
  void restoreStopped() throws IOException {
    Path box = kept.path("labels/box");
    assertThat(shell.sbs("files", "restore", box.toString())).as(shell.err()).isZero();
    assertThat(box).hasContent("second");
    assertThat(shell.out()).contains("If this node starts as secondary");
    assertThat(shell.sbs("files", "restore", box.toString(), "--cycle", "2")).isZero();
    assertThat(box).hasContent("first");
    Path gone = kept.path("more/gone");
    assertThat(shell.sbs("files", "versions", gone.toString())).isZero();
    assertThat(shell.sbs("files", "restore", firstId())).as(shell.err()).isZero();
    assertThat(gone).hasContent("gone");
  }

  @Test
  @DisplayName("R4.11 restore --to writes a new file and never over another")
  void restoreTo() throws IOException {
    String box = kept.path("labels/box").toString();
    assertThat(shell.sbs("files", "restore", box, "--to", "copy")).as(shell.err()).isZero();
    assertThat(folder.resolve("copy")).hasContent("second");
    assertThat(shell.sbs("files", "restore", box, "--cycle", "2", "--to", "copy")).isEqualTo(1);
    assertThat(shell.err()).contains("there already");
    assertThat(folder.resolve("copy")).hasContent("second");
    assertThat(kept.path("labels/box")).hasContent("third");
  }

  @Test
  @DisplayName("R10.8 a file's name in a complaint begins no line of its own")
  void cleanComplaint() {
    String name = kept.path("no\u001b[2J\u202e\nforged").toString();
    assertThat(shell.sbs("files", "restore", name)).isEqualTo(1);
    assertThat(shell.err()).hasLineCount(1).contains("no\ufffd[2J\ufffd forged");
  }

  @Test
  @DisplayName("R4.11 what cannot be told apart, or is not there, is an error that helps")
  void unclear() {
    assertThat(shell.sbs("files", "restore", kept.path("").toString())).isEqualTo(1);
    assertThat(shell.err()).contains("was a folder").contains("labels/box", "gone");
    assertThat(shell.sbs("files", "restore", "7-00000000-0-0")).isEqualTo(1);
    assertThat(shell.err()).contains("no version 7-00000000-0-0");
    assertThat(shell.sbs("files", "restore", "nothing")).isEqualTo(1);
    assertThat(shell.err()).contains("There is no version of");
    assertThat(shell.sbs("files")).isEqualTo(2);
  }

  @Test
  @DisplayName("R5.5 files diff asks the running node, files conflicts reads the disk")
  void diffAndConflicts() throws Exception {
    Path state = shell.home().resolve("state");
    assertThat(shell.sbs("files", "diff")).as("no node runs").isEqualTo(69);
    AdminServer server = AdminServer.start(new FakeNode(), FakeNode.ANYWHERE, state);
    try {
      assertThat(shell.sbs("files", "diff")).as(shell.err()).isZero();
      assertThat(shell.out()).isEqualTo("unsent    /srv/labels/box.zpl: not yet sent\n");
      assertThat(shell.sbs("files", "diff", "--json")).isZero();
      assertThat(shell.out())
          .startsWith("{\"problem\":null,")
          .contains("\"files\":[{\"path\":\"/srv/labels/box.zpl\",\"state\":\"unsent\"");
    } finally {
      server.close();
    }
    assertThat(shell.sbs("files", "conflicts")).isZero();
    assertThat(shell.out()).isEqualTo("There are no conflicts.\n");
    assertThat(shell.sbs("files", "conflicts", "--json")).isZero();
    assertThat(shell.out()).isEqualTo("[]\n");
  }

  @Test
  @DisplayName("R4.11 on a running node the node restores, so that no cycle is disturbed")
  void restoreRunning() throws Exception {
    Path state = shell.home().resolve("state");
    FakeNode node = new FakeNode();
    Path box = kept.path("labels/box");
    try (NodeStore store = NodeStore.open(state)) {
      assertThat(store.state()).isNotNull();
      assertThat(shell.sbs("files", "restore", box.toString())).as("not yet open").isEqualTo(69);
      AdminServer server = AdminServer.start(node, FakeNode.ANYWHERE, state);
      try {
        assertThat(shell.sbs("files", "restore", box.toString(), "--cycle", "2")).isEqualTo(1);
        assertThat(shell.err()).matches("sbs: Asked for 2-[0-9a-f]{8}-0-\\d+\n");
        assertThat(shell.sbs("sync", "--allow-deletes")).isZero();
        assertThat(node.allowed).isTrue();
        assertThat(shell.sbs("sync")).isZero();
        assertThat(node.allowed).isFalse();
      } finally {
        server.close();
      }
    }
    assertThat(box).hasContent("third");
  }
}
