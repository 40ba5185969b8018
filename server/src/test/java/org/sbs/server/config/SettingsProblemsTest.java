package org.sbs.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sbs.core.settings.Problem;
import org.sbs.core.settings.SettingKey;

/** What the checks say about files, by line, key, fault and remedy. The paths are POSIX ones. */
@DisabledOnOs(OS.WINDOWS)
class SettingsProblemsTest {
  private static final String GOOD = "[pair]\npeer-address = \"192.0.2.2\"\n";

  private static Arguments one(String more, int line, String key, String wrong, String remedy) {
    return arguments(more, line, key, wrong, remedy);
  }

  /** Lines behind GOOD, so that the first is line 3, and the one problem that they must cause. */
  static Stream<Arguments> problems() {
    return Stream.of(
            names(), pairValues(), addresses(), folders(), services(), notYet(), adminAddresses())
        .flatMap(stream -> stream);
  }

  private static Stream<Arguments> names() {
    return Stream.of(
        one("prot = 1", 3, "pair.prot", "knows no setting", "Did you mean port?"),
        one("period_seconds = 3", 3, "pair.period_seconds", "no setting", "mean period-seconds?"),
        one("strict = true", 3, "pair.strict", "no setting", "It belongs to [sync]"),
        one("xyzzy = 1", 3, "pair.xyzzy", "no setting", "Remove it; [pair] knows local-address"),
        one("[servcie]\nadapter = \"lpm\"", 3, "servcie", "knows no table", "mean [service]?"),
        one("[zzzzzz]", 3, "zzzzzz", "knows no table", "the tables are pair, sync, service"),
        one("[sync]\nfolders = []", 4, "sync.folders", "no setting", "Did you mean folder?"));
  }

  private static Stream<Arguments> pairValues() {
    return Stream.of(
        one(
            "port = \"4445\"",
            3,
            "pair.port",
            "a text in quotes",
            "a whole number from 1 to 65535"),
        one("port = 0", 3, "pair.port", "0 is not possible", "from 1 to 65535"),
        one("port = 65536", 3, "pair.port", "65536 is not possible", "from 1 to 65535"),
        one("port = 44.45", 3, "pair.port", "a number with a fraction", "a whole number"),
        one("period-seconds = 0", 3, "pair.period-seconds", "0 is not", "from 1 to 86400"),
        one("heartbeat-ms = -1", 3, "pair.heartbeat-ms", "-1 is not", "from 10 to 60000"),
        one(
            "silence-limit-ms = 999",
            3,
            "pair.silence-limit-ms",
            "less than two heartbeats of 500 ms",
            "silence-limit-ms to 1000 or more, or heartbeat-ms to 499 or less"),
        one("heartbeat-ms = 1001", 3, "pair.heartbeat-ms", "two heartbeats", "2002 or more"),
        one("max-takeovers = 0", 3, "pair.max-takeovers", "0 is not", "from 1 to 1000"),
        one("mode = \"symetric\"", 3, "pair.mode", "not possible", "Did you mean \"symmetric\"?"),
        one("key-file = \" \"", 3, "pair.key-file", "is empty", "key-file = \"pair.key\""),
        one("[sync]\nstrict = 1", 4, "sync.strict", "a whole number", "true or false"),
        one(
            "[sync]\nreconcile = \"x\"",
            4,
            "sync.reconcile",
            "\"x\"",
            "\"merge\" or \"primary-wins\""),
        one("[sync]\nversion-days = -1", 4, "sync.version-days", "-1", "from 0 to 3650"),
        one("[sync]\nscripts = [1]", 4, "sync.scripts", "holds a whole number", "list of texts"),
        one("[sync]\nscripts = [\"a\"]", 4, "sync.scripts", "not a whole path", "/srv/labels"),
        one("[sync]\naccept = \"/srv\"", 4, "sync.accept", "a text in quotes", "list of texts"),
        one("[mail]\nport = 0", 4, "mail.port", "0 is not possible", "from 1 to 65535"),
        one("[mail]\nssl = \"tls\"", 4, "mail.ssl", "\"tls\"", "\"none\", \"starttls\" or"));
  }

  private static Stream<Arguments> addresses() {
    return Stream.of(
        one(
            "local-address = \"192.0.2.2\"",
            2,
            "pair.peer-address",
            "own address and port",
            "need different ports"),
        one("local-address = \"a:1\"", 3, "pair.local-address", "neither a host", "without a port"),
        one("local-address = \"[::1\"", 3, "pair.local-address", "neither", "leave the line out"));
  }

