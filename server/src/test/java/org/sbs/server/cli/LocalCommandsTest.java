package org.sbs.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.settings.Settings;
import org.sbs.core.text.Sanitizer;
import org.sbs.server.link.Keyring;
import org.sbs.server.link.KeyringFile;
import org.sbs.server.link.PairKey;

/** Commands that need no running node. */
class LocalCommandsTest {
  @TempDir Path folder;
  private TestShell shell;

  @BeforeEach
  void shell() {
    shell = new TestShell(folder);
  }

  private void settings(String text) throws IOException {
    Files.createDirectories(shell.home());
    Files.writeString(shell.home().resolve("sbs.toml"), text);
  }

  @Test
  @DisplayName(
      "R1.1 without a peer address run ends with 78 and says what to do; nothing is started")
  void noPeer() throws IOException {
    settings("[pair]\nport = 4445\n");
    for (String command : List.of("run", "start")) {
      assertThat(shell.sbs(command)).isEqualTo(78);
      assertThat(shell.err())
          .contains("nothing was started", "line 1: pair.peer-address", "is missing")
          .contains("sbs config set pair.peer-address HOST");
    }
    assertThat(shell.home().toFile().list()).containsExactly("sbs.toml");
  }

  @Test
  @DisplayName("R9.5 run tells all problems of the settings at once, each with its line, exit 78")
  void allProblems() throws IOException {
    settings("[pair]\nport = 0\nmode = \"main\"\n[sync]\nstrict = 1\n");
    assertThat(shell.sbs("run")).isEqualTo(78);
    assertThat(shell.err()).contains("4 problems", "line 1: ", "line 2: ", "line 3: ", "line 5: ");
    assertThat(shell.sbs("config", "validate")).isEqualTo(78);
    assertThat(shell.err()).contains("line 1: ", "line 2: ", "line 3: ", "line 5: ");
  }

  @Test
  @DisplayName("R10.1 without a pair key run ends with 78 and says how to make one")
  void noKey() throws IOException {
    settings("[pair]\npeer-address = \"b\"\n");
    assertThat(shell.sbs("run")).isEqualTo(78);
    assertThat(shell.err()).contains("pair.key", "sbs pair new");
  }

  @Test
  @DisplayName("R9.5 run hands home and settings to the node and ends with its exit status")
  void run() throws IOException {
    settings("[pair]\npeer-address = \"b\"\n");
    assertThat(shell.sbs("pair", "new")).isZero();
    List<Settings> seen = new ArrayList<>();
    shell.running(
        (home, settings, forced, out, err) -> {
          seen.add(settings);
          return 42;
        });
    assertThat(shell.sbs("run")).isEqualTo(42);
    assertThat(seen).hasSize(1);
    assertThat(seen.get(0).pair().peerAddress().host()).isEqualTo("b");
    shell.running((home, settings, forced, out, err) -> 0);
    assertThat(shell.sbs("run")).isZero();
  }

  @Test
  @DisplayName("R9.5 config init, set, get, show and validate work on one file, comments kept")
  void config() throws IOException {
    assertThat(shell.sbs("config", "validate")).isEqualTo(78);
    assertThat(shell.err()).contains("does not exist", "sbs config init");
    assertThat(shell.sbs("config", "init")).isZero();
    assertThat(shell.out()).contains("Made ", "pair.peer-address");
    assertThat(shell.sbs("config", "init")).isEqualTo(1);
    assertThat(shell.sbs("config", "set", "pair.peer-address", "node-b:4500")).isZero();
    assertThat(shell.sbs("config", "set", "sync.accept", "/srv/a", "/srv/b")).isZero();
    assertThat(shell.sbs("config", "validate")).isZero();
    assertThat(shell.sbs("config", "get", "pair.peer-address")).isZero();
    assertThat(shell.out()).isEqualTo("node-b:4500\n");
    assertThat(shell.sbs("config", "get", "sync.accept")).isZero();
    assertThat(shell.out()).isEqualTo("/srv/a\n/srv/b\n");
    assertThat(shell.sbs("config", "get", "mail.port")).isZero();
    assertThat(shell.out()).isEqualTo("25\n");
    assertThat(shell.sbs("config", "show")).isZero();
    assertThat(shell.out())
        .contains("peer-address = \"node-b:4500\"\n", "smtp-server = \"\"  # default\n");
    assertThat(Files.readString(shell.home().resolve("sbs.toml"))).contains("# The other node");
  }

