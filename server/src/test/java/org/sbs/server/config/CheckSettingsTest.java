package org.sbs.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.health.HealthCheck;
import org.sbs.core.health.HealthCheck.Pace;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.settings.Problem;
import org.sbs.core.settings.SettingKey;

/** The settings of health checks. */
@DisabledOnOs(OS.WINDOWS)
class CheckSettingsTest {
  private static final String GOOD = "[pair]\npeer-address = \"192.0.2.2\"\n[service]\n";
  private static final String COMMAND =
      GOOD + "adapter = \"command\"\nrun = [\"r\"]\nlist = [\"l\"]\nactivate = [\"a\"]\n";
  private static final Pace USUAL = new Pace(30, 30, 3, 60);

  private static List<HealthCheck> checks(String text) {
    SettingsFile.Loaded loaded = SettingsFile.check(text);
    assertThat(loaded.problems().list()).isEmpty();
    return loaded.settings().orElseThrow().service().checks();
  }

  @Test
  @DisplayName("R7.3 each form of check is read, with its times or with the usual ones")
  void forms() {
    assertThat(
            checks(
                GOOD
                    + """
                    checks = [
                      { tcp = "127.0.0.1:9000" },
                      { tcp = "[::1]:9000", failures = 5 },
                      { http = "https://labels.example:8443/a/b?c=%20d", every-seconds = 10 },
                      { program = ["/usr/bin/ok", "-v", ""], within-seconds = 5 },
                      { jobs-older-than-seconds = 300, start-seconds = 0 },
                    ]
                    """))
        .containsExactly(
            new HealthCheck.Tcp("127.0.0.1", 9000, USUAL),
            new HealthCheck.Tcp("::1", 9000, new Pace(30, 30, 5, 60)),
            new HealthCheck.Http("https://labels.example:8443/a/b?c=%20d", new Pace(10, 30, 3, 60)),
            new HealthCheck.Program(List.of("/usr/bin/ok", "-v", ""), new Pace(30, 5, 3, 60)),
            new HealthCheck.Jobs(300, new Pace(30, 30, 3, 0)));
  }

  @Test
  @DisplayName("R7.3 the form with two brackets says the same")
  void blocks() {
    assertThat(
            checks(GOOD + "[[service.checks]]\ntcp = \"a:1\"\n[[service.checks]]\ntcp = \"b:2\"\n"))
        .containsExactly(new HealthCheck.Tcp("a", 1, USUAL), new HealthCheck.Tcp("b", 2, USUAL));
  }

  @Test
  @DisplayName("R7.3 without checks in the settings the LPM is checked, and no other service")
  void usual() {
    HealthCheck jobs = new HealthCheck.Jobs(600, new Pace(60, 30, 3, 60));
    assertThat(checks(GOOD)).containsExactly(jobs);
    assertThat(checks(GOOD + "checks = []\n")).isEmpty();
    assertThat(checks(COMMAND)).isEmpty();
    SettingsFile.Loaded loaded = SettingsFile.check(GOOD);
    String shown = TomlValue.toml(loaded.value(SettingKey.SERVICE_CHECKS));
    assertThat(shown).isEqualTo("[{ jobs-older-than-seconds = 600, every-seconds = 60 }]");
    assertThat(checks(GOOD + "checks = " + shown + "\n")).as("what is shown").containsExactly(jobs);
    assertThat(TomlValue.toml(SettingsFile.check(COMMAND).value(SettingKey.SERVICE_CHECKS)))
        .isEqualTo("[]");
  }

  @Test
  @DisplayName("R7.3 the template shows the usual check as it is")
  void template() throws IOException {
    String all = NewSettings.template().replaceAll("(?m)^# peer-address", "peer-address");
    String checks = all.replaceAll("(?m)^# (checks = \\[|  \\{ |\\]$)", "$1");
    assertThat(checks(checks)).hasSize(4).first().isEqualTo(checks(GOOD).get(0));
  }

  private static Arguments one(String checks, int line, String key, String wrong, String remedy) {
    return arguments(checks, line, key, wrong, remedy);
  }

  static Stream<Arguments> problems() {
    return Stream.of(shapes(), addresses(), numbers()).flatMap(part -> part);
  }

