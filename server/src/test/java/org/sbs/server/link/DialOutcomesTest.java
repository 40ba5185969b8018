package org.sbs.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.server.link.DialResult.Broken;
import org.sbs.server.link.DialResult.Misfit;
import org.sbs.server.link.DialResult.NoAnswer;
import org.sbs.server.link.DialResult.NotAPeer;
import org.sbs.server.link.DialResult.Silent;

/** Which result several addresses make together, none of them being the peer's greeting. */
class DialOutcomesTest {
  private static final Map<String, DialResult> ONE =
      Map.of(
          "refused", new NoAnswer(true, Reason.sentence("refused")),
          "unreachable", new NoAnswer(false, Reason.sentence("unreachable")),
          "silent", new Silent(Reason.sentence("silent")),
          "broken", new Broken(Reason.sentence("broken")),
          "stranger", new NotAPeer(Misfit.STRANGER, Reason.sentence("stranger")),
          "itself", new NotAPeer(Misfit.SELF, Reason.sentence("itself")),
          "version", new NotAPeer(Misfit.OTHER_VERSION, Reason.sentence("version")),
          "key", new NotAPeer(Misfit.WRONG_KEY, Reason.sentence("key")));

  /** Two addresses, and what they are together; a "?" marks what may pass by itself. */
  private static final String TABLE =
      """
      refused      refused      refused
      refused      unreachable  unreachable
      refused      silent       silent
      refused      broken       broken
      refused      stranger     stranger
      refused      key          key
      unreachable  unreachable  unreachable
      unreachable  silent       silent
      unreachable  broken       broken
      unreachable  stranger     stranger
      unreachable  itself       itself
      unreachable  version      version
      silent       silent       silent
      silent       broken       broken
      silent       stranger     stranger?
      silent       key          key?
      broken       broken       broken
      broken       stranger     stranger?
      broken       itself       itself?
      broken       version      version?
      stranger     stranger     stranger
      stranger     itself       itself
      stranger     version      version
      stranger     key          key
      version      key          key
      """;

  private static String name(DialResult result) {
    if (result instanceof NotAPeer other) {
      return other.what() + (other.outdated() ? "?" : "");
    } else if (result instanceof NoAnswer none) {
      return none.refused() ? "refused" : "unreachable";
    }
    return result instanceof Silent ? "silent" : "broken";
  }

  @Test
  @DisplayName(
      "R1.3 R1.5 of several addresses the most careful result counts: refused is refused everywhere,"
          + " a stranger anywhere is no silence")
  void table() {
    for (String line : TABLE.strip().lines().toList()) {
      String[] row = line.strip().split(" +", -1);
      DialResult a = ONE.get(row[0]);
      DialResult b = ONE.get(row[1]);
      assertThat(name(DialOutcomes.combine(List.of(a, b), false))).as(line).isEqualTo(row[2]);
      assertThat(name(DialOutcomes.combine(List.of(b, a), false))).as(line).isEqualTo(row[2]);
      assertThat(name(DialOutcomes.combine(List.of(a, b, a, b), false))).isEqualTo(row[2]);
    }
    ONE.forEach(
        (name, result) ->
            assertThat(DialOutcomes.combine(List.of(result), false)).as(name).isEqualTo(result));
  }

  @Test
  @DisplayName(
      "R1.3 R1.5 a stranger at a remembered address may be gone tomorrow, nothing else may")
  void remembered() {
    ONE.forEach(
        (name, result) -> {
          DialResult combined = DialOutcomes.combine(List.of(result), true);
          String expected = result instanceof NotAPeer ? name(result) + "?" : name(result);
          assertThat(name(combined)).isEqualTo(expected);
        });
  }

  @Test
  @DisplayName("R1.3 what several addresses have to say is told of each, once")
  void details() {
    DialResult two =
        DialOutcomes.combine(
            List.of(
                new NoAnswer(true, Reason.sentence("No answer from one.")),
                new NoAnswer(true, Reason.sentence("No answer from two.")),
                new NoAnswer(true, Reason.sentence("No answer from one."))),
            false);
    assertThat(((NoAnswer) two).why())
        .isEqualTo(
            Reason.sentence("No answer from one.").and(Reason.sentence("No answer from two.")));
  }
}
