package org.sbs.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** What is told of many problems. */
final class ProblemsTest {
  @Test
  @DisplayName("R4.12 R9.7 of many problems those are told that make a takeover worth less")
  void gapsFirst() {
    Problems problems = new Problems();
    for (int i = 0; i < 3 * Problems.LIMIT; i++) {
      problems.add(Reason.of(ReasonCode.ENTRY_KIND).with("path", "/pipe" + i));
    }
    Reason gap = Reason.of(ReasonCode.HERE_DENIED).with("path", "/srv/labels");
    problems.add(gap);
    List<Reason> told = problems.list();
    assertThat(told).hasSize(Problems.LIMIT).contains(gap);
    assertThat(told.get(Problems.LIMIT - 1))
        .isEqualTo(Reason.of(ReasonCode.PROBLEMS_MORE).with("count", 2L * Problems.LIMIT + 2));
    for (int i = 0; i < 2 * Problems.LIMIT; i++) {
      problems.add(Reason.of(ReasonCode.HERE_DENIED).with("path", "/srv/" + i));
    }
    assertThat(problems.list())
        .hasSize(Problems.LIMIT)
        .filteredOn(one -> one.code() == ReasonCode.HERE_DENIED)
        .hasSize(Problems.LIMIT - 1);
  }
}
