package org.sbs.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.sync.CycleResult;

/** What somebody is told who asked for a cycle. */
class SyncAnswerTest {
  private static final Reason UNREAD =
      Reason.of(ReasonCode.ENTRY_UNREAD)
          .with("path", "/srv/labels/a")
          .with("why", Reason.sentence("Input/output error"));

  private static CycleResult result(boolean committed, Reason... problems) {
    return new CycleResult(7, committed, Reason.sentence("refused"), 1, 2, 0, List.of(problems));
  }

  @Test
  @DisplayName("R4.12 R9.3 a cycle that is committed without what could not be read says so")
  void without() {
    Reason kind = Reason.of(ReasonCode.ENTRY_KIND).with("path", "/srv/labels/pipe");
    assertThat(SyncAnswer.of(result(true, kind, UNREAD), false, List.of()).why().toString())
        .contains("sync-committed", "sync-without", "/srv/labels/a", "do-see-to-disk")
        .doesNotContain("pipe");
    assertThat(SyncAnswer.of(result(true, kind), false, List.of()).why().toString())
        .doesNotContain("sync-without");
    assertThat(SyncAnswer.of(result(false, UNREAD), false, List.of()).why().toString())
        .contains("sync-not-committed")
        .doesNotContain("/srv/labels/a");
  }
}
