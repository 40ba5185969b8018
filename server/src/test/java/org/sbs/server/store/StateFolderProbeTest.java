package org.sbs.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

@DisplayName("R2.10 The look whether the state folder can be written")
class StateFolderProbeTest {
  @TempDir private Path folder;

  private final FaultyDisk disk = new FaultyDisk();
  private final Queue<Runnable> threads = new ArrayDeque<>();
  private long now;

  private StateFolderProbe probe() {
    return new StateFolderProbe(folder, disk, threads::add, () -> now);
  }

  private Optional<Reason> look(StateFolderProbe probe, boolean answers) {
    now += Duration.ofSeconds(2).toNanos();
    while (answers && !threads.isEmpty()) {
      threads.remove().run();
    }
    return probe.look();
  }

  private Optional<Reason> looks(StateFolderProbe probe, boolean answers, int times) {
    Optional<Reason> last = Optional.empty();
    for (int i = 0; i < times; i++) {
      last = look(probe, answers);
    }
    return last;
  }

  @Test
  @DisplayName("R2.10 a folder that can be written is well, and is tried every ten seconds only")
  void well() {
    StateFolderProbe probe = probe();
    int tries = 0;
    for (int i = 0; i < 30; i++) {
      tries += threads.size();
      assertThat(look(probe, true)).isEmpty();
    }
    assertThat(tries).isBetween(4, 6);
    assertThat(folder.resolve("probe")).exists();
  }

  @Test
  @DisplayName("R2.10 a full disk is found at the second try, and that it has space again at once")
  void full() {
    StateFolderProbe probe = probe();
    disk.fail(FaultyDisk.Step.WRITE);
    assertThat(looks(probe, true, 10))
        .hasValueSatisfying(
            why -> {
              assertThat(why.code()).isEqualTo(ReasonCode.STATE_FOLDER_FAILS);
              assertThat(why.toString()).contains(folder.toString(), "Input/output error");
            });
    disk.heal();
    assertThat(looks(probe, true, 2)).isEmpty();
  }

  @Test
  @DisplayName("R2.10 one try that fails says nothing")
  void once() {
    StateFolderProbe probe = probe();
    looks(probe, true, 5);
    disk.fail(FaultyDisk.Step.FORCE);
    threads.remove().run();
    disk.heal();
    for (int i = 0; i < 10; i++) {
      assertThat(look(probe, true)).isEmpty();
    }
  }

  @Test
  @DisplayName(
      "R2.10 a disk that hangs is found after 15 seconds, holds one thread, and comes back")
  void hangs() {
    StateFolderProbe probe = probe();
    assertThat(looks(probe, false, 8)).isEmpty();
    assertThat(looks(probe, false, 10))
        .hasValueSatisfying(why -> assertThat(why.code()).isEqualTo(ReasonCode.STATE_FOLDER_HANGS));
    assertThat(threads).hasSize(1);
    assertThat(looks(probe, true, 2)).isEmpty();
  }
}
