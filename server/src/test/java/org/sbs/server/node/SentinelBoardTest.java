package org.sbs.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.service.Sentinel;
import org.sbs.server.service.Sentinel.State;

/** What is known, told and done about sentinels, in made-up time. */
class SentinelBoardTest {
  private static final long SECOND = 1_000_000_000L;

  private final SentinelBoard board = new SentinelBoard();

  private static Sentinel active(String name) {
    return new Sentinel(name, State.ACTIVE, Reason.NONE);
  }

  private static Sentinel inactive(String name) {
    return new Sentinel(name, State.INACTIVE, Reason.NONE);
  }

  private static Sentinel failed(String name) {
    return new Sentinel(name, State.FAILED, Reason.sentence("capture folder not reachable."));
  }

  private static Reason active(int some, int all) {
    return Reason.of(ReasonCode.SENTINELS_ACTIVE).with("some", some).with("all", all);
  }

  @Test
  @DisplayName("R2.4 a takeover is reported sentinel by sentinel; those not wanted do not count")
  void report() {
    List<Sentinel> sentinels = new ArrayList<>(List.of(inactive("Old dock"), failed("Dock 3")));
    IntStream.rangeClosed(4, 11).forEach(number -> sentinels.add(active("Dock " + number)));
    assertThat(board.begins(sentinels, 0).reason())
        .isEqualTo(
            active(8, 9)
                .and(
                    Reason.of(ReasonCode.SENTINEL_FAILED)
                        .with("name", "Dock 3")
                        .with("why", Reason.sentence("capture folder not reachable."))));
    assertThat(SentinelReport.of(List.of()).reason())
        .isEqualTo(Reason.of(ReasonCode.SENTINELS_NONE));
  }

  @Test
  @DisplayName("R2.4 a share that is gone makes one sentence, however many sentinels are on it")
  void manyFail() {
    List<Sentinel> all = IntStream.range(0, 40).mapToObj(i -> failed("Dock " + i)).toList();
    Reason more = Reason.of(ReasonCode.SENTINELS_MORE).with("count", 35);
    assertThat(board.begins(all, 0).reason().values()).containsEntry("second", more);
    board.starts(Optional.empty());
    board.begins(all.stream().map(sentinel -> active(sentinel.name())).toList(), 0);
    assertThat(board.listed(all, SECOND))
        .hasValueSatisfying(
            news ->
                assertThat(news.values())
                    .containsEntry(
                        "first",
                        Reason.of(ReasonCode.SENTINELS_NEWLY_FAILED)
                            .with(
                                "names",
                                Reason.of(ReasonCode.NAMES_AND_MORE)
                                    .with("names", "Dock 0, Dock 1, Dock 2, Dock 3, Dock 4")
                                    .with("count", 35))));
  }

  @Test
  @DisplayName(
      "R2.4 what newly fails or works again is told once, and a flapping one at most once a minute")
  void news() {
    board.begins(List.of(active("Dock 1"), failed("Dock 3")), 0);
    assertThat(board.listed(List.of(active("Dock 1"), failed("Dock 3")), SECOND)).isEmpty();
    assertThat(board.listed(List.of(active("Dock 1"), active("Dock 3")), 2 * SECOND))
        .contains(
            Reason.of(ReasonCode.SENTINEL_WORKS_AGAIN).with("names", "Dock 3").and(active(2, 2)));
    assertThat(board.listed(List.of(failed("Dock 1"), active("Dock 3")), 3 * SECOND))
        .hasValueSatisfying(news -> assertThat(news.has(ReasonCode.SENTINEL_FAILED)).isTrue());
    long told = 0;
    for (int second = 4; second < 600; second++) {
      Sentinel flapping = second % 2 == 0 ? failed("Dock 3") : active("Dock 3");
      told += board.listed(List.of(failed("Dock 1"), flapping), second * SECOND).stream().count();
    }
    assertThat(told).isBetween(5L, 10L);
  }

  @Test
  @DisplayName("R2.4 one that failed is activated again, after pauses that grow")
  void retries() {
    board.begins(List.of(failed("Dock 3"), active("Dock 4")), 0);
    List<Long> tried = new ArrayList<>();
    for (long second = 0; second < 1000; second++) {
      board.listed(List.of(failed("Dock 3"), active("Dock 4")), second * SECOND);
      noteDue(second, tried);
    }
    assertThat(tried).containsExactly(5L, 15L, 35L, 75L, 155L, 315L, 635L, 955L);
  }

  private void noteDue(long second, List<Long> tried) {
    boolean due = board.isDue(second * SECOND);
    List<String> names = board.due(second * SECOND);
    assertThat(names.isEmpty()).isEqualTo(!due);
    names.forEach(name -> tried.add(second));
  }

  @Test
  @DisplayName("R2.3 R2.4 one that a user deactivates is to work no more, and that is no recovery")
  void deactivated() {
    board.begins(List.of(failed("Dock 3"), active("Dock 4")), 0);
    assertThat(board.listed(List.of(inactive("Dock 3"), active("Dock 4")), SECOND)).isEmpty();
    assertThat(board.wanted()).contains(List.of("Dock 4"));
    assertThat(board.isDue(1000 * SECOND)).isFalse();
  }

  @Test
  @DisplayName("R2.3 what is listed while a start is under way does not change what is to work")
  void listedTooEarly() {
    board.starts(Optional.of(List.of("Dock 3")));
    assertThat(board.listed(List.of(inactive("Dock 3")), SECOND)).isEmpty();
    assertThat(board.wanted()).contains(List.of("Dock 3"));
    board.ended();
    assertThat(board.wanted()).contains(List.of("Dock 3"));
    assertThat(board.shown()).isEmpty();
  }
}