  @Test
  @DisplayName("R9.5 R6.1 settings that need one another are set at once, all of them or none")
  void configSetsSeveral() throws IOException {
    settings("[pair]\npeer-address = \"b\"\n");
    assertThat(shell.sbs("config", "set", "witness.kind=share")).isEqualTo(78);
    assertThat(shell.sbs("config", "set", "witness.kind=share", "witness.folder=/mnt/a=b"))
        .isZero();
    assertThat(shell.out())
        .contains("witness.kind = \"share\", witness.folder = \"/mnt/a=b\" are now in ");
    String text = Files.readString(shell.home().resolve("sbs.toml"));
    assertThat(shell.sbs("config", "set", "pair.port=4500", "pair.period-seconds=0")).isEqualTo(78);
    assertThat(shell.sbs("config", "set", "pair.port=4500", "sync.strict")).isEqualTo(2);
    assertThat(shell.err()).contains("\"sync.strict\" is not KEY=VALUE");
    assertThat(shell.sbs("config", "set", "pair.port=1", "pair.port=2")).isEqualTo(2);
    assertThat(Files.readString(shell.home().resolve("sbs.toml"))).isEqualTo(text);
  }

  @Test
  @DisplayName("R9.8 config set says of each key when a node that runs uses it")
  void configSetSaysWhenUsed() throws IOException {
    settings("[pair]\npeer-address = \"b\"\n");
    assertThat(shell.sbs("config", "set", "pair.port", "4500")).isZero();
    assertThat(shell.out())
        .endsWith("sbs.toml. In use after a restart (sbs stop, sbs start): pair.port.\n");
    assertThat(
            shell.sbs(
                "config",
                "set",
                "pair.port=4501",
                "sync.strict=true",
                "pair.period-seconds=5",
                "pair.heartbeat-ms=400"))
        .isZero();
    assertThat(shell.out())
        .contains(
            "n use after a restart (sbs stop, sbs start): pair.port, pair.heartbeat-ms",
            "n use after sbs reload: pair.period-seconds",
            "n use on both nodes after sbs reload: sync.strict");
  }

  @Test
  @DisplayName("R9.5 config set refuses what would not be valid, exit 78, and unknown keys, exit 2")
  void configRefuses() throws IOException {
    String text = "[pair]\npeer-address = \"b\"\n[[sync.folder]]\npath = \"/srv/a\"\n";
    settings(text);
    assertThat(shell.sbs("config", "set", "pair.port", "70000")).isEqualTo(78);
    assertThat(shell.err()).contains("Nothing was changed", "1 to 65535");
    assertThat(shell.sbs("config", "set", "pair.port", "many")).isEqualTo(78);
    assertThat(shell.sbs("config", "set", "sync.strict", "yes")).isEqualTo(78);
    assertThat(shell.sbs("config", "set", "mail.enabled", "true")).isEqualTo(78);
    assertThat(shell.err()).contains("no SMTP server is set");
    assertThat(shell.sbs("config", "set", "pair.prot", "1")).isEqualTo(2);
    assertThat(shell.err()).contains("Did you mean pair.port?");
    assertThat(shell.sbs("config", "get", "sync.folder")).isEqualTo(2);
    assertThat(shell.sbs("config", "set", "pair.port")).isEqualTo(2);
    assertThat(Files.readString(shell.home().resolve("sbs.toml"))).isEqualTo(text);
    assertThat(shell.sbs("config", "show")).isZero();
    assertThat(shell.out()).contains("[[sync.folder]]\npath = \"/srv/a\"");
  }

  @Test
  @DisplayName("R10.1 pair new shows the key and the command for the other node, which stores it")
  void pair() throws IOException {
    assertThat(shell.sbs("pair", "new")).isZero();
    Path file = shell.home().resolve("pair.key");
    String key = PairKey.read(file).text();
    assertThat(shell.out()).contains(key, "sbs pair join\n");
    assertThat(shell.sbs("pair", "new")).isEqualTo(1);
    assertThat(shell.err()).contains("already", "--force");
    assertThat(PairKey.read(file).text()).isEqualTo(key);

    Path other = folder.resolve("other");
    shell.entering(key);
    assertThat(shell.sbs("pair", "join", "--home", other.toString())).isZero();
    assertThat(PairKey.read(other.resolve("pair.key"))).isEqualTo(PairKey.read(file));
    shell.entering(key.toLowerCase(Locale.ROOT));
    assertThat(shell.sbs("--home", other.toString(), "pair", "join")).isZero();
    assertThat(shell.out()).contains("already");

    assertThat(shell.sbs("pair", "new", "--force")).isZero();
    assertThat(PairKey.read(file).text()).isNotEqualTo(key);
    assertThat(shell.entering(key).sbs("pair", "join")).isEqualTo(1);
  }

