package org.sbs.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SentinelListTest {
  @Test
  @DisplayName("R7.1 the list is read in its order, whatever script its names are in")
  void reads() throws Exception {
    assertThat(SentinelList.parse("Dock 3\tfailed\tfolder not reachable\nÜß 日本\tinactive\t\n"))
        .containsExactly(
            Sentinel.told("Dock 3", Sentinel.State.FAILED, "folder not reachable"),
            Sentinel.told("Üß 日本", Sentinel.State.INACTIVE, ""));
    assertThat(SentinelList.parse("")).isEmpty();
    assertThat(SentinelList.parse("a\tactive\t\r\n")).hasSize(1);
  }

  @ParameterizedTest
  @DisplayName("R12.6 what stops a printer is known by the code with which an explanation begins")
  @CsvSource(
      delimiter = '|',
      value = {
        "failed | paper-out: Printer dock says so. | paper-out",
        "active | busy: it has the job. | busy",
        "failed | The capture folder paper-out: is not there. | ''",
        "failed | out of paper: see there. | ''",
        "failed | paper-out | ''",
        "inactive | busy: it was. | ''",
      })
  void printerState(String state, String explanation, String code) throws Exception {
    Sentinel sentinel = SentinelList.parse("a\t" + state + "\t" + explanation + "\n").get(0);
    assertThat(sentinel.printerState().orElse("")).isEqualTo(code);
  }

  @ParameterizedTest
  @DisplayName("R10.3 a line of the list that is not understood is an error with number and line")
  @CsvSource(
      delimiter = '|',
      value = {
        "just words | is not of the form | \"just words\"",
        "a~active | is not of the form | \"a active\"",
        "a~active~x~y | is not of the form | \"a active x y\"",
        "a~ACTIVE~ | has a state other than | \"a ACTIVE \"",
        "~active~ | has no name | \" active \"",
        "good~active~ | names a sentinel that was listed before | \"good active \"",
      })
  void strict(String line, String what, String shown) {
    String output = "good\tactive\t\n" + line.replace('~', '\t') + "\n";
    assertThatThrownBy(() -> SentinelList.parse(output))
        .isInstanceOf(ServiceException.class)
        .hasMessageStartingWith("Line 2 of what list printed " + what)
        .hasMessageEndingWith(": " + shown + ".");
  }

  @Test
  @DisplayName("R10.3 an error shows no more than the beginning of a long line")
  void longLine() {
    assertThatThrownBy(() -> SentinelList.parse("x".repeat(1_000_000)))
        .message()
        .hasSizeLessThan(300);
  }
}