  private static Stream<Arguments> shapes() {
    return Stream.of(
        one(
            "30",
            4,
            "",
            "setting-kind {kind=kind-whole}",
            "do-write {what=takes-tables {example=[{ tcp = \"127.0.0.1:9000\" }]}}"),
        one(
            "{ tcp = \"a:1\" }",
            4,
            "",
            "setting-kind {kind=kind-table}",
            "do-write {what=takes-tables {example=[{ tcp = \"127.0.0.1:9000\" }]}}"),
        one(
            "[\"a:1\"]",
            4,
            "",
            "check-not-table {kind=kind-text}",
            "do-write-check {example={ tcp = \"127.0.0.1:9000\" }}"),
        one(
            "[[]]",
            4,
            "",
            "check-not-table {kind=kind-list}",
            "do-write-check {example={ tcp = \"127.0.0.1:9000\" }}"),
        one(
            "[{}]",
            4,
            "",
            "check-asks-nothing",
            "do-ask-one-of {names=tcp, http, program, jobs-older-than-seconds}"),
        one(
            "[{ failures = 3 }]",
            4,
            "",
            "check-asks-nothing",
            "do-ask-one-of {names=tcp, http, program, jobs-older-than-seconds}"),
        one(
            "[{ tcp = \"a:1\", http = \"http://a\" }]",
            4,
            "",
            "check-asks-more {names=tcp, http}",
            "do-split-check {example=[{ … }, { … }]}"),
        one("[{ tpc = \"a:1\" }]", 4, ".tpc", "setting-unknown", "do-mean-name {name=tcp}"),
        one(
            "[{ tcp = \"a:1\", every = 3 }]",
            4,
            ".every",
            "setting-unknown",
            "do-remove-known {names=tcp, http, program, jobs-older-than-seconds, every-seconds, "
                + "within-seconds, failures, start-seconds}"),
        one("[{ tcp = 9000 }]", 4, ".tcp", "setting-kind {kind=kind-whole}", "do-set-tcp"),
        one("[{ tcp = \"a\" }]", 4, ".tcp", "port-missing", "do-set-tcp"),
        one("[{ tcp = \"a:0\" }]", 4, ".tcp", "port-not-one {text=0, least=1}", "do-set-tcp"),
        one(
            "[{ tcp = \"a:70000\" }]",
            4,
            ".tcp",
            "port-not-one {text=70000, least=1}",
            "do-set-tcp"));
  }

  private static Stream<Arguments> addresses() {
    return Stream.of(
        one("[{ tcp = \"::1:1\" }]", 4, ".tcp", "host-ipv6-bare {text=::1:1}", "do-set-tcp"),
        one("[{ tcp = \"\" }]", 4, ".tcp", "host-not-one {text=}", "do-set-tcp"),
        one("[{ http = \"ftp://a/\" }]", 4, ".http", "http-scheme {text=ftp://a/}", "do-set-http"),
        one("[{ http = \"a:80\" }]", 4, ".http", "http-scheme {text=a:80}", "do-set-http"),
        one("[{ http = \"http://\" }]", 4, ".http", "host-not-one {text=}", "do-set-http"),
        one("[{ http = \"http:///x\" }]", 4, ".http", "host-not-one {text=}", "do-set-http"),
        one(
            "[{ http = \"http://a:99999/\" }]",
            4,
            ".http",
            "port-not-one {text=99999, least=1}",
            "do-set-http"),
        one("[{ http = \"http://u:p@a/\" }]", 4, ".http", "http-user", "do-set-http"),
        one("[{ http = \"http://a_b/\" }]", 4, ".http", "http-underscore", "do-set-http"),
        one("[{ http = \"http://a/b c\" }]", 4, ".http", "http-character", "do-set-http"),
        one("[{ http = \"http://a/%zz\" }]", 4, ".http", "http-character", "do-set-http"),
        one("[{ http = \"http://a/#b\" }]", 4, ".http", "http-character", "do-set-http"),
        one(
            "[{ program = \"/bin/ok\" }]",
            4,
            ".program",
            "check-program-not-list",
            "do-write-check-program"));
  }

