package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.systemtests.kit.InWords;
import org.sbs.systemtests.kit.Rounds;
import org.sbs.systemtests.kit.TestNode;
import org.sbs.systemtests.kit.TestPair;
import org.sbs.view.status.NodeStatus;

/** Main-only and backup-only nodes. */
@ExtendWith(Rounds.class)
final class ModeSystemTest {
  @RegisterExtension final TestPair pair = new TestPair();

  @BeforeEach
  void hasty() {
    pair.hasty();
  }

  private void modes(String ofA, String ofB) {
    pair.a().settings().set("pair.mode", ofA);
    pair.b().settings().set("pair.mode", ofB);
  }

  @TestTemplate
  @DisplayName("R1.6 R1.7 main-only beside symmetric: it returns to its role, no edit is lost")
  void mainReturns() {
    modes("main-only", "symmetric");
    returns();
  }

  @TestTemplate
  @DisplayName("R1.6 R1.7 main-only and backup-only: the main returns to its role, no edit is lost")
  void mainAndBackup() {
    modes("main-only", "backup-only");
    returns();
  }

  private void returns() {
    pair.startReady();
    pair.a().kill();
    pair.b().awaitServing();
    pair.b().write("labels.txt", "edited on the backup\n").write("new.txt", "made on the backup\n");
    pair.a().start().awaitServing();
    assertThat(pair.awaitSettled()).isSameAs(pair.a());
    pair.awaitBothHave("labels.txt", "edited on the backup\n");
    pair.awaitBothHave("new.txt", "made on the backup\n");
    pair.a().awaitReason("primary in epoch 3");
    assertThat(pair.journal().story())
        .containsExactly("A start", "A stop", "B start", "B stop", "A start");
    pair.assertNeverBothBeat();
  }

  @TestTemplate
  @DisplayName("R1.6 two main-only nodes: the second to start ends with 78, and both say why")
  void twoMains() {
    modes("main-only", "main-only");
    pair.a().start().awaitServing();
    assertThat(pair.b().start().awaitEnd()).isEqualTo(78);
    assertThat(pair.b().log()).contains("both nodes of this pair are main-only");
    pair.a().awaitReason("configuration error: both nodes of this pair are main-only");
    assertThat(pair.a().awaitServing().epoch()).isEqualTo(1);
    assertThat(pair.journal().story()).containsExactly("A start");
    pair.assertNeverBothBeat();
  }

  @TestTemplate
  @DisplayName("R1.6 a backup-only node alone waits for a primary, however long, and follows it")
  void backupAlone() {
    modes("symmetric", "backup-only");
    TestNode backup = pair.b().start();
    backup.awaitReason("waiting for a primary, because this node is backup-only");
    await("it goes on waiting, longer than start-wait-seconds")
        .during(Duration.ofSeconds(3))
        .until(() -> backup.status().map(NodeStatus::role).filter("starting"::equals).isPresent());
    assertThat(InWords.of(backup.status().orElseThrow().reason())).contains("backup-only");
    pair.a().start();
    assertThat(pair.awaitSettled()).isSameAs(pair.a());
    assertThat(pair.journal().story()).containsExactly("A start");
    pair.assertNeverBothBeat();
  }
}
