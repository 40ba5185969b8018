package org.sbs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SkipReportTest {
  private static TestJournal.Line skipped(String id, String reason) {
    return new TestJournal.Line("skipped", id, reason);
  }

  @Test
  @DisplayName("the end of a run says how many were skipped, which, and how to have them run")
  void report() {
    String disk = "needs mkfs.xfs (package xfsprogs), root (run as root)";
    assertThat(
            SkipReport.text(
                List.of(
                    new TestJournal.Line("ran", "org.sbs.systemtests.StartSystemTest#start", ""),
                    skipped("org.sbs.systemtests.PowerCutSystemTest#powerCuts", disk),
                    skipped("org.sbs.systemtests.PowerCutSystemTest#powerCuts", disk),
                    skipped("org.sbs.systemtests.BadDiskSystemTest#fullDisk", disk),
                    skipped("org.sbs.server.cli.CompletionTest#zsh", "needs zsh (package zsh)"))))
        .isEqualTo(
            """
            Skipped tests: 3
              needs mkfs.xfs (package xfsprogs), root (run as root):
                BadDiskSystemTest.fullDisk
                PowerCutSystemTest.powerCuts
              needs zsh (package zsh):
                CompletionTest.zsh
            On Debian: sudo apt-get install xfsprogs zsh""");
  }

  @Test
  @DisplayName("nothing skipped is said too")
  void nothing() {
    assertThat(SkipReport.text(List.of())).isEqualTo("No test was skipped.");
  }
}
