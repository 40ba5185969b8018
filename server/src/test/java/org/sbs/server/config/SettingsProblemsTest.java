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
import org.sbs.core.reason.ReasonCode;
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
        one("prot = 1", 3, "pair.prot", "setting-unknown", "do-mean-name {name=port}"),
        one(
            "period_seconds = 3",
            3,
            "pair.period_seconds",
            "setting-unknown",
            "do-mean-name {name=period-seconds}"),
        one("strict = true", 3, "pair.strict", "setting-unknown", "do-move-there {table=sync}"),
        one(
            "xyzzy = 1",
            3,
            "pair.xyzzy",
            "setting-unknown",
            "do-remove-known {names=local-address, peer-address, port, mode, period-seconds, "
                + "heartbeat-ms, silence-limit-ms, start-wait-seconds, max-takeovers, "
                + "takeover-window-seconds, key-file, reachability}"),
        one(
            "[servcie]\nadapter = \"lpm\"",
            3,
            "servcie",
            "table-unknown {table=servcie}",
            "do-mean-table {table=service}"),
        one(
            "[zzzzzz]",
            3,
            "zzzzzz",
            "table-unknown {table=zzzzzz}",
            "do-remove-known {names=pair, sync, service, mail, witness, licence, admin}"),
        one(
            "[sync]\nfolders = []",
            4,
            "sync.folders",
            "setting-unknown",
            "do-mean-name {name=folder}"));
  }

  private static Stream<Arguments> pairValues() {
    return Stream.of(pairNumbers(), otherValues()).flatMap(part -> part);
  }

  private static Stream<Arguments> pairNumbers() {
    return Stream.of(
        one(
            "port = \"4445\"",
            3,
            "pair.port",
            "setting-kind {kind=kind-text}",
            "do-write {what=takes-whole {least=1, most=65535}}"),
        one(
            "port = 0",
            3,
            "pair.port",
            "setting-number {number=0}",
            "do-write {what=takes-whole {least=1, most=65535}}"),
        one(
            "port = 65536",
            3,
            "pair.port",
            "setting-number {number=65536}",
            "do-write {what=takes-whole {least=1, most=65535}}"),
        one(
            "port = 44.45",
            3,
            "pair.port",
            "setting-kind {kind=kind-other}",
            "do-write {what=takes-whole {least=1, most=65535}}"),
        one(
            "period-seconds = 0",
            3,
            "pair.period-seconds",
            "setting-number {number=0}",
            "do-write {what=takes-whole {least=1, most=86400}}"),
        one(
            "heartbeat-ms = -1",
            3,
            "pair.heartbeat-ms",
            "setting-number {number=-1}",
            "do-write {what=takes-whole {least=10, most=60000}}"),
        one(
            "silence-limit-ms = 999",
            3,
            "pair.silence-limit-ms",
            "silence-limit-short {limit-ms=999, heartbeat-ms=500}",
            "do-set-silence {least-ms=1000, most-ms=499}"),
        one(
            "heartbeat-ms = 1001",
            3,
            "pair.heartbeat-ms",
            "silence-limit-short {limit-ms=2000, heartbeat-ms=1001}",
            "do-set-silence {least-ms=2002, most-ms=1000}"),
        one(
            "max-takeovers = 0",
            3,
            "pair.max-takeovers",
            "setting-number {number=0}",
            "do-write {what=takes-whole {least=1, most=1000}}"),
        one(
            "mode = \"symetric\"",
            3,
            "pair.mode",
            "setting-word {word=symetric}",
            "do-set-near {near=symmetric, name=mode, words=\"symmetric\" | \"main-only\" | "
                + "\"backup-only\"}"));
  }

  private static Stream<Arguments> otherValues() {
    return Stream.of(
        one("key-file = \" \"", 3, "pair.key-file", "key-file-unnamed", "do-set-key-file"),
        one(
            "[sync]\nstrict = 1",
            4,
            "sync.strict",
            "setting-kind {kind=kind-whole}",
            "do-write {what=kind-flag}"),
        one(
            "[sync]\nreconcile = \"x\"",
            4,
            "sync.reconcile",
            "setting-word {word=x}",
            "do-set {name=reconcile, words=\"merge\" | \"primary-wins\"}"),
        one(
            "[sync]\nversion-days = -1",
            4,
            "sync.version-days",
            "setting-number {number=-1}",
            "do-write {what=takes-whole {least=0, most=3650}}"),
        one(
            "[sync]\nscripts = [1]",
            4,
            "sync.scripts",
            "setting-item-kind {kind=kind-whole}",
            "do-write {what=takes-texts}"),
        one(
            "[sync]\nscripts = [\"a\"]",
            4,
            "sync.scripts",
            "path-not-absolute {path=a}",
            "do-enter-path {example=/srv/labels}"),
        one(
            "[sync]\naccept = \"/srv\"",
            4,
            "sync.accept",
            "setting-kind {kind=kind-text}",
            "do-write {what=takes-texts}"),
        one(
            "[mail]\nport = 0",
            4,
            "mail.port",
            "setting-number {number=0}",
            "do-write {what=takes-whole {least=1, most=65535}}"),
        one(
            "[mail]\nssl = \"tls\"",
            4,
            "mail.ssl",
            "setting-word {word=tls}",
            "do-set {name=ssl, words=\"none\" | \"starttls\" | \"implicit\"}"));
  }

  private static Stream<Arguments> addresses() {
    return Stream.of(
        one(
            "local-address = \"192.0.2.2\"",
            2,
            "pair.peer-address",
            "peer-address-own",
            "do-write-other-node"),
        one(
            "local-address = \"a:1\"",
            3,
            "pair.local-address",
            "host-not-one {text=a:1}",
            "do-write-local"),
        one(
            "local-address = \"[::1\"",
            3,
            "pair.local-address",
            "host-not-one {text=[::1}",
            "do-write-local"));
  }

  private static Stream<Arguments> folders() {
    String block = "[[sync.folder]]\n";
    return Stream.of(
        one(
            block + "path = \"a\"",
            4,
            "sync.folder.path",
            "path-not-absolute {path=a}",
            "do-enter-path {example=/srv/labels}"),
        one(
            block + "path = \"/\"",
            4,
            "sync.folder.path",
            "path-whole-disk {path=/}",
            "do-name-folder"),
        one(
            block + "path = \"/a/../b\"",
            4,
            "sync.folder.path",
            "path-goes-up {path=/a/../b}",
            "do-enter-path {example=/srv/labels}"),
        one(
            block + "include = []",
            3,
            "sync.folder.path",
            "folder-without-path",
            "do-set-path {example=/srv/labels}"),
        one(
            block + "path = \"/srv/x\"\nexclude = [\"a/../b\"]",
            5,
            "sync.folder.exclude",
            "pattern-improper {pattern=a/../b}",
            "do-write-pattern"),
        one(
            block + "path = 1",
            4,
            "sync.folder.path",
            "setting-kind {kind=kind-whole}",
            "do-set-path {example=/srv/labels}"),
        one(
            block + "path = \"/a\"\n" + block + "path = \"/a/\"",
            6,
            "sync.folder.path",
            "path-same {path=/a/, other=folder-of-line {line=4}}",
            "do-narrow-folder"),
        one(
            block + "path = \"/a\"\n" + block + "path = \"/a/b\"",
            6,
            "sync.folder.path",
            "path-inside {path=/a/b, other=folder-of-line {line=4}}",
            "do-narrow-folder"),
        one(
            block + "path = \"/var/lib\"",
            4,
            "sync.folder.path",
            "path-around {path=/var/lib, other=settings-folder}",
            "do-narrow-folder"),
        one(
            block + "path = \"/a\"\nexclud = []",
            5,
            "sync.folder.exclud",
            "setting-unknown",
            "do-mean-name {name=exclude}"),
        one(
            block + "path = \"/a\"\ninclude = \"*\"",
            5,
            "sync.folder.include",
            "patterns-not-list",
            "do-write-patterns"),
        one(
            "[sync]\nfolder = \"/a\"",
            4,
            "sync.folder",
            "folders-not-tables {kind=kind-text}",
            "do-write-folder {example=/srv/labels}"));
  }

  private static Stream<Arguments> services() {
    String command = "[service]\nadapter = \"command\"\nlist = [\"l\"]\nactivate = [\"a\"]\n";
    return Stream.of(
        one(command, 4 - 1, "service.run", "no-way-to-run", "do-set-run"),
        one(command + "run = []", 7, "service.run", "no-way-to-run", "do-set-run"),
        one(
            command + "start = [\"s\"]",
            7,
            "service.start",
            "managed-incomplete {names=stop, running}",
            "do-set-all-or-run"),
        one(
            command + "run = [\"r\"]\nstop = [\"s\"]",
            8,
            "service.stop",
            "run-and-managed",
            "do-keep-one-way"),
        one(command + "run = [\" \"]", 7, "service.run", "program-unnamed", "do-write-program"),
        one(
            "[service]\nadapter = \"command\"\nrun = [\"r\"]\nactivate = [\"a\"]",
            3,
            "service.list",
            "adapter-needs-command",
            "do-set-program {name=list}"),
        one(
            "[service]\nrun = [\"r\"]",
            4,
            "service.run",
            "setting-only-with {name=adapter, words=\"command\", word=lpm}",
            "do-set-or-remove {name=adapter, words=\"command\"}"),
        one(
            "[service]\nsettings-folder = \"x\"",
            4,
            "service.settings-folder",
            "path-not-absolute {path=x}",
            "do-enter-path {example=/srv/labels}"));
  }

  private static Stream<Arguments> notYet() {
    return Stream.of(
        one(
            "reachability = [\"a b\"]",
            3,
            "pair.reachability",
            "host-not-one {text=a b}",
            "do-write-reachable"),
        one(
            "[licence]\nissuer = \"AAAA\"",
            4,
            "licence.issuer",
            "issuer-key-improper {why=issuer-key-prefix {prefix=SBS-ISSUER-}}",
            "do-copy-issuer-key"));
  }

  private static Stream<Arguments> adminAddresses() {
    return Stream.of(
        one(
            "[admin]\nlisten = \"0.0.0.0:1\"",
            4,
            "admin.listen",
            "admin-beyond-loopback {host=0.0.0.0}",
            "do-listen-on-loopback {address=127.0.0.1:1}"),
        one(
            "[admin]\nlisten = \"192.0.2.1:1\"",
            4,
            "admin.listen",
            "admin-beyond-loopback {host=192.0.2.1}",
            "do-listen-on-loopback {address=127.0.0.1:1}"),
        one(
            "[admin]\nlisten = \"::1:5\"",
            4,
            "admin.listen",
            "host-ipv6-bare {text=::1:5}",
            "do-write-listen {address=127.0.0.1:4446}"),
        one(
            "[admin]\nlisten = \"127.0.0.1:4445\"",
            4,
            "admin.listen",
            "port-of-pair {port=4445}",
            "do-choose-port-or-pair {port=4446}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("problems")
  @DisplayName("R9.5 a wrong setting is named with its line, what is wrong, and the remedy")
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

  @Test
  @DisplayName("R1.1 a missing peer address is named with what to write and what to type")
  void noPeer() {
    for (String text : List.of("", "[pair]\n", "[pair]\npeer-address = \"\"\n")) {
      SettingsFile.Loaded loaded = SettingsFile.check(text);
      assertThat(loaded.problems().list()).hasSize(1);
      assertThat(loaded.problems().toString())
          .contains("pair.peer-address", "peer-address-missing", "do-set-peer");
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
    assertThat(loaded.problems().list().get(2).wrong().code())
        .isEqualTo(ReasonCode.SETTINGS_NOT_TOML);
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
    assertThat(SettingsFile.load(file).problems().toString())
        .contains("settings-missing", "do-make-settings");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2});
    assertThat(SettingsFile.load(file).problems().toString()).contains("settings-not-utf8");
    Files.write(file, "\u0000\u0001[[[=".getBytes(StandardCharsets.UTF_8));
    assertThat(SettingsFile.load(file).problems().toString()).contains("settings-not-toml");
    Files.write(file, ("a = " + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8));
    assertThat(SettingsFile.load(file).problems().isEmpty()).isFalse();
    Files.write(file, new byte[(int) SettingsFile.LONGEST_BYTES + 1]);
    assertThat(SettingsFile.load(file).problems().toString())
        .contains("settings-unreadable", "longer than");
    Files.delete(file);
    Files.createDirectory(file);
    assertThat(SettingsFile.load(file).problems().toString()).contains("settings-unreadable");
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
