package org.sbs.server.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbs.testkit.Needs;

/** What the programs that SBS starts inherit of its rights. */
@EnabledOnOs(OS.LINUX)
class ConfinementTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "CapInh:\t0000000000000000, false",
    "CapAmb:\t0000000000000000, false",
    "CapInh:\t0000000000001000, true",
    "CapAmb:\t0000000000001000, true",
    // What a program has itself it keeps for itself.
    "CapEff:\t000001ffffffffff, false",
    "CapBnd:\t000001ffffffffff, false"
  })
  @DisplayName("R10.6 what SBS could hand on is found in what Linux says of it")
  void found(String line, boolean found) {
    assertThat(Confinement.hasInheritable(List.of("Name:\tjava", line))).isEqualTo(found);
  }

  @Needs({Needs.ROOT, "setpriv"})
  @Test
  @DisplayName("R10.6 hooks and the Label Print Manager inherit no capability of SBS's account")
  void nothingInherited() throws Exception {
    List<String> given =
        List.of(
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "--inh-caps=+net_admin",
            "--ambient-caps=+net_admin",
            "--");
    List<String> look = List.of("grep", "-E", "^(Cap(Inh|Prm|Eff|Amb)|NoNewPrivs)", STATUS);
    assertThat(said(given, look)).contains("CapEff:\t0000000000001000");
    List<String> confined = new ArrayList<>(given);
    confined.addAll(Confinement.WORDS);
    assertThat(said(confined, look))
        .containsExactlyInAnyOrder(
            "CapInh:\t0000000000000000",
            "CapPrm:\t0000000000000000",
            "CapEff:\t0000000000000000",
            "CapAmb:\t0000000000000000",
            "NoNewPrivs:\t1");
  }

  private static final String STATUS = "/proc/self/status";

  private static List<String> said(List<String> before, List<String> command) throws Exception {
    List<String> words = new ArrayList<>(before);
    words.addAll(command);
    ShortProgram.Outcome outcome =
        new ShortProgram("look", words, Duration.ofMinutes(1)).run(Map.of(), "");
    assertThat(outcome.errors()).isEmpty();
    return outcome.output().lines().toList();
  }
}