  @Test
  @DisplayName("R10.8 pair change without a node stores the key for its start; --leaked shows it")
  void pairChange() throws IOException {
    assertThat(shell.sbs("pair", "change")).isEqualTo(1);
    assertThat(shell.err()).contains("sbs pair new", "pair.key");
    assertThat(shell.sbs("pair", "change", "--leaked")).isEqualTo(1);
    assertThat(shell.sbs("pair", "new")).isZero();
    KeyringFile file = new KeyringFile(shell.home().resolve("pair.key"));
    Keyring first = file.load();
    assertThat(shell.sbs("pair", "change")).isZero();
    Keyring offered = file.load();
    assertThat(offered.current()).isEqualTo(first.current());
    assertThat(offered.is(Keyring.Kind.OFFERED)).isTrue();
    String next = offered.change().orElseThrow().other().text();
    assertThat(shell.out()).contains("7 days").doesNotContain(next);
    assertThat(shell.sbs("pair", "change")).isEqualTo(1);
    assertThat(file.load()).isEqualTo(offered);
    assertThat(shell.sbs("pair", "change", "--leaked")).isZero();
    PairKey leaked = file.load().current();
    assertThat(file.load().accepted()).containsExactly(leaked);
    assertThat(leaked).isNotEqualTo(first.current());
    assertThat(leaked.text()).isNotEqualTo(next);
    assertThat(shell.out()).contains(leaked.text(), "sbs pair join --force");
    // Entered by hand while a change is under way: that one alone.
    assertThat(shell.sbs("pair", "change")).isZero();
    String entered = PairKey.generate().text();
    assertThat(shell.entering(entered).sbs("pair", "join", "--force")).isZero();
    assertThat(file.load().accepted()).containsExactly(PairKey.parse(entered));
    assertThat(PairKey.read(shell.home().resolve("pair.key")).text()).isEqualTo(entered);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pair join KEY",
        "pair join KEY --force",
        "pair join --force KEY",
        "pair join --key KEY",
        "pair join --key=KEY",
        "pair join -KEY",
        "pair join --KEY",
        "pair join KEY more",
        "--json pair join KEY",
        "pair change KEY",
        "pair change --leaked KEY",
        "mail password KEY",
        "mail password --password=KEY"
      })
  @DisplayName("R10.8 a secret as an argument is refused with the reason, and not repeated")
  void secretAsArgument(String line) {
    String key = PairKey.generate().text();
    shell.entering(key);
    assertThat(shell.sbs(line.replace("KEY", key).split(" ", -1))).isEqualTo(2);
    assertThat(shell.err()).contains("takes no argument", "other users").doesNotContain(key);
    assertThat(shell.out()).doesNotContain(key);
    assertThat(shell.asked()).isZero();
    assertThat(shell.home()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "KEY",
        "pair KEY",
        "pair new KEY",
        "pair new --key=KEY",
        "pair replace KEY",
        "pair replace --key KEY",
        "pair jion KEY",
        "pari join KEY",
        "pari jion KEY",
        "pair join --force=KEY",
        "pair join --json=KEY",
        "pair change --leaked=KEY",
        "mail KEY",
        "mail pasword KEY",
        "mail test KEY",
        "mail test -pKEY",
        "status KEY",
        "console --print=KEY",
        "help KEY"
      })
  @DisplayName("R10.8 a command that was typed wrongly does not repeat a secret either")
  void secretInWrongCommand(String line) {
    List<String> secrets = new ArrayList<>();
    String key = PairKey.generate().text();
    secrets.addAll(List.of(key, key.toLowerCase(Locale.ROOT), key.replace("-", "")));
    secrets.add(key.substring(0, key.length() - 6));
    if (line.startsWith("mail ") || line.startsWith("pair ")) {
      secrets.add("S3cret-Wort");
      secrets.add("it's");
    }
    for (String secret : secrets) {
      assertThat(shell.sbs(line.replace("KEY", secret).split(" ", -1))).isEqualTo(2);
      assertThat(shell.err() + shell.out()).doesNotContain(secret).isNotBlank();
    }
    assertThat(shell.home()).doesNotExist();
  }

  @Test
  @DisplayName("R9.5 what else is wrong with a command is repeated, fit for a terminal")
  void wrongWords() {
    assertThat(shell.sbs("status", "mroe")).isEqualTo(2);
    assertThat(shell.err()).contains("'mroe'", "Usage: sbs status");
    assertThat(shell.sbs("status", "\u001b[2J\u202e")).isEqualTo(2);
    assertThat(Sanitizer.isClean(shell.err().replace("\n", ""))).isTrue();
    assertThat(shell.sbs("pair", "jion")).isEqualTo(2);
    assertThat(shell.err()).contains("Enters the pair key");
  }

  @Test
  @DisplayName("R10.8 a secret is one line of standard input, however it ends")
  void secretLine() throws IOException {
    for (String input : List.of("a key\n", "a key", " a key \r\nmore\n")) {
      assertThat(TypedSecret.line(new ByteArrayInputStream(input.getBytes(UTF_8))))
          .isEqualTo("a key");
    }
    assertThat(TypedSecret.line(new ByteArrayInputStream(new byte[0]))).isEmpty();
    byte[] endless = new byte[100_000];
    Arrays.fill(endless, (byte) 'x');
    assertThatThrownBy(() -> TypedSecret.line(new ByteArrayInputStream(endless)))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining("xx");
  }

  @Test
  @DisplayName("R10.1 a mistyped pair key is refused and nothing is stored")
  void mistyped() {
    String key = PairKey.generate().text();
    String wrong = (key.charAt(0) == '2' ? "3" : "2") + key.substring(1);
    for (String typed : List.of(wrong, key.substring(1), "hello")) {
      assertThat(shell.entering(typed).sbs("pair", "join")).isEqualTo(2);
      assertThat(shell.err()).contains("Nothing was stored").doesNotContain(typed);
    }
    assertThat(shell.entering("").sbs("pair", "join")).isEqualTo(2);
    assertThat(shell.err()).contains("Nothing was stored");
    assertThat(shell.home()).doesNotExist();
  }

  @Test
  @DisplayName("R10.1 the pair key lies where pair.key-file says")
  void keyFile() throws IOException {
    settings("[pair]\nkey-file = \"keys/ours\"\n");
    assertThat(shell.sbs("pair", "new")).isZero();
    assertThat(shell.home().resolve("keys/ours")).exists();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "status --nonsense",
        "status more",
        "config",
        "pair",
        "--home",
        "history --most x",
        "sync status"
      })
  @DisplayName("R9.5 wrong usage ends with 2 and shows the usage, or what was probably meant")
  void usage(String line) {
    String[] arguments = line.isEmpty() ? new String[0] : line.split(" ", -1);
    assertThat(shell.sbs(arguments)).isEqualTo(2);
    assertThat(shell.err()).containsAnyOf("Usage: sbs", "Did you mean: sbs ");
  }

  @Test
  @DisplayName("R9.5 help lists every command in a group, on one line of 80 columns")
  void groups() {
    assertThat(shell.sbs("--help")).isZero();
    List<String> lines = shell.out().lines().toList();
    assertThat(lines).contains("Run and watch:", "Roles:", "Files:", "Settings:");
    Sbs.line(shell.surroundings(System.out, System.err))
        .getSubcommands()
        .forEach(
            (name, command) -> {
              if (command.getCommandName().equals(name)) {
                assertThat(lines)
                    .as(name)
                    .filteredOn(line -> line.startsWith("  " + name + " "))
                    .singleElement()
                    .asString()
                    .hasSizeBetween(20, 80)
                    .endsWith(".");
              }
            });
    assertThat(shell.sbs("licence", "--help")).isZero();
    assertThat(shell.out()).contains("  install  ").doesNotContain("Roles:");
  }

  @Test
  @DisplayName("R9.5 help and version are there for every command, exit 0")
  void help() {
    assertThat(shell.sbs("--help")).isZero();
    List<String> commands =
        List.of("run", "start", "stop", "status", "sync", "history", "config", "pair", "demo");
    assertThat(shell.out()).contains(commands).contains("69 the node does not answer");
    for (String command : commands) {
      assertThat(shell.sbs(command, "--help")).as(command).isZero();
      assertThat(shell.out()).contains("Usage: sbs " + command, "--home");
    }
    assertThat(shell.sbs("--version")).isZero();
    assertThat(shell.out()).startsWith("sbs ");
  }
}
