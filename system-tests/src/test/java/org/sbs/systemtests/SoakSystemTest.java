package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.systemtests.kit.BusyMachine;
import org.sbs.systemtests.kit.TestNode;
import org.sbs.systemtests.kit.TestPair;

/** A healthy pair on a busy machine. For long: system-tests/soak.sh. */
final class SoakSystemTest {
  private static final Duration TIME = Duration.ofSeconds(Long.getLong("soak.seconds", 15));
  private static final int BUSY = Integer.getInteger("soak.busy", 4);

  @RegisterExtension final TestPair pair = new TestPair();

  @Test
  @DisplayName("R2.1 R2.6 no role changes on a busy machine without a fault")
  void keepsItsRoles() throws Exception {
    pair.startReady();
    try (BusyMachine busy = new BusyMachine(BUSY)) {
      long end = System.nanoTime() + TIME.toNanos();
      int edition = 0;
      while (System.nanoTime() - end < 0) {
        String text = "edition " + edition++ + "\n";
        pair.a().write("labels.txt", text);
        await("the edit arrives, or a role changes")
            .atMost(Duration.ofMinutes(5))
            .pollInterval(Duration.ofMillis(500))
            .until(() -> pair.b().read("labels.txt").filter(text::equals).isPresent() || moved());
        assertThat(roles(pair.a())).as("roles of A").containsExactly("starting → primary");
        assertThat(roles(pair.b())).as("roles of B").containsExactly("starting → secondary");
      }
      assertThat(busy.computing()).as("the machine was busy").isEqualTo(BUSY);
      System.out.println(
          "RESULT soak of "
              + TIME.toSeconds()
              + " s beside "
              + BUSY
              + " busy processes: no change of role, "
              + edition
              + " edits arrived");
    }
    assertThat(pair.journal().story()).containsExactly("A start");
  }

  private boolean moved() {
    return roles(pair.a()).size() + roles(pair.b()).size() > 2;
  }

  /** The changes of role that the node has told of, by its log: asking it costs a process. */
  private static List<String> roles(TestNode node) {
    return node.logged(" → ").stream()
        .map(line -> line.replaceFirst(".*?(\\w+ → \\w+).*", "$1"))
        .toList();
  }
}
