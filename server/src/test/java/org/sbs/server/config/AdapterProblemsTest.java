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
        one("[service]\nadapter = \"systemd\"", 3, "service.unit", "unit-missing", "do-set-unit"),
        one(unit + "\"lpm\"", 5, "service.unit", "unit-improper {unit=lpm}", "do-write-unit"),
        one(
            unit + "\"a b.service\"",
            5,
            "service.unit",
            "unit-improper {unit=a b.service}",
            "do-write-unit"),
        one(
            unit + "\"-.mount\"",
            5,
            "service.unit",
            "unit-improper {unit=-.mount}",
            "do-write-unit"),
        one(
            unit + "\"lpm@.service\"",
            5,
            "service.unit",
            "unit-template {unit=lpm@.service}",
            "do-write-instance {unit=lpm@main.service}"),
        one(unit + "\"sbs.service\"", 5, "service.unit", "unit-own", "do-set-other-unit"),
        one(
            unit + "\"lpm.service\"\nsentinel-unit = \"s.service\"",
            6,
            "service.sentinel-unit",
            "sentinel-unit-improper {name=s.service}",
            "do-write-sentinel-unit"),
        one(
            unit + "\"lpm.service\"\nlist = [\"l\"]",
            6,
            "service.list",
            "setting-only-with {name=adapter, words=\"command\" | \"windows-service\", "
                + "word=systemd}",
            "do-set-or-remove {name=adapter, words=\"command\" | \"windows-service\"}"),
        one(
            "[service]\nunit = \"a.service\"",
            4,
            "service.unit",
            "setting-only-with {name=adapter, words=\"systemd\", word=lpm}",
            "do-set-or-remove {name=adapter, words=\"systemd\"}"),
        one(
            "[service]\nservice-name = \"x\"",
            4,
            "service.service-name",
            "setting-only-with {name=adapter, words=\"windows-service\", word=lpm}",
            "do-set-or-remove {name=adapter, words=\"windows-service\"}"),
        one(
            "[service]\nadapter = \"sytemd\"",
            4,
            "service.adapter",
            "setting-word {word=sytemd}",
            "do-set-near {near=systemd, name=adapter, words=\"lpm\" | \"command\" | \"systemd\" "
                + "| \"windows-service\"}"),
        one(
            "[service]\non-promote = [\"\"]",
            4,
            "service.on-promote",
            "program-unnamed",
            "do-write-program"),
        one(
            "[service]\non-demote = [[\"x\"]]",
            4,
            "service.on-demote",
            "setting-item-kind {kind=kind-list}",
            "do-write {what=takes-texts}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("problems")
  @DisplayName("R7.1 an adapter says which settings it needs, and refuses those of the others")
  void oneProblem(String more, int line, String key, String wrong, String remedy) {
    SettingsFile.Loaded loaded = SettingsFile.check(GOOD + more + "\n");
    assertThat(loaded.settings()).isEmpty();
    assertThat(loaded.problems().list()).as(loaded.problems().toString()).hasSize(1);
    Problem problem = loaded.problems().list().get(0);
    assertThat(problem.line()).isEqualTo(line);
    assertThat(problem.key()).isEqualTo(key);
    assertThat(problem.wrong()).hasToString(wrong);
    assertThat(problem.remedy()).hasToString(remedy);
  }
}
