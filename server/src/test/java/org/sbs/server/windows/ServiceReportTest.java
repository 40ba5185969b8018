package org.sbs.server.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.server.windows.ServiceReport.State;
import org.sbs.server.windows.ServiceReport.Word;

/** What SBS as a Windows service tells the service manager. */
final class ServiceReportTest {
  private final List<Word> said = new ArrayList<>();
  private final ServiceReport report = new ServiceReport(said::add);

  private Word last() {
    return said.get(said.size() - 1);
  }

  @Test
  @DisplayName("R11.1 while SBS starts and stops, the check point rises with every word")
  void checkPoints() {
    report.tick();
    report.tick();
    assertThat(said).extracting(Word::state).containsOnly(State.STARTING);
    assertThat(said).extracting(Word::checkPoint).containsExactly(1, 2, 3);
    assertThat(last().waitHintMs()).isPositive();

    report.running();
    assertThat(last()).isEqualTo(new Word(State.RUNNING, true, 0, 0, 0, 0));
    said.clear();
    report.tick();
    assertThat(said).as("nothing to say while it works").isEmpty();

    assertThat(report.stopping()).isTrue();
    report.tick();
    assertThat(said).extracting(Word::state).containsOnly(State.STOPPING);
    assertThat(said).extracting(Word::checkPoint).containsExactly(1, 2);
    assertThat(last().stoppable()).isFalse();
  }

  @Test
  @DisplayName("R3.1 R11.1 the order to stop counts once, and none after the end")
  void onceOnly() {
    report.running();
    assertThat(report.stopping()).isTrue();
    assertThat(report.stopping()).isFalse();
    report.running();
    assertThat(last().state()).isEqualTo(State.STOPPING);
    report.stopped(0);
    assertThat(report.stopping()).isFalse();
    said.clear();
    report.tick();
    report.again();
    report.stopped(1);
    assertThat(said).as("the manager may have forgotten the service").isEmpty();
  }

  @Test
  @DisplayName("R11.1 the exit status of SBS is told as a code of its own")
  void exitStatus() {
    report.stopped(78);
    assertThat(last()).isEqualTo(new Word(State.STOPPED, false, 1066, 78, 0, 0));
  }

  @Test
  @DisplayName("R11.1 the numbers of the states are those of Windows")
  void numbers() {
    assertThat(State.STOPPED.code()).isEqualTo(1);
    assertThat(State.STARTING.code()).isEqualTo(2);
    assertThat(State.STOPPING.code()).isEqualTo(3);
    assertThat(State.RUNNING.code()).isEqualTo(4);
  }
}
