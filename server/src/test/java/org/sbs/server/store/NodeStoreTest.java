package org.sbs.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.replica.Lineage;
import org.sbs.core.role.DurableState;
import org.sbs.core.role.Pause;
import org.sbs.testkit.TestProcess;

final class NodeStoreTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";
  private static final String PEER = "f".repeat(32);

  @TempDir private Path folder;

  private static DurableState servedEpoch(long epoch) {
    return new DurableState(
        ID,
        epoch,
        Lineage.NONE.with(1, PEER).with(epoch, ID),
        true,
        Optional.of(PEER),
        Optional.of(List.of("Dock 3", "Üß \"quoted\"\n")),
        42,
        true,
        true,
        new Pause(3, 60_000_000_000L),
        true,
        false);
  }

  private Path file() {
    return folder.resolve("node.json");
  }

  private DurableState read() throws StoreException {
    try (NodeStore store = NodeStore.open(folder)) {
      return store.state();
    }
  }

  private void save(DurableState state) throws StoreException {
    try (NodeStore store = NodeStore.open(folder)) {
      store.save(state);
    }
  }

  @Test
  @DisplayName("R2.3 a first start makes a node id that stays, and two nodes have two")
  void firstStart() throws Exception {
    Path deep = folder.resolve("home/state");
    String id;
    try (NodeStore store = NodeStore.open(deep)) {
      id = store.state().nodeId();
      assertThat(id).matches("[0-9a-f]{32}");
      assertThat(store.state()).isEqualTo(DurableState.fresh(id));
    }
    try (NodeStore again = NodeStore.open(deep)) {
      assertThat(again.state().nodeId()).isEqualTo(id);
    }
    assertThat(read().nodeId()).isNotEqualTo(id);
  }

  @Test
  @DisplayName("R2.3 all that is saved is read again, and nothing known is not none")
  void roundTrip() throws Exception {
    save(servedEpoch(7));
    assertThat(read()).isEqualTo(servedEpoch(7));
    DurableState none =
        new DurableState(
            ID,
            8,
            Lineage.NONE,
            false,
            Optional.empty(),
            Optional.of(List.of()),
            0,
            false,
            false,
            Pause.NONE,
            false,
            false);
    save(none);
    assertThat(read()).isEqualTo(none);
    save(DurableState.fresh(ID));
    assertThat(read().activeSentinels()).isEmpty();
  }

  @Test
  @DisplayName("R11.2 the state of an earlier SBS, without what came later, can be read")
  void fileOfAnEarlierVersion() throws Exception {
    save(servedEpoch(7));
    String text = Files.readString(file());
    Files.writeString(file(), text.replaceAll(",\\s*\"mayBeOld\" : true", ""));
    assertThat(Files.readString(file())).doesNotContain("mayBeOld");
    assertThat(read().mayBeOld()).isFalse();
    assertThat(read().lineage()).isEqualTo(servedEpoch(7).lineage());
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("R2.3 a crash at any step of a save leaves the old state or the new one")
  void crashAnywhere(FaultyDisk.Step step) throws Exception {
    save(servedEpoch(1));
    FaultyDisk disk = new FaultyDisk();
    try (NodeStore store = NodeStore.open(folder, disk)) {
      disk.crash(step);
      assertThatThrownBy(() -> store.save(servedEpoch(2))).isInstanceOf(FaultyDisk.Crash.class);
    }
    boolean replaced = step == FaultyDisk.Step.FORCE_FOLDER;
    assertThat(read()).isEqualTo(servedEpoch(replaced ? 2 : 1));
    save(servedEpoch(3));
    assertThat(read()).isEqualTo(servedEpoch(3));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("R2.3 R11.3 a disk that fails at any step is an error, and the next save is whole")
  void errorAnywhere(FaultyDisk.Step step) throws Exception {
    save(servedEpoch(1));
    FaultyDisk disk = new FaultyDisk();
    try (NodeStore store = NodeStore.open(folder, disk)) {
      disk.fail(step);
      assertThatThrownBy(() -> store.save(servedEpoch(2)))
          .isInstanceOf(StoreException.class)
          .hasMessageStartingWith("The node's state cannot be written to " + file())
          .hasMessageContaining("Input/output error");
      assertThat(store.state()).isEqualTo(servedEpoch(1));
      disk.heal();
      // The same as before the failure, but what is on the disk is not known any more.
      store.save(servedEpoch(1));
      assertThat(StateFormat.parse(Files.readAllBytes(file())).state()).isEqualTo(servedEpoch(1));
    }
    assertThat(read()).isEqualTo(servedEpoch(1));
  }

  @Test
  @DisplayName("R2.3 what is saved already costs no disk")
  void unchangedIsNotWritten() throws Exception {
    FaultyDisk disk = new FaultyDisk();
    try (NodeStore store = NodeStore.open(folder, disk)) {
      store.save(servedEpoch(1));
      disk.fail(FaultyDisk.Step.WRITE);
      store.save(servedEpoch(1));
      assertThat(store.state()).isEqualTo(servedEpoch(1));
    }
  }

  @Test
  @DisplayName("R2.3 an interrupted thread saves, and stays interrupted")
  void interruptedSave() throws Exception {
    try (NodeStore store = NodeStore.open(folder)) {
      Thread.currentThread().interrupt();
      store.save(servedEpoch(1));
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(read()).isEqualTo(servedEpoch(1));
  }

  @ParameterizedTest
  @DisplayName("R11.3 a damaged state is an error with file and remedy, and is left as it is")
  @ValueSource(
      strings = {
        "",
        "\0\0\0\0\0\0",
        "{",
        "[]",
        "null",
        "12",
        "{}",
        "{\"format\": 1}",
        "{\"format\": 2}",
        "GOOD trailing",
        "GOOD {}",
        "GOOD:\"epoch\" : 7=>\"epoch\" : \"7\"",
        "GOOD:\"epoch\" : 7=>\"epoch\" : 7.5",
        "GOOD:\"cycle\" : 42,=>",
        "GOOD:true=>1",
        "GOOD:Dock 3=>Dock 3\", 5, \"",
        "GOOD:0123456789abcdef=>0123456789ABCDEF",
        "GOOD:\"peerId\"=>\"nodeId\"",
      })
  void damaged(String recipe) throws Exception {
    save(servedEpoch(7));
    String bad = damage(Files.readString(file()), recipe);
    Files.writeString(file(), bad);
    assertThatThrownBy(this::read)
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("The node's state in " + file())
        .hasMessageContaining("Put the file back from a backup");
    assertThat(file()).hasContent(bad);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GOOD:\"epoch\" : 7=>\"epoch\" : -7",
        "GOOD:\"epoch\" : 7=>\"epoch\" : 9223372036854775807",
        "GOOD:\"epoch\" : 7=>\"epoch\" : 99999999999999999999",
        "GOOD:\"epoch\" : 1,=>\"epoch\" : 1000000000001,",
        "GOOD:\"cycle\" : 42=>\"cycle\" : 9223372036854775806",
        "GOOD:\"serial\" : 3=>\"serial\" : 9223372036854775807",
        "GOOD:\"leftNanos\" : 60000000000=>\"leftNanos\" : 9223372036854775807",
      })
  @DisplayName("R10.10 a state with an absurd number is refused, with the command that helps")
  void absurd(String recipe) throws Exception {
    save(servedEpoch(7));
    String bad = damage(Files.readString(file()), recipe);
    Files.writeString(file(), bad);
    assertThatThrownBy(this::read)
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("The node's state in " + file())
        .hasMessageContaining("absurd")
        .hasMessageContaining("sbs repair");
    assertThat(file()).hasContent(bad);
    StateRepair repair = StateRepair.look(folder, 6, 9).orElseThrow();
    assertThat(repair.fresh()).isFalse();
    DurableState now = repair.repaired();
    assertThat(now.nodeId()).isEqualTo(ID);
    assertThat(now.peerId()).contains(PEER);
    assertThat(now.epoch()).isBetween(6L, 7L);
    assertThat(now.mayBeOld()).isTrue();
    assertThat(now.peerMayHaveTakenOver()).isTrue();
    Path aside = folder.resolve("aside");
    repair.write(aside);
    assertThat(aside.resolve("node.json")).hasContent(bad);
    assertThat(read()).isEqualTo(now);
    assertThat(StateRepair.look(folder, 6, 9)).isEmpty();
  }

  @Test
  @DisplayName("R10.10 an epoch far above all that the node remembers is found, others are not")
  void implausible() throws Exception {
    save(servedEpoch(7).sawEpoch(1_000_007));
    assertThat(StateRepair.look(folder, 0, 0)).isEmpty();
    save(servedEpoch(7).sawEpoch(1_000_008));
    assertThat(StateRepair.look(folder, 8, 0)).isEmpty();
    assertThat(StateRepair.look(folder, 0, 0).orElseThrow().repaired().epoch()).isEqualTo(7);
  }

  @Test
  @DisplayName("R10.10 of a state that is cut off, the node's id is saved where it stands there")
  void cutOff() throws Exception {
    save(servedEpoch(7));
    Files.writeString(file(), Files.readString(file()).substring(0, 100));
    StateRepair repair = StateRepair.look(folder, 6, 9).orElseThrow();
    assertThat(repair.fresh()).isTrue();
    assertThat(repair.repaired().nodeId()).isEqualTo(ID);
    assertThat(repair.repaired().epoch()).isEqualTo(6);
    repair.write(folder.resolve("aside"));
    assertThat(read().mayBeOld()).isTrue();
    Files.writeString(file(), "");
    assertThat(StateRepair.look(folder, 0, 0).orElseThrow().repaired().nodeId()).hasSize(32);
  }

  /** GOOD is a good file; GOOD:a=>b has a replaced by b; anything else is the file itself. */
  private static String damage(String good, String recipe) {
    if (recipe.startsWith("GOOD:")) {
      String[] parts = recipe.substring(5).split("=>", 2);
      assertThat(good).contains(parts[0]);
      return good.replace(parts[0], parts[1]);
    }
    return recipe.replace("GOOD", good);
  }

  @Test
  @DisplayName(
      "R11.3 every beginning of a state file is refused: no torn file is taken for a whole")
  void torn() throws Exception {
    save(servedEpoch(7));
    byte[] whole = Files.readString(file()).strip().getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < whole.length; length++) {
      byte[] torn = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> StateFormat.parse(torn)).isInstanceOf(StateFormat.Unreadable.class);
    }
    assertThat(StateFormat.parse(whole).state()).isEqualTo(servedEpoch(7));
  }

  @Test
  @DisplayName("R10.3 an endless file and a deeply nested one cost bounded memory")
  void bounded() throws Exception {
    Files.write(file(), new byte[2 << 20]);
    assertThatThrownBy(this::read).hasMessageContaining("is longer than");
    Files.writeString(file(), "[".repeat(500_000));
    assertThatThrownBy(this::read).hasMessageContaining("is not JSON");
  }

  @Test
  @DisplayName("R11.3 a state that cannot be read is an error, not a fresh start")
  void unreadable() throws Exception {
    Files.createDirectory(file());
    assertThatThrownBy(this::read)
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("The node's state in " + file() + " cannot be read");
  }

  @Test
  @DisplayName("R11.2 fields that a newer SBS wrote are kept")
  void unknownFieldsAreKept() throws Exception {
    save(servedEpoch(7));
    Files.writeString(
        file(), Files.readString(file()).replaceFirst("\\{", "{\"pausedUntil\": {\"a\": [1]},"));
    save(servedEpoch(8));
    assertThat(Files.readString(file())).contains("pausedUntil");
    assertThat(read()).isEqualTo(servedEpoch(8));
  }

  @Test
  @DisplayName("R11.3 two SBS never work on one home; the message names the other's process")
  void locked() throws Exception {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process other =
        TestProcess.builder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                LockHolder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String id = other.inputReader(StandardCharsets.UTF_8).readLine();
      assertThatThrownBy(this::read)
          .isInstanceOf(StoreException.class)
          .hasMessageStartingWith("Another SBS (process " + other.pid() + ") works on this home");
      other.destroyForcibly();
      other.waitFor();
      assertThat(read().nodeId()).isEqualTo(id);
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  @DisplayName("R11.3 one process does not open a home twice either")
  void lockedInProcess() throws Exception {
    try (NodeStore store = NodeStore.open(folder)) {
      assertThat(store.state()).isNotNull();
      assertThatThrownBy(this::read)
          .hasMessageStartingWith("Another SBS in this process works on this home");
    }
    assertThat(read()).isNotNull();
  }
}
