package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.EntryGuard;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.FolderFilter;
import org.sbs.server.sync.consent.FolderGate;
import org.sbs.server.sync.consent.FolderRules;
import org.sbs.server.sync.disk.Root;
import org.sbs.server.sync.scan.FolderScanner;
import org.sbs.server.sync.scan.Scan;

/** What a login or the start of a program reads or runs is not copied, by whichever side. */
final class LoginEntriesTest {
  private static final String KEYS = ".ssh/authorized_keys";

  @TempDir Path temp;

  private PairRig rig;

  @BeforeEach
  void makeRig() {
    rig = new PairRig(temp);
  }

  @AfterEach
  void closeRig() throws Exception {
    rig.close();
  }

  /** As a peer of an older version, or one that means harm. */
  private static FolderGate unguarded() {
    FolderGate gate = TestRules.gate(TestRules.accepting(Path.of("/nowhere")));
    return new FolderGate() {
      @Override
      public boolean isNamedHere(Folder folder) {
        return true;
      }

      @Override
      public FolderRules.Verdict sending(Folder folder) throws IOException {
        return gate.sending(folder);
      }

      @Override
      public Folder guarded(Folder folder, Path place) {
        EntryGuard none = (relative, isFolder) -> false;
        return folder.withGuard(none);
      }
    };
  }

  @Test
  @DisplayName(
      "R10.5 R4.12 the sender leaves them out, counts and names them, and the rest goes on")
  void sender() throws Exception {
    rig.mine
        .file(KEYS, "ssh-ed25519 AAAA")
        .file(".bashrc", "evil")
        .file("sub/.config/autostart/x.desktop", "evil")
        .file("sub/.config/labels.toml", "ok")
        .file("a.zpl", "label");
    CycleResult result = rig.connect();
    assertThat(result.committed()).isTrue();
    assertThat(result.problems())
        .anyMatch(
            problem ->
                problem.values().get("count").equals(3)
                    && problem.toString().contains("names=.bashrc, .ssh, sub/.config/autostart"));
    assertThat(rig.theirs.path("a.zpl")).hasContent("label");
    assertThat(rig.theirs.path("sub/.config/labels.toml")).hasContent("ok");
    assertThat(rig.theirs.path(".ssh")).doesNotExist();
    assertThat(rig.theirs.path(".bashrc")).doesNotExist();
    assertThat(rig.theirs.path("sub/.config/autostart")).doesNotExist();
  }

  @Test
  @DisplayName("R10.5 R10.2 whatever the sender says, the receiver takes none of them")
  void receiver() throws Exception {
    rig.gate = Optional.of(unguarded());
    rig.mine
        .file(KEYS, "ssh-ed25519 AAAA")
        .file(".profile", "x".repeat(200_000))
        .file("bin/ok", "no home")
        .link("sub/.zshrc", "a.zpl")
        .file("sub/a.zpl", "label");
    CycleResult result = rig.connect();
    assertThat(result.committed()).isTrue();
    assertThat(result.problems())
        .anyMatch(problem -> problem.has(ReasonCode.LOGIN_ENTRIES_REFUSED));
    assertThat(rig.theirs.path("sub/a.zpl")).hasContent("label");
    assertThat(rig.theirs.path("bin/ok")).hasContent("no home");
    for (String name : List.of(".ssh", ".profile", "sub/.zshrc")) {
      assertThat(Files.exists(rig.theirs.path(name), LinkOption.NOFOLLOW_LINKS)).as(name).isFalse();
    }
    rig.mine.file("sub/b.zpl", "next");
    assertThat(rig.cycle().committed()).as("the connection goes on").isTrue();
    assertThat(rig.theirs.path("sub/b.zpl")).hasContent("next");
  }

  @Test
  @DisplayName("R10.5 R4.18 strict synchronisation deletes none of the receiver's own, either")
  void strict() throws Exception {
    rig.strict = true;
    rig.theirs.file(KEYS, "of this node").file(".bashrc", "of this node").file("old.zpl", "old");
    rig.mine.file("a.zpl", "label");
    assertThat(rig.connect().committed()).isTrue();
    assertThat(rig.theirs.path(KEYS)).hasContent("of this node");
    assertThat(rig.theirs.path(".bashrc")).hasContent("of this node");
    assertThat(rig.theirs.path("old.zpl")).doesNotExist();
  }

  @Test
  @DisplayName("R10.5 R10.2 the content of a private key does not travel under another name")
  void copiesFromThere() throws Exception {
    rig.theirs.file(".ssh/id_rsa", "secret of this node");
    rig.mine.file("a.zpl", "label");
    assertThat(rig.connect().committed()).isTrue();
    Scan told =
        rig.secondaryScanner.scan(
            List.of(
                new Root(Folder.of(0, "x", FolderFilter.ALL), rig.theirs.path("").toRealPath())),
            FolderScanner.View.RECEIVER);
    assertThat(told.manifest().entries().stream().map(FileEntry::at).map(Object::toString))
        .noneMatch(at -> at.contains("ssh"));
  }

  @Test
  @DisplayName(
      "R5.1 R11.2 what both nodes copied before is deleted on neither when they meet again")
  void copiedBefore() throws Exception {
    rig.merge = true;
    rig.gate = Optional.of(unguarded());
    rig.rules = TestRules.accepting(rig.home, temp, rig.theirs.path(".bashrc"));
    rig.mine.file("a.zpl", "label").file(".bashrc", "of both");
    assertThat(rig.connect().committed()).isTrue();
    assertThat(rig.theirs.path(".bashrc")).hasContent("of both");
    rig.disconnect();
    rig.rules = TestRules.accepting(rig.home, temp);
    assertThat(rig.connect().committed()).isTrue();
    assertThat(rig.adopted).isEmpty();
    assertThat(rig.mine.path(".bashrc")).hasContent("of both");
    assertThat(rig.theirs.path(".bashrc")).hasContent("of both");
  }
}
