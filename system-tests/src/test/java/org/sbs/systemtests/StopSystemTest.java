package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.systemtests.kit.InWords;
import org.sbs.systemtests.kit.Outcome;
import org.sbs.systemtests.kit.Sbs;
import org.sbs.systemtests.kit.TestPair;
import org.sbs.view.status.NodeStatus;

/** A user stops SBS: SIGTERM, and the command. */
final class StopSystemTest {
  @RegisterExtension final TestPair pair = new TestPair();

  @Test
  @DisplayName("R3.1 SIGTERM of the primary: last changes, hand-over, status 0, epoch one higher")
  void terminatedPrimary() throws Exception {
    pair.startReady();
    pair.a().write("labels.txt", "the very last edit\n");
    assertThat(pair.a().terminate().awaitEnd()).isZero();
    assertThat(pair.b().read("labels.txt")).contains("the very last edit\n");
    assertHandedOver();

    pair.a().start().awaitRole("secondary");
    assertThat(pair.b().awaitReady().epoch()).isEqualTo(2);
    pair.assertNeverBothServed();
  }

  @Test
  @DisplayName("R3.1 sbs stop on the primary does what SIGTERM does, and says so")
  void stoppedPrimary() throws Exception {
    pair.startReady();
    pair.a().service().deactivate("Dock 2");
    pair.a().write("labels.txt", "the very last edit\n");
    Outcome stop = Sbs.run(pair.a().home(), "stop");
    assertThat(stop.status()).as("%s", stop).isZero();
    assertThat(stop.out())
        .startsWith("The node has stopped. ")
        .contains("127.0.0.1:" + pair.b().port() + " took over in epoch 2");
    assertThat(pair.a().awaitEnd()).isZero();
    assertThat(pair.b().read("labels.txt")).contains("the very last edit\n");
    assertHandedOver();
    assertThat(pair.b().service().active())
        .as("listed at the stop, and handed over")
        .containsExactly("Dock 1", "Dock 3");
    pair.assertNeverBothServed();
  }

  @Test
  @DisplayName("R3.1 the last changes go over though they are the first that are ever compressed")
  void firstCompressedAtTheStop() {
    pair.startReady();
    pair.b().terminate().awaitEnd();
    pair.a().terminate().awaitEnd();
    // Both have the same now: these processes send nothing until the stop.
    pair.startReady();
    String large = "a large edit, at the very last\n".repeat(2_000);
    pair.a().write("labels.txt", large);
    assertThat(pair.a().terminate().awaitEnd()).isZero();
    assertThat(pair.b().read("labels.txt")).contains(large);
    assertThat(pair.a().logged("ERROR")).isEmpty();
    assertThat(pair.b().logged("ERROR")).isEmpty();
  }

  private void assertHandedOver() {
    assertThat(pair.a().reasons())
        .last()
        .isEqualTo("stopped by the user; 127.0.0.1:" + pair.b().port() + " took over in epoch 2");
    NodeStatus after = pair.b().awaitServing();
    assertThat(after.epoch()).isEqualTo(2);
    assertThat(InWords.of(after.reason()))
        .isEqualTo("primary in epoch 2: 127.0.0.1:" + pair.a().port() + " handed over");
    pair.b().awaitReason("the service runs: ");
    assertThat(pair.journal().story()).containsExactly("A start", "A stop", "B start");
  }

  @Test
  @DisplayName("R3.1 SIGTERM of the secondary changes nothing on the primary")
  void terminatedSecondary() {
    pair.startReady();
    assertThat(pair.b().terminate().awaitEnd()).isZero();
    pair.a().awaitReason("the secondary is gone: ");
    NodeStatus after = pair.a().awaitServing();
    assertThat(after.epoch()).isEqualTo(1);
    assertThat(InWords.of(after.reason())).startsWith("primary in epoch 1 by a direct start");
    assertThat(InWords.of(after.readiness().reasons())).contains("no secondary is connected");
    assertThat(pair.journal().story()).containsExactly("A start");
  }

  @Test
  @DisplayName("R3.1 SIGTERM of a primary without a secondary ends it and its service, status 0")
  void terminatedAlone() {
    pair.a().start().awaitServing();
    pair.a().awaitReason("the service runs: ");
    assertThat(pair.a().terminate().awaitEnd()).isZero();
    assertThat(pair.a().reasons())
        .last()
        .isEqualTo("stopped by the user; no secondary to hand over to");
    assertThat(pair.journal().story()).containsExactly("A start", "A stop");
  }

  @Test
  @DisplayName(
      "R3.1 both stopped in the same instant: both end with 0, and the next start is sound")
  void bothStopped() {
    pair.startReady();
    pair.a().terminate();
    pair.b().terminate();
    assertThat(pair.a().awaitEnd()).isZero();
    assertThat(pair.b().awaitEnd()).isZero();
    await("both services end").until(() -> !pair.a().service().runs());
    assertThat(pair.b().service().runs()).isFalse();
    pair.startReady();
    pair.assertNeverBothServed();
  }
}
