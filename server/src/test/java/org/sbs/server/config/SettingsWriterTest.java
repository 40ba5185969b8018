package org.sbs.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;

@DisabledOnOs(OS.WINDOWS)
class SettingsWriterTest {
  private static final String P = "peer-address = \"b\"\n";

  @TempDir Path folder;

  private SettingsWriter.Outcome set(Path file, String key, String... words) throws IOException {
    SettingKey found = SettingKey.find(key).orElseThrow();
    return set(file, found, TomlValue.typed(found, List.of(words)));
  }

  private static SettingsWriter.Outcome set(Path file, SettingKey key, RawValue value)
      throws IOException {
    return SettingsWriter.change(
        file, new SettingsWriter.Change(Map.of(key, value), Optional.empty()));
  }

  /** Before, key, value, after. */
  static Stream<Arguments> edits() {
    return Stream.of(inPlace(), otherForms(), addedToTable(), addedTable()).flatMap(all -> all);
  }

  private static Stream<Arguments> inPlace() {
    return Stream.of(
        arguments(
            "# top\n[pair]\n" + P + "  port   =  4445   # the port\n\n[sync]\nstrict = false\n",
            "pair.port",
            "5000",
            "# top\n[pair]\n" + P + "  port   =  5000   # the port\n\n[sync]\nstrict = false\n"),
        arguments(
            "[pair] # of nodes\r\npeer-address = 'b'\t# \"b\" = it\r\nport=4445\r\n",
            "pair.peer-address",
            "c # d\\e",
            null),
        arguments(
            "[pair] # of nodes\r\npeer-address = 'b'\t# \"b\" = it\r\nport=4445\r\n",
            "pair.peer-address",
            "c",
            "[pair] # of nodes\r\npeer-address = \"c\"\t# \"b\" = it\r\nport=4445\r\n"),
        arguments(
            "[pair]\n"
                + P
                + "[sync]\naccept = [ # these\n  \"/a\", # ]\n  '/b',\n] # end\nstrict = true",
            "sync.accept",
            "/c",
            "[pair]\n" + P + "[sync]\naccept = [\"/c\"] # end\nstrict = true"),
        arguments(
            "[pair]\n" + P + "key-file = \"\"\"\na\\\"b\"\"\" # x\nport = 1\n",
            "pair.key-file",
            "k",
            "[pair]\n" + P + "key-file = \"k\" # x\nport = 1\n"));
  }

  private static Stream<Arguments> otherForms() {
    return Stream.of(
        arguments(
            "pair = { peer-address = \"b\", port = 1 } # in one line\n",
            "pair.port",
            "2",
            "pair = { peer-address = \"b\", port = 2 } # in one line\n"),
        arguments(
            "pair.\"peer-address\" = \"b\" # dotted\n",
            "pair.peer-address",
            "c",
            "pair.\"peer-address\" = \"c\" # dotted\n"),
        arguments(
            "[pair]\n\"\u00fc \ud83d\ude00\".x = 1\n",
            "pair.port",
            "2",
            "[pair]\n\"\u00fc \ud83d\ude00\".x = 1\nport = 2\n"),
        arguments(
            "\ufeff[pair]\n" + P + "port = 1\n",
            "pair.port",
            "2",
            "\ufeff[pair]\n" + P + "port = 2\n"));
  }

  private static Stream<Arguments> addedToTable() {
    return Stream.of(
        arguments(
            "[pair]\n" + P + "# about sync\n\n[sync]\n",
            "pair.port",
            "5000",
            "[pair]\n" + P + "port = 5000\n# about sync\n\n[sync]\n"),
        arguments(
            "[pair]\n# port = 1  # usual\n" + P,
            "pair.port",
            "5000",
            "[pair]\n# port = 1  # usual\nport = 5000\n" + P),
        arguments(
            "[sync]\n[pair]\r\npeer-address = \"b\"",
            "sync.strict",
            "true",
            "[sync]\nstrict = true\n[pair]\r\npeer-address = \"b\""),
        arguments(
            "[pair]\n" + P + "[sync]\nscripts = [\n]\n[[sync.folder]]\npath = \"/a\"\n",
            "sync.strict",
            "true",
            "[pair]\n"
                + P
                + "[sync]\nscripts = [\n]\nstrict = true\n[[sync.folder]]\npath = \"/a\"\n"),
        arguments(
            "pair.peer-address = \"b\"\nadmin.listen = \"127.0.0.1:1\"\n",
            "pair.port",
            "5",
            "pair.peer-address = \"b\"\npair.port = 5\nadmin.listen = \"127.0.0.1:1\"\n"));
  }

  private static Stream<Arguments> addedTable() {
    return Stream.of(
        arguments(
            "[pair]\r\npeer-address = \"b\"\r\n",
            "sync.strict",
            "true",
            "[pair]\r\npeer-address = \"b\"\r\n\r\n[sync]\r\nstrict = true\r\n"),
        arguments(
            "[pair]\n" + P.strip(),
            "sync.strict",
            "true",
            "[pair]\n" + P + "\n[sync]\nstrict = true\n"));
  }