  private static Stream<Arguments> folders() {
    String block = "[[sync.folder]]\n";
    return Stream.of(
        one(block + "path = \"a\"", 4, "sync.folder.path", "not a whole path", "/srv/labels"),
        one(block + "path = \"/\"", 4, "sync.folder.path", "a whole disk", "a folder on it"),
        one(block + "path = \"/a/../b\"", 4, "sync.folder.path", "goes up", "the whole path"),
        one(block + "include = []", 3, "sync.folder.path", "is missing", "Set path ="),
        one(
            block + "path = \"/srv/x\"\nexclude = [\"a/../b\"]",
            5,
            "sync.folder.exclude",
            "'..' in it",
            "seen from the folder"),
        one(block + "path = 1", 4, "sync.folder.path", "a whole number", "Set path ="),
        one(
            block + "path = \"/a\"\n" + block + "path = \"/a/\"",
            6,
            "sync.folder.path",
            "\"/a/\" is the folder of line 4",
            "one folder only"),
        one(
            block + "path = \"/a\"\n" + block + "path = \"/a/b\"",
            6,
            "sync.folder.path",
            "lies in the folder of line 4",
            "remove one"),
        one(
            block + "path = \"/var/lib\"",
            4,
            "sync.folder.path",
            "contains the settings folder of the service",
            "narrow it"),
        one(
            block + "path = \"/a\"\nexclud = []",
            5,
            "sync.folder.exclud",
            "no setting",
            "Did you mean exclude?"),
        one(
            block + "path = \"/a\"\ninclude = \"*\"",
            5,
            "sync.folder.include",
            "list",
            "[\"*.lbl\""),
        one("[sync]\nfolder = \"/a\"", 4, "sync.folder", "a list of tables", "[[sync.folder]]"));
  }

  private static Stream<Arguments> services() {
    String command = "[service]\nadapter = \"command\"\nlist = [\"l\"]\nactivate = [\"a\"]\n";
    return Stream.of(
        one(command, 4 - 1, "service.run", "no way to run", "all of start, stop and running"),
        one(command + "run = []", 7, "service.run", "no way to run", "stays in the foreground"),
        one(
            command + "start = [\"s\"]",
            7,
            "service.start",
            "also needs stop and running",
            "or run alone"),
        one(
            command + "run = [\"r\"]\nstop = [\"s\"]",
            8,
            "service.stop",
            "run is given too",
            "Keep run alone"),
        one(command + "run = [\" \"]", 7, "service.run", "program is empty", "the program first"),
        one(
            "[service]\nadapter = \"command\"\nrun = [\"r\"]\nactivate = [\"a\"]",
            3,
            "service.list",
            "needs this command",
            "Set list ="),
        one(
            "[service]\nrun = [\"r\"]",
            4,
            "service.run",
            "only with adapter",
            "adapter = \"command\""),
        one(
            "[service]\nsettings-folder = \"x\"",
            4,
            "service.settings-folder",
            "whole path",
            "/srv"));
  }

  private static Stream<Arguments> notYet() {
    return Stream.of(
        one(
            "reachability = [\"a b\"]",
            3,
            "pair.reachability",
            "neither a host name",
            "without a port"),
        one(
            "[licence]\nissuer = \"AAAA\"",
            4,
            "licence.issuer",
            "begins with SBS-ISSUER-",
            "turns licensing off"));
  }

