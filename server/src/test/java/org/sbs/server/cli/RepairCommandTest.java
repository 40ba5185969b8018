package org.sbs.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.role.DurableState;
import org.sbs.server.link.PairKey;
import org.sbs.server.store.HomeLock;
import org.sbs.server.store.NodeStore;
import org.sbs.server.witness.ClaimSeal;
import org.sbs.server.witness.Claimant;
import org.sbs.server.witness.ShareWitness;

class RepairCommandTest {
  private static final String PEER = "b".repeat(32);

  @TempDir Path folder;
  private TestShell shell;
  private Path state;
  private Path share;
  private Path claims;

  @BeforeEach
  void aNodeThatRan() throws Exception {
    shell = new TestShell(folder);
    state = shell.home().resolve("state");
    share = Files.createDirectory(folder.resolve("share"));
    Files.createDirectories(shell.home());
    Files.writeString(
        shell.home().resolve("sbs.toml"),
        "[pair]\npeer-address = \"b\"\n[witness]\nkind = \"share\"\nfolder = \"" + share + "\"\n");
    PairKey key = PairKey.generate();
    key.write(shell.home().resolve("pair.key"), false);
    String id;
    try (NodeStore store = NodeStore.open(state)) {
      id = store.state().nodeId();
      store.save(store.state().reigning(7).connectedWith(PEER));
    }
    ShareWitness witness =
        new ShareWitness(
            share,
            new Claimant(key.pairName(), ClaimSeal.of(key.claimKey(), List.of()), id, () -> 7),
            state.resolve("witness-share"),
            List.of());
    assertThat(witness.claim(7, witness.read())).isTrue();
    claims = share.resolve("sbs-witness-" + key.pairName());
  }

