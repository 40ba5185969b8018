package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.server.admin.AdminException;
import org.sbs.server.node.NodeControl.Answer;
import org.sbs.systemtests.kit.BusyFiles;
import org.sbs.systemtests.kit.TestPair;

/**
 * Programs write files on the primary at full speed while cycle follows cycle; a reader on the
 * secondary never finds a torn one, if each version was written by one write call or put in place
 * by renaming. A longer run: system-tests/power-cut.sh torn.
 *
 * <p>What cannot be promised: a program that writes one version with several calls and rests
 * between them for longer than the scanner waits for a file to be quiet leaves a file that looks
 * finished each time it rests. Such a state may be copied, as any other backup would, and the
 * finished file follows. Files of that kind must therefore come right in the end, and no more is
 * asserted of them.
 */
final class TornFilesSystemTest {
  private static final long SECONDS = Long.getLong("torn.seconds", 8);

  /** Each with cycles while all write, and then one while they rest. */
  private static final int ROUNDS = 3;

  private static final int CYCLES_A_ROUND = 3;

  @RegisterExtension final TestPair pair = new TestPair();

  @Test
  @DisplayName("R4.12 files that change while they are read are never torn on the secondary")
  void neverTorn() throws Exception {
    pair.a().settings().set("sync.keep-dates", true);
    pair.startReady();
    long seed = Long.getLong("torn.seed", System.nanoTime());
    System.out.println("Files that change while they are read: -Dtorn.seed=" + seed);
    int cycles = 0;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    BusyFiles busy = pair.closing(BusyFiles.of(pair.a(), pair.b(), seed));
    for (int round = 0; round < ROUNDS || System.nanoTime() < end; round++) {
      for (int i = 0; i < CYCLES_A_ROUND; i++) {
        cycle();
        cycles++;
      }
      busy.rest();
      try {
        awaitSame(busy);
      } finally {
        busy.goOn();
      }
      assertThat(busy.failures()).isEmpty();
      assertThat(busy.torn()).isEmpty();
    }
    busy.close();
    assertThat(busy.failures()).isEmpty();
    assertThat(busy.torn()).isEmpty();
    Map<String, Integer> versions = busy.versionsSeen();
    System.out.println("RESULT torn files: " + cycles + " cycles, versions seen: " + versions);
    assertThat(versions.values()).as("versions read").anyMatch(count -> count >= ROUNDS);
  }

  private void cycle() throws AdminException {
    Answer answer = pair.a().sync();
    assertThat(answer.done()).as(answer.sentence()).isTrue();
  }

  /** Once nobody writes, the newest version of each file comes, however it was written. */
  private void awaitSame(BusyFiles busy) {
    await("the newest versions are on the secondary")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              cycle();
              for (String file : busy.versionsSeen().keySet()) {
                assertThat(pair.b().read(file).equals(pair.a().read(file))).as(file).isTrue();
              }
            });
  }
}