  private static Stream<Arguments> adminAddresses() {
    return Stream.of(
        one("[admin]\nlisten = \"0.0.0.0:1\"", 4, "admin.listen", "no encryption", "through SSH"),
        one(
            "[admin]\nlisten = \"192.0.2.1:1\"",
            4,
            "admin.listen",
            "other machines",
            "127.0.0.1:1"),
        one("[admin]\nlisten = \"::1:5\"", 4, "admin.listen", "without brackets", "127.0.0.1:4446"),
        one(
            "[admin]\nlisten = \"127.0.0.1:4445\"",
            4,
            "admin.listen",
            "pair link",
            "another port"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("problems")
  @DisplayName("R9.5 a wrong setting is named with its line, what is wrong, and the remedy")
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

  @Test
  @DisplayName("R1.1 a missing peer address is named with what to write and what to type")
  void noPeer() {
    for (String text : List.of("", "[pair]\n", "[pair]\npeer-address = \"\"\n")) {
      SettingsFile.Loaded loaded = SettingsFile.check(text);
      assertThat(loaded.problems().list()).hasSize(1);
      assertThat(loaded.problems().text())
          .contains("pair.peer-address", "missing", "sbs config set pair.peer-address HOST");
    }
  }

  @ParameterizedTest
  @MethodSource("wrongPeers")
  @DisplayName("R1.1 a peer address that is none is refused")
  void wrongPeer(String peer) {
    SettingsFile.Loaded loaded =
        SettingsFile.check("[pair]\npeer-address = \"" + peer + "\"\nport = 4445\n");
    assertThat(loaded.problems().list()).hasSize(1);
    assertThat(loaded.problems().list().get(0).line()).isEqualTo(2);
  }

  static List<String> wrongPeers() {
    return List.of(
        "host:",
        "host:70000",
        "fe80::1",
        "[fe80::1",
        "[x]:1",
        "a b",
        "0.0.0.0",
        "[::]:5",
        "127.0.0.1");
  }

  @Test
  @DisplayName("R9.5 all problems are told at once, by line, those of syntax with the others")
  void allAtOnce() {
    SettingsFile.Loaded loaded =
        SettingsFile.check(
            """
            [pair]
            port = 70000
            mode = "main"
            period-seconds =
            [sync]
            strict = "yes"
            [[sync.folder]]
            path = "relative"
            [admin]
            listen = "0.0.0.0:4446"
            """);
    // The peer address may stand on the line that could not be read: it is not called missing.
    assertThat(loaded.problems().list())
        .extracting(Problem::line)
        .containsExactly(2, 3, 4, 6, 8, 10);
    assertThat(loaded.problems().list().get(2).wrong()).contains("not TOML");
  }

  @Test
  @DisplayName("R9.5 two nodes on one machine are fine with two ports")
  void onOneMachine() {
    SettingsFile.Loaded loaded =
        SettingsFile.check(
            """
            [pair]
            local-address = "127.0.0.1"
            peer-address = "127.0.0.1:4545"
            [admin]
            listen = "127.0.0.1:0"
            """);
    assertThat(loaded.problems().list()).isEmpty();
    assertThat(loaded.settings().orElseThrow().admin().listen().port()).isZero();
  }

  @Test
  @DisplayName("R9.5 sync.reconcile and version-days are accepted")
  void accepted() {
    SettingsFile.Loaded loaded =
        SettingsFile.check(GOOD + "[sync]\nreconcile = \"primary-wins\"\nversion-days = 0\n");
    assertThat(loaded.settings().orElseThrow().sync().reconciliation()).hasToString("PRIMARY_WINS");
  }

  @Test
  @DisplayName("R11.3 garbage in the settings file is a problem with a remedy, never a crash")
  void garbage(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("sbs.toml");
    assertThat(SettingsFile.load(file).problems().text()).contains("does not exist", "config init");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2});
    assertThat(SettingsFile.load(file).problems().text()).contains("not text in UTF-8");
    Files.write(file, "\u0000\u0001[[[=".getBytes(StandardCharsets.UTF_8));
    assertThat(SettingsFile.load(file).problems().text()).contains("not TOML");
    Files.write(file, ("a = " + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8));
    assertThat(SettingsFile.load(file).problems().isEmpty()).isFalse();
    Files.write(file, new byte[(int) SettingsFile.LONGEST_BYTES + 1]);
    assertThat(SettingsFile.load(file).problems().text()).contains("longer than");
    Files.delete(file);
    Files.createDirectory(file);
    assertThat(SettingsFile.load(file).problems().text()).contains("cannot be read");
  }

  @Test
  @DisplayName("R9.5 the template names every setting with its default, and lacks the peer alone")
  void template() throws IOException {
    String template = NewSettings.template();
    assertThat(SettingsFile.check(template).problems().list())
        .extracting(Problem::key)
        .containsExactly("pair.peer-address");
    String commentsOff = template.replaceAll("(?m)^# (settings-folder =)", "$1");
    SettingsFile.Loaded loaded = SettingsFile.check(commentsOff);
    for (SettingKey key : SettingKey.values()) {
      boolean offered =
          List.of("pair", "sync", "service", "witness", "admin").contains(key.table());
      boolean given = loaded.value(key).line() > 0;
      if (given) {
        assertThat(TomlValue.plain(loaded.value(key)))
            .as(key.path())
            .isEqualTo(
                TomlValue.plain(key.defaultValue(SettingsFile.platformStyle(), loaded.root())));
      } else if (offered) {
        assertThat(template.toLowerCase(Locale.ROOT))
            .as(key.path())
            .containsPattern("(?m)^# " + key.shortName() + " = ");
      }
    }
  }
}
