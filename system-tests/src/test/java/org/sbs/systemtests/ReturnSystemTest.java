package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Nodes that die one after the other, and come back in any order. */
@ExtendWith(Rounds.class)
final class ReturnSystemTest {
  @RegisterExtension final TestPair pair = new TestPair();

  @BeforeEach
  void hasty() {
    pair.hasty();
  }

  @TestTemplate
  @DisplayName("R1.4 R1.8 both lose power, the secondary returns first: it waits for the other")
  void secondaryFirst() {
    pair.startReady();
    waitLong();
    pair.cutPower();
    pair.b().start().awaitReason("which may have taken over and have newer data");
    assertThat(InWords.of(pair.b().awaitRole("starting").reason())).contains("start-wait-seconds");
    pair.a().start();
    assertThat(pair.awaitSettled()).as("the one that was primary last").isSameAs(pair.a());
    pair.assertNeverBothBeat();
  }

  @TestTemplate
  @DisplayName(
      "R1.4 R1.8 both lose power, the primary returns first: one serves, none edited twice")
  void primaryFirst() {
    pair.startReady();
    waitLong();
    pair.cutPower();
    pair.a().start().awaitReason("which may have taken over and have newer data");
    pair.b().start();
    assertThat(pair.awaitSettled()).isSameAs(pair.a());
    pair.assertNeverBothBeat();
  }

  @TestTemplate
  @DisplayName("R1.4 R1.8 both lose power after a takeover, the old one returns first: newest data")
  void newestData() throws Exception {
    takenOverByB();
    waitLong();
    pair.cutPower();
    pair.a().start().awaitReason("which may have taken over and have newer data");
    pair.b().start();
    assertThat(pair.awaitSettled()).as("its data is newer").isSameAs(pair.b());
    pair.awaitBothHave("labels.txt", "of B\n");
    pair.assertNeverBothBeat();
  }

  @TestTemplate
  @DisplayName("R1.4 both lose power after a takeover, the newer returns first: it serves at once")
  void newerFirst() throws Exception {
    takenOverByB();
    pair.cutPower();
    assertThat(InWords.of(pair.b().start().awaitServing().reason())).doesNotContain("may be older");
    pair.a().start();
    assertThat(pair.awaitSettled()).isSameAs(pair.b());
    pair.awaitBothHave("labels.txt", "of B\n");
    pair.assertNeverBothBeat();
  }

  @TestTemplate
  @DisplayName("R1.8 a node that may be old waits, then serves alone, and says that it may be old")
  void alone() throws Exception {
    takenOverByB();
    pair.b().kill();
    NodeStatus alone = pair.a().start().awaitServing();
    assertThat(InWords.of(alone.reason())).contains("its data may be older than the other's");
    pair.a().awaitReason("waiting up to 2 s for 127.0.0.1:" + pair.b().port());
    assertThat(pair.a().command("status").out()).contains("its data may be older");
    assertThat(pair.a().logged("its data may be older")).isNotEmpty();
    pair.assertNeverBothBeat();
  }

  @TestTemplate
  @DisplayName("R1.8 R5.1 each worked alone while the other was dead: both edits are there")
  void bothEdited() throws Exception {
    pair.a().write("of-a.txt", "old\n").write("of-both.txt", "old\n");
    takenOverByB();
    pair.b().write("of-both.txt", "edited on B\n");
    pair.b().kill();
    pair.a().start().awaitServing();
    pair.a().write("of-a.txt", "edited on A\n").write("of-both.txt", "edited on A\n");
    pair.b().start();
    TestNode primary = pair.awaitSettled();
    TestNode secondary = primary == pair.a() ? pair.b() : pair.a();
    pair.awaitBothHave("labels.txt", "of B\n");
    pair.awaitBothHave("of-a.txt", "edited on A\n");
    String stays = primary == pair.a() ? "edited on A\n" : "edited on B\n";
    String kept = primary == pair.a() ? "edited on B\n" : "edited on A\n";
    pair.awaitBothHave("of-both.txt", stays);
    pair.awaitKeptConflict(secondary, "of-both.txt", kept);
    pair.assertNeverBothBeat();
  }

  private void takenOverByB() throws Exception {
    pair.startReady();
    pair.a().kill();
    pair.b().awaitServing();
    pair.b().write("labels.txt", "of B\n");
  }

  private void waitLong() {
    pair.a().settings().set("pair.start-wait-seconds", 60);
    pair.b().settings().set("pair.start-wait-seconds", 60);
  }
}
