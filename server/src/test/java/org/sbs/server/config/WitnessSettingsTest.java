package org.sbs.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sbs.core.settings.Problem;
import org.sbs.core.settings.Settings;

/** What {@code [witness]} takes. The paths are POSIX ones. */
@DisabledOnOs(OS.WINDOWS)
class WitnessSettingsTest {
  private static final String GOOD = "[pair]\npeer-address = \"192.0.2.2\"\n";

  private static Arguments one(String more, int line, String key, String wrong, String remedy) {
    return arguments(more, line, key, wrong, remedy);
  }

  static Stream<Arguments> problems() {
    return Stream.concat(shares(), clusters());
  }

  private static Stream<Arguments> shares() {
    String share = "[witness]\nkind = \"share\"\n";
    String folder = "witness.folder";
    return Stream.of(
        one(
            "[witness]\nkind = \"x\"",
            4,
            "witness.kind",
            "setting-word {word=x}",
            "do-set {name=kind, words=\"none\" | \"share\" | \"etcd\"}"),
        one(
            share + "folder = \"/w\"\nlease-seconds = 2",
            6,
            "witness.lease-seconds",
            "setting-number {number=2}",
            "do-write {what=takes-whole {least=3, most=120}}"),
        one(
            share,
            3,
            folder,
            "witness-without-folder",
            "do-set-witness-folder {example=/srv/labels}"),
        one(
            share + "folder = \"w\"",
            5,
            folder,
            "path-not-absolute {path=w}",
            "do-enter-path {example=/srv/labels}"),
        one(
            share + "folder = \"/var/lib/lpm/w\"",
            5,
            folder,
            "witness-folder-copied {folder=/var/lib/lpm}",
            "do-name-share"),
        one(
            share + "folder = \"/a/w\"\n[[sync.folder]]\npath = \"/a\"",
            5,
            folder,
            "witness-folder-copied {folder=/a}",
            "do-name-share"),
        one(
            share + "folder = \"/w\"\nuser = \"u\"",
            6,
            "witness.user",
            "setting-only-with {name=kind, words=\"etcd\", word=share}",
            "do-set-or-remove {name=kind, words=\"etcd\"}"),
        one(
            "[witness]\nfolder = \"/w\"",
            4,
            folder,
            "setting-only-with {name=kind, words=\"share\", word=none}",
            "do-set-or-remove {name=kind, words=\"share\"}"));
  }

  private static Stream<Arguments> clusters() {
    String etcd = "[witness]\nkind = \"etcd\"\n";
    String good = etcd + "endpoints = [\"https://a\", \"https://b:1\"]\n";
    String plain = etcd + "endpoints = [\"http://a\"]\n";
    String endpoints = "witness.endpoints";
    return Stream.of(
        one(
            etcd,
            3,
            endpoints,
            "witness-without-endpoints",
            "do-set-endpoints {example=[\"https://etcd1.example:2379\"]}"),
        one(
            etcd + "endpoints = [\"a:1\"]",
            5,
            endpoints,
            "http-scheme {text=a:1}",
            "do-write-endpoints {example=[\"https://etcd1.example:2379\"]}"),
        one(
            etcd + "endpoints = [\"http://a:x\"]",
            5,
            endpoints,
            "port-not-one {text=x, least=1}",
            "do-write-endpoints {example=[\"https://etcd1.example:2379\"]}"),
        one(
            etcd + "endpoints = [\"http://a\", \"https://b\"]",
            5,
            endpoints,
            "witness-mixed",
            "do-write-alike"),
        one(good + "prefix = \"\"", 6, "witness.prefix", "witness-without-prefix", "do-set-prefix"),
        one(
            good + "user = \"u\"",
            6,
            "witness.user",
            "setting-alone {other=password-file}",
            "do-set-too {other=password-file}"),
        one(
            good + "key-file = \"k\"",
            6,
            "witness.key-file",
            "setting-alone {other=cert-file}",
            "do-set-too {other=cert-file}"),
        one(
            plain + "ca-file = \"c\"",
            6,
            "witness.ca-file",
            "witness-certificates-unused",
            "do-encrypt-endpoints-or-remove"),
        one(
            plain + "user = \"u\"\npassword-file = \"p\"",
            6,
            "witness.user",
            "witness-password-in-clear",
            "do-encrypt-endpoints"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("problems")
  @DisplayName("R6.1 a wrong witness setting is named with its line, what is wrong, and the remedy")
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
  @DisplayName("R6.1 both kinds of witness can be set, each with what belongs to it")
  void witnesses() {
    SettingsFile.Loaded share =
        SettingsFile.check(GOOD + "[witness]\nkind = \"share\"\nfolder = \"/mnt/labels/w\"\n");
    assertThat(share.problems().list()).isEmpty();
    assertThat(share.settings().orElseThrow().witness().folder()).isEqualTo("/mnt/labels/w");
    assertThat(share.settings().orElseThrow().witness().leaseSeconds()).isEqualTo(8);
    SettingsFile.Loaded etcd =
        SettingsFile.check(
            GOOD
                + """
                [witness]
                kind = "etcd"
                endpoints = ["https://a", "https://[::1]:2380"]
                user = "u"
                password-file = "etcd.password"
                ca-file = "/etc/ca.pem"
                cert-file = "c.pem"
                key-file = "k.pem"
                lease-seconds = 5
                """);
    assertThat(etcd.problems().list()).isEmpty();
    Settings.Etcd cluster = etcd.settings().orElseThrow().witness().etcd();
    assertThat(cluster.endpoints()).containsExactly("https://a:2379", "https://[::1]:2380");
    assertThat(cluster.login()).contains(new Settings.EtcdLogin("u", "etcd.password"));
    assertThat(cluster.caFile()).contains("/etc/ca.pem");
    assertThat(cluster.certificate()).contains(new Settings.EtcdCertificate("c.pem", "k.pem"));
    assertThat(cluster.prefix()).isEqualTo("/sbs/");
  }
}