  private static Stream<Arguments> numbers() {
    return Stream.of(
        one("[{ program = [] }]", 4, ".program", "program-unnamed", "do-write-check-program"),
        one("[{ program = [\" \"] }]", 4, ".program", "program-unnamed", "do-write-check-program"),
        one(
            "[{ program = [\"a\", 1] }]",
            4,
            ".program",
            "check-program-not-list",
            "do-write-check-program"),
        one(
            "[{ jobs-older-than-seconds = 5 }]",
            4,
            ".jobs-older-than-seconds",
            "setting-number {number=5}",
            "do-write {what=takes-whole {least=10, most=86400}}"),
        one(
            "[{ tcp = \"a:1\", failures = 0 }]",
            4,
            ".failures",
            "setting-number {number=0}",
            "do-write {what=takes-whole {least=1, most=100}}"),
        one(
            "[{ tcp = \"a:1\", failures = \"3\" }]",
            4,
            ".failures",
            "setting-kind {kind=kind-text}",
            "do-write {what=takes-whole {least=1, most=100}}"),
        one(
            "[{ tcp = \"a:1\", every-seconds = 0 }]",
            4,
            ".every-seconds",
            "setting-number {number=0}",
            "do-write {what=takes-whole {least=1, most=86400}}"),
        one(
            "[{ tcp = \"a:1\", within-seconds = 601 }]",
            4,
            ".within-seconds",
            "setting-number {number=601}",
            "do-write {what=takes-whole {least=1, most=600}}"),
        one(
            "[{ tcp = \"a:1\", start-seconds = -1 }]",
            4,
            ".start-seconds",
            "setting-number {number=-1}",
            "do-write {what=takes-whole {least=0, most=3600}}"),
        one(
            "[\n  { tcp = \"a:1\" },\n  { tcp = \"a\" },\n]",
            6,
            ".tcp",
            "port-missing",
            "do-set-tcp"),
        one(
            "[" + "{ tcp = \"a:1\" },".repeat(21) + "]",
            4,
            "",
            "checks-too-many {count=21}",
            "do-fewer-checks {most=20}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("problems")
  @DisplayName("R7.3 a check that is not possible is reported with its line and a remedy")
  void oneProblem(String checks, int line, String key, String wrong, String remedy) {
    SettingsFile.Loaded loaded = SettingsFile.check(GOOD + "checks = " + checks + "\n");
    assertThat(loaded.settings()).isEmpty();
    assertThat(loaded.problems().list()).as(loaded.problems().toString()).hasSize(1);
    Problem problem = loaded.problems().list().get(0);
    assertThat(problem.line()).isEqualTo(line);
    assertThat(problem.key()).isEqualTo("service.checks" + key);
    assertThat(problem.wrong()).hasToString(wrong);
    assertThat(problem.remedy()).hasToString(remedy);
  }

  @Test
  @DisplayName("R7.3 several faults of a check are reported at once, and only the LPM has jobs")
  void several() {
    SettingsFile.Loaded loaded =
        SettingsFile.check(
            COMMAND + "checks = [{ jobs-older-than-seconds = 1 }, { tcp = 1, failures = 0 }]\n");
    assertThat(loaded.problems().list())
        .extracting(Problem::key)
        .containsExactlyInAnyOrder(
            "service.checks.jobs-older-than-seconds",
            "service.checks.tcp",
            "service.checks.failures");
    assertThat(loaded.problems().list())
        .extracting(problem -> problem.wrong().code())
        .contains(ReasonCode.CHECK_ONLY_LPM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{ tcp = \"127.0.0.1:9000\", failures = 2 }]",
        "{ tcp = \"127.0.0.1:9000\", failures = 2 }"
      })
  @DisplayName("R7.3 R9.5 config set writes checks and keeps the rest of the file")
  void set(String typed, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("sbs.toml");
    Files.writeString(file, GOOD + "# before\nchecks = [] # none\nrestarts = 2\n");
    SettingKey key = SettingKey.SERVICE_CHECKS;
    SettingsWriter.Outcome outcome =
        SettingsWriter.change(
            file,
            new SettingsWriter.Change(
                Map.of(key, TomlValue.typed(key, List.of(typed))), Optional.empty()));
    assertThat(outcome.problems().list()).isEmpty();
    assertThat(Files.readString(file))
        .isEqualTo(
            GOOD
                + "# before\nchecks = [{ tcp = \"127.0.0.1:9000\", failures = 2 }] # none\n"
                + "restarts = 2\n");
  }
}
