package org.sbs.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** What of a cycle's problems makes a takeover worth less. */
final class CopyGapsTest {
  private static Reason problem(ReasonCode code, String why) {
    Reason problem = Reason.of(code).with("path", "/srv/labels/x");
    return switch (why) {
      case "" -> problem;
      case "SENTENCE" -> problem.with("why", Reason.sentence("/srv/labels/x: Input/output error"));
      default ->
          problem.with("why", Reason.of(ReasonCode.valueOf(why)).with("path", "/srv/labels/x"));
    };
  }

  @ParameterizedTest
  @DisplayName(
      "R4.12 R9.7 what SBS may not read or write on one of the nodes, or what the disk does not"
          + " give or take there, is a gap of the copy")
  @CsvSource({
    "HERE_DENIED, '', true",
    "HERE_OTHER_ACCOUNT, '', true",
    "HERE_NOT_USABLE, DISK_DENIED, true",
    "HERE_NOT_PLACED, DISK_DENIED, true",
    "ENTRY_UNREAD, DISK_DENIED, true",
    "ENTRY_LEFT_OUT, DISK_DENIED, true",
    "FOLDER_LEFT_OUT, DISK_DENIED, true",
    "ENTRY_UNREAD, SENTENCE, true",
    "ENTRY_LEFT_OUT, SENTENCE, true",
    "FOLDER_LEFT_OUT, SENTENCE, true",
    "HERE_NOT_USABLE, SENTENCE, true",
    "HERE_NOT_PLACED, DISK_QUOTA_USED, true",
    "HERE_NOT_PLACED, DISK_FULL, true",
    "ENTRY_LEFT_OUT, DISK_NOT_THERE, false",
    "FOLDER_LEFT_OUT, FOLDER_NOT_ABSOLUTE, false",
    "HERE_NOT_PLACED, DISK_THERE_ALREADY, false",
    "HERE_NOT_USABLE, DISK_NO_FOLDER, false",
    "ENTRY_UNREAD, DISK_NOT_THERE, false",
    "ENTRY_CHANGES, '', false",
    "ENTRY_KIND, '', false",
    "ENTRY_CASE, '', false",
    "HERE_PATH_LONG, '', false",
    "HERE_EDITED_REPLACED, '', false",
    "HERE_MOUNTED, '', false",
  })
  void gap(ReasonCode code, String why, boolean gap) {
    Reason problem = problem(code, why);
    Reason told = problem.and(Reason.of(ReasonCode.PRIMARYS_NOT_COPIED));
    Reason there = Reason.of(ReasonCode.ON_SECONDARY).with("what", told);
    for (Reason one : List.of(problem, told, there)) {
      assertThat(CopyGaps.isGap(one)).as("%s", one).isEqualTo(gap);
      assertThat(CopyGaps.of(List.of(one))).hasSize(gap ? 1 : 0);
    }
  }

  @Test
  @DisplayName("R9.3 a right that is missing and a disk that fails have remedies of their own")
  void remedies() {
    Reason denied = problem(ReasonCode.ENTRY_UNREAD, "DISK_DENIED");
    Reason failing = problem(ReasonCode.ENTRY_UNREAD, "SENTENCE");
    assertThat(CopyGaps.of(List.of(denied, failing)))
        .containsExactly(
            denied.and(Reason.of(ReasonCode.DO_GIVE_RIGHTS)),
            failing.and(Reason.of(ReasonCode.DO_SEE_TO_DISK)));
    assertThat(CopyGaps.isOfRights(denied)).isTrue();
    assertThat(CopyGaps.isOfRights(failing)).isFalse();
  }

  @Test
  @DisplayName("R9.3 each gap is told with its remedy; of many the first, and how many more")
  void many() {
    List<Reason> problems = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      problems.add(Reason.of(ReasonCode.HERE_DENIED).with("path", "/srv/" + i));
      problems.add(Reason.of(ReasonCode.ENTRY_KIND).with("path", "/srv/pipe" + i));
    }
    List<Reason> gaps = CopyGaps.of(problems);
    assertThat(gaps).hasSize(CopyGaps.MOST_SHOWN + 1);
    assertThat(gaps.get(0).values())
        .containsEntry("first", problems.get(0))
        .containsEntry("second", Reason.of(ReasonCode.DO_GIVE_RIGHTS));
    assertThat(gaps.get(CopyGaps.MOST_SHOWN))
        .isEqualTo(Reason.of(ReasonCode.PROBLEMS_MORE).with("count", 15L));
    assertThat(CopyGaps.of(List.of())).isEmpty();
  }
}