  private void edit(Path file, String old, String now) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(old);
    int at = text.indexOf(old);
    Files.writeString(file, text.substring(0, at) + now + text.substring(at + old.length()));
  }

  private DurableState stored() throws Exception {
    return NodeStore.known(state).orElseThrow();
  }

  private List<String> names(Path where) throws IOException {
    try (Stream<Path> files = Files.list(where)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  @DisplayName("R10.10 of a sound home repair says so, and changes nothing")
  void sound() throws Exception {
    List<String> before = names(state);
    assertThat(shell.sbs("repair")).isZero();
    assertThat(shell.sbs("repair", "--yes")).isZero();
    assertThat(shell.out()).contains("Nothing that this node remembers is damaged or absurd");
    assertThat(names(state)).isEqualTo(before);
  }

  @Test
  @DisplayName("R10.10 an absurd epoch is shown, and put right only with --yes; a copy is kept")
  void absurdEpoch() throws Exception {
    Path file = state.resolve("node.json");
    edit(file, "\"epoch\" : 7,", "\"epoch\" : 9223372036854775807,");
    String bad = Files.readString(file);
    assertThat(shell.sbs("repair")).isEqualTo(1);
    assertThat(shell.out())
        .contains(file.toString(), "9223372036854775807", "epoch 7", "sbs repair --yes");
    assertThat(file).hasContent(bad);
    assertThat(shell.sbs("repair", "--yes")).isZero();
    assertThat(stored().epoch()).isEqualTo(7);
    assertThat(stored().lineage().lastEpoch()).isEqualTo(7);
    assertThat(stored().peerId()).contains(PEER);
    assertThat(stored().mayBeOld()).isTrue();
    String aside = names(state).stream().filter(n -> n.startsWith("repaired-")).findFirst().get();
    assertThat(state.resolve(aside).resolve("node.json")).hasContent(bad);
    assertThat(shell.sbs("repair")).isZero();
  }

  @Test
  @DisplayName("R10.10 strange files of the witness folder are set aside there, claims are not")
  void witnessFolder() throws Exception {
    List<String> before = names(claims);
    List<String> strange = List.of("claim-09223372036854775807", "claim-09999999999999999999");
    for (String name : strange) {
      Files.createFile(claims.resolve(name));
    }
    assertThat(shell.sbs("repair")).isEqualTo(1);
    assertThat(shell.out()).contains(strange);
    assertThat(names(claims)).containsAll(strange);
    assertThat(shell.sbs("repair", "--yes")).isZero();
    List<String> after = names(claims);
    String aside = after.stream().filter(name -> name.startsWith("set-aside-")).findFirst().get();
    assertThat(after).containsAll(before).hasSize(before.size() + 1);
    assertThat(names(claims.resolve(aside))).isEqualTo(strange);
    assertThat(stored().mayBeOld()).as("the state is as it was").isFalse();
  }

  @Test
  @DisplayName("R10.8 R10.10 a name on the share cannot forge a line of what repair says")
  void strangeNames() throws Exception {
    Files.createFile(claims.resolve("claim-1\u001b[2J\nNothing was damaged\u0007"));
    assertThat(shell.sbs("repair")).isEqualTo(1);
    assertThat(shell.out())
        .contains("/claim-1\ufffd[2J Nothing was damaged\ufffd: no claim")
        .endsWith("\nNothing was changed. To put it right, type: sbs repair --yes\n");
    assertThat(shell.out().lines()).as("one for the file, one for the rest").hasSize(2);
    assertThat(shell.sbs("repair", "--yes")).isZero();
    assertThat(shell.out().lines()).as("each sentence has its line").hasSize(3);
  }

  @Test
  @DisplayName("R10.10 a memory of the witness that cannot be true is set aside")
  void witnessMemory() throws Exception {
    Path memory = state.resolve("witness-share");
    edit(memory, "epoch 7", "epoch 9223372036854775807");
    assertThat(shell.sbs("repair")).isEqualTo(1);
    assertThat(shell.out()).contains(memory.toString());
    assertThat(shell.sbs("repair", "--yes")).isZero();
    assertThat(memory).doesNotExist();
  }

  @Test
  @DisplayName("R10.10 a damaged record of cycles is set aside, and the data counts as old")
  void damagedRecord() throws Exception {
    Path record = Files.createDirectories(state.resolve("replica")).resolve("cycle.committed");
    Files.writeString(record, "rubbish");
    assertThat(shell.sbs("repair")).isEqualTo(1);
    assertThat(shell.out()).contains(record.toString());
    assertThat(stored().mayBeOld()).isFalse();
    assertThat(shell.sbs("repair", "--yes")).isZero();
    assertThat(record).doesNotExist();
    assertThat(stored().mayBeOld()).isTrue();
  }

  @Test
  @DisplayName("R10.10 repair refuses while the node runs")
  void running() throws Exception {
    edit(state.resolve("node.json"), "\"epoch\" : 7,", "\"epoch\" : 9223372036854775807,");
    HomeLock lock = HomeLock.take(state);
    try {
      for (String[] command : new String[][] {{"repair"}, {"repair", "--yes"}}) {
        assertThat(shell.sbs(command)).isEqualTo(1);
        assertThat(shell.err()).contains("Stop it first: sbs stop");
      }
    } finally {
      lock.close();
    }
  }

  @Test
  @DisplayName("R10.10 a share that is not there does not keep the state from being put right")
  void noShare() throws Exception {
    edit(state.resolve("node.json"), "\"epoch\" : 7,", "\"epoch\" : -1,");
    Files.move(share, folder.resolve("unmounted"));
    assertThat(shell.sbs("repair", "--yes")).isZero();
    assertThat(stored().epoch()).isEqualTo(7);
  }

  @Test
  @DisplayName("R10.10 where no node ever ran there is nothing to repair")
  void neverRan() throws Exception {
    TestShell fresh = new TestShell(Files.createDirectory(folder.resolve("fresh")));
    Files.createDirectories(fresh.home());
    assertThat(fresh.sbs("repair")).isZero();
    assertThat(fresh.home().resolve("state")).doesNotExist();
  }
}
