package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.FolderSet;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.commit.StagedCommit;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.disk.HangingFolders;
import org.sbs.server.sync.message.BadMessageException;
import org.sbs.server.sync.scan.ContentIndex;
import org.sbs.server.sync.scan.ContentSource;
import org.sbs.server.sync.scan.FolderScanner;

/** A commit over two folders of which one does not answer (R4.16). */
@Timeout(120)
class StuckCommitTest {
  @TempDir private Path temp;
  private Tree settings;
  private Tree further;
  private Tree newSettings;
  private Tree newFurther;
  private Path state;
  private Hanging hanging;

  @BeforeEach
  void begin() {
    settings = Tree.at(temp.resolve("settings"));
    further = Tree.at(temp.resolve("further"));
    newSettings = Tree.at(temp.resolve("new-settings"));
    newFurther = Tree.at(temp.resolve("new-further"));
    state = Tree.at(temp.resolve("state")).path("");
  }

  @AfterEach
  void end() {
    hanging.end();
  }

  private ReplicaStore store(String label) throws IOException {
    hanging = new Hanging(further.path(""), label);
    FolderScanner scanner =
        new FolderScanner(
            Clock.systemUTC(),
            ContentSource.DISK,
            ContentIndex.inMemory(),
            new HangingFolders(Duration.ofMillis(600)));
    ReplicaStore store = new ReplicaStore(state, scanner, new Disk(hanging), Clock.systemUTC());
    store.recover();
    return store;
  }

  private ScriptedCycle both(long number) throws IOException {
    FolderSet set =
        ScriptedCycle.set(false, false, List.of(newSettings.path(""), newFurther.path("")));
    return ScriptedCycle.record(
        number,
        set,
        List.of(newSettings.path(""), newFurther.path("")),
        List.of(settings.path(""), further.path("")));
  }

  private ScriptedCycle settingsAlone(long number) throws IOException {
    List<Path> wanted = List.of(newSettings.path(""));
    return ScriptedCycle.record(
        number, ScriptedCycle.set(false, false, wanted), wanted, List.of(settings.path("")));
  }

  private StagedCommit.Outcome playBoth(ReplicaStore store, ScriptedCycle cycle) {
    try {
      return cycle.play(store, List.of(settings.path(""), further.path("")));
    } catch (BadMessageException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> leftInState() throws IOException {
    try (Stream<Path> files = Files.list(state.resolve("replica"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".tmp"))
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CHECK", "STAGE-SYNC"})
  @DisplayName(
      "R4.16 a commit that is stuck in one folder before it is recorded keeps no later cycle of the"
          + " others waiting; late, it changes nothing; then the folder catches up")
  void othersGoOn(String label) throws Exception {
    ReplicaStore store = store(label);
    newSettings.file("own.txt", "one");
    newFurther.file("more.txt", "one");
    assertThat(playBoth(store, both(1)).committed()).isTrue();
    newSettings.file("own.txt", "second");
    newFurther.file("more.txt", "second");
    ScriptedCycle stuck = both(2);
    hanging.begin();
    CompletableFuture<StagedCommit.Outcome> late =
        CompletableFuture.supplyAsync(() -> playBoth(store, stuck));
    hanging.awaitVictim();
    assertThat(store.giveUp()).isTrue();

    for (int cycle = 3; cycle <= 4; cycle++) {
      newSettings.file("own.txt", "cycle " + cycle);
      assertThat(settingsAlone(cycle).play(store, List.of(settings.path(""))).committed()).isTrue();
      assertThat(settings.path("own.txt")).hasContent("cycle " + cycle);
    }
    assertThat(further.path("more.txt")).hasContent("one");

    hanging.end();
    StagedCommit.Outcome outcome = late.get(60, TimeUnit.SECONDS);
    assertThat(outcome.committed()).isFalse();
    assertThat(outcome.reason().has(ReasonCode.CYCLE_GIVEN_UP)).isTrue();
    assertThat(settings.path("own.txt")).hasContent("cycle 4");
    assertThat(further.path("more.txt")).hasContent("one");
    assertThat(store.committed().orElseThrow().header().cycle()).isEqualTo(4);
    assertThat(leftInState()).isEmpty();

    assertThat(playBoth(store, both(5)).committed()).isTrue();
    assertThat(further.path("more.txt")).hasContent("second");
    assertThat(further.path(".sbs-staging")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CHECK", "STAGE-SYNC"})
  @DisplayName(
      "R4.16 R4.8 a commit that comes back late while another one is being written leaves that one"
          + " whole; what a crash leaves of either is cleared at the start")
  void lateBesideAnother(String label) throws Exception {
    ReplicaStore store = store(label);
    newSettings.file("own.txt", "one");
    newFurther.file("more.txt", "one");
    ScriptedCycle first = both(1);
    ScriptedCycle second = both(2);
    hanging.begin();
    CompletableFuture<StagedCommit.Outcome> one =
        CompletableFuture.supplyAsync(() -> playBoth(store, first));
    hanging.awaitVictim();
    assertThat(store.giveUp()).isTrue();
    CompletableFuture<StagedCommit.Outcome> two =
        CompletableFuture.supplyAsync(() -> playBoth(store, second));
    hanging.end();
    assertThat(one.get(60, TimeUnit.SECONDS).committed()).isFalse();
    assertThat(two.get(60, TimeUnit.SECONDS).committed()).isTrue();
    assertThat(store.committed().orElseThrow().header().cycle()).isEqualTo(2);
    assertThat(further.path("more.txt")).hasContent("one");

    Files.createFile(state.resolve("replica/cycle.pending.1234abcd.tmp"));
    assertThat(store("").recover()).isEmpty();
    assertThat(leftInState()).isEmpty();
  }
}