  @ParameterizedTest
  @MethodSource("edits")
  @DisplayName("R9.5 config set changes one value and not another character of the file")
  void golden(String before, String key, String value, String after) throws IOException {
    Path file = Files.writeString(folder.resolve("sbs.toml"), before);
    SettingsWriter.Outcome outcome = set(file, key, value);
    assertThat(outcome.written()).as(outcome.problems().toString()).isEqualTo(after != null);
    assertThat(Files.readString(file)).isEqualTo(after == null ? before : after);
    assertThat(folder.toFile().list()).containsExactly("sbs.toml");
  }

  @Test
  @DisplayName("R9.5 every text and list survives being set and read")
  void values() throws IOException {
    Path file = Files.writeString(folder.resolve("sbs.toml"), "[pair]\n" + P);
    for (String text :
        List.of(
            "a\"b", "C:\\keys\\pair.key", "it's\\", "tab\tline\nend\u0001", "\u00e4\ud83d\ude00")) {
      assertThat(set(file, "pair.key-file", text).written()).as(text).isTrue();
      SettingsFile.Loaded loaded = SettingsFile.load(file);
      assertThat(loaded.settings().orElseThrow().pair().keyFile()).isEqualTo(text);
    }
    set(file, "sync.accept", "/a b", "/c\"d");
    assertThat(SettingsFile.load(file).settings().orElseThrow().sync().accept())
        .containsExactly("/a b", "/c\"d");
    set(file, "sync.accept", "[]");
    assertThat(SettingsFile.load(file).settings().orElseThrow().sync().accept()).isEmpty();
  }

  @Test
  @DisplayName("R9.5 config set refuses a value that would not be valid, and says why")
  void refused() throws IOException {
    String text = "[pair]\n" + P + "port = 1\n";
    Path file = Files.writeString(folder.resolve("sbs.toml"), text);
    SettingsWriter.Outcome outcome = set(file, "pair.silence-limit-ms", "600");
    assertThat(outcome.written()).isFalse();
    assertThat(outcome.problems().toString()).contains("silence-limit-short");
    assertThat(set(file, "pair.peer-address", "").problems().toString())
        .contains("peer-address-missing");
    assertThat(file).hasContent(text.strip());
  }

  @Test
  @DisplayName("R9.5 a file with two faults can be mended one by one; what is left is told")
  void mending() throws IOException {
    Path file = Files.writeString(folder.resolve("sbs.toml"), "[pair]\nport = 0\n");
    SettingsWriter.Outcome first = set(file, "pair.port", "4445");
    assertThat(first.written()).isTrue();
    assertThat(first.problems().toString()).contains("pair.peer-address");
    SettingsWriter.Outcome second = set(file, "pair.peer-address", "b");
    assertThat(second.written()).isTrue();
    assertThat(second.problems().isEmpty()).isTrue();
  }

  @Test
  @DisplayName("R9.5 a file that is not TOML, or forms that cannot be extended, are left alone")
  void leftAlone() throws IOException {
    for (String text : List.of("[pair\n", "pair = { peer-address = \"b\" }\n")) {
      Path file = Files.writeString(folder.resolve("sbs.toml"), text);
      SettingsWriter.Outcome outcome = set(file, "pair.port", "5");
      assertThat(outcome.written()).isFalse();
      assertThat(outcome.problems().isEmpty()).isFalse();
      assertThat(Files.readString(file)).isEqualTo(text);
    }
  }

  @Test
  @DisplayName("R9.5 rights of the file are kept, and a symbolic link stays one")
  void rights() throws IOException {
    Path real = Files.writeString(folder.resolve("real.toml"), "[pair]\n" + P);
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
    Path link = Files.createSymbolicLink(folder.resolve("sbs.toml"), real);
    assertThat(set(link, "pair.port", "5").written()).isTrue();
    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(real)).endsWith("port = 5\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
        .isEqualTo("rw-r-----");
  }

  @Test
  @DisplayName("R9.5 every setting of the template can be set in the template")
  void wholeTemplate() throws IOException {
    HomeFolder home = HomeFolder.at(folder.resolve("home"));
    NewSettings.write(home, Optional.of("192.0.2.2"));
    String before = Files.readString(home.settingsFile());
    assertThat(before).contains("# peer-address = \"192.0.2.2\"\npeer-address = \"192.0.2.2\"\n");
    for (SettingKey key : SettingKey.values()) {
      SettingsFile.Loaded loaded = SettingsFile.load(home.settingsFile());
      SettingsWriter.Outcome outcome = set(home.settingsFile(), key, loaded.value(key));
      assertThat(outcome.written()).as(key.path() + outcome.problems().toString()).isTrue();
    }
    assertThat(SettingsFile.load(home.settingsFile()).problems().isEmpty()).isTrue();
    assertThat(Files.readString(home.settingsFile()).lines()).containsAll(before.lines().toList());
  }
}
