package org.sbs.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sbs.core.settings.Problem;

/** What the checks say about adapters and hooks. */
@DisabledOnOs(OS.WINDOWS)
class AdapterProblemsTest {
  private static final String GOOD = "[pair]\npeer-address = \"192.0.2.2\"\n";

  private static Arguments one(String more, int line, String key, String wrong, String remedy) {
    return arguments(more, line, key, wrong, remedy);
  }

  static Stream<Arguments> problems() {
    String unit = "[service]\nadapter = \"systemd\"\nunit = ";
    return Stream.of(
        one("[service]\nadapter = \"systemd\"", 3, "service.unit", "needs the unit", "unit = "),
        one(unit + "\"lpm\"", 5, "service.unit", "no whole name", "as \"lpm.service\""),
        one(unit + "\"a b.service\"", 5, "service.unit", "no whole name", "systemd-escape"),
        one(unit + "\"-.mount\"", 5, "service.unit", "no whole name", "with its ending"),
        one(unit + "\"lpm@.service\"", 5, "service.unit", "a template", "\"lpm@main.service\""),
        one(unit + "\"sbs.service\"", 5, "service.unit", "SBS's own unit", "is to protect"),
        one(
            unit + "\"lpm.service\"\nsentinel-unit = \"s.service\"",
            6,
            "service.sentinel-unit",
            "units of a template",
            "\"sentinel@%s.service\""),
        one(
            unit + "\"lpm.service\"\nlist = [\"l\"]",
            6,
            "service.list",
            "only with adapter = \"command\" or \"windows-service\", and the adapter is \"systemd\"",
            "or remove the line"),
        one(
            "[service]\nunit = \"a.service\"",
            4,
            "service.unit",
            "only with adapter = \"systemd\", and the adapter is \"lpm\"",
            "Set adapter = \"systemd\""),
        one(
            "[service]\nservice-name = \"x\"",
            4,
            "service.service-name",
            "only with adapter = \"windows-service\"",
            "remove the line"),
        one(
            "[service]\nadapter = \"sytemd\"",
            4,
            "service.adapter",
            "not possible",
            "\"systemd\"?"),
        one(
            "[service]\non-promote = [\"\"]",
            4,
            "service.on-promote",
            "program is empty",
            "the program first"),
        one(
            "[service]\non-demote = [[\"x\"]]",
            4,
            "service.on-demote",
            "holds a list",
            "list of texts"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("problems")
  @DisplayName("R7.1 an adapter says which settings it needs, and refuses those of the others")
  void oneProblem(String more, int line, String key, String wrong, String remedy) {
    SettingsFile.Loaded loaded = SettingsFile.check(GOOD + more + "\n");
    assertThat(loaded.settings()).isEmpty();
    assertThat(loaded.problems().list()).as(loaded.problems().text()).hasSize(1);
    Problem problem = loaded.problems().list().get(0);
    assertThat(problem.line()).isEqualTo(line);
    assertThat(problem.key()).isEqualTo(key);
    assertThat(problem.wrong()).contains(wrong);
    assertThat(problem.remedy()).contains(remedy);
  }
}
