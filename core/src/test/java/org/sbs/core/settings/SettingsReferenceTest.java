package org.sbs.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.settings.SettingKey.Takes;
import org.sbs.core.settings.SettingKey.TakesEffect;

/**
 * The reference of settings in docs/SETTINGS.md is what the code does: every key with what it
 * takes, its default, and the sentence that stands beside it in {@link SettingKey}. {@code
 * -Dtable.write=true} writes it anew; read the difference before it is committed.
 */
class SettingsReferenceTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
  private static final Path DOCUMENT = ROOT.resolve(Path.of("docs", "SETTINGS.md"));
  private static final Path KEYS =
      ROOT.resolve("core/src/main/java/org/sbs/core/settings/SettingKey.java");
  private static final String BEGIN = "<!-- reference: generated -->";
  private static final RawValue.Table NOTHING_GIVEN = RawValue.Table.EMPTY;

  @Test
  @DisplayName("the documented reference of settings is what the code does")
  void documentedReferenceIsTrue() throws IOException {
    String document = Files.readString(DOCUMENT);
    String head = document.substring(0, document.indexOf(BEGIN) + BEGIN.length());
    String actual = head + "\n" + reference();
    if (Boolean.getBoolean("table.write")) {
      Files.writeString(DOCUMENT, actual);
    }
    assertThat(Files.readString(DOCUMENT)).isEqualTo(actual);
  }

  @Test
  @DisplayName("a default is one of the words, or within the range, that the setting takes")
  void defaultsAreValid() {
    for (SettingKey key : SettingKey.values()) {
      Takes takes = key.takes();
      RawValue otherwise = takes.otherwise();
      assertThat(otherwise.kind()).as(key.path()).isEqualTo(takes.kind());
      if (otherwise instanceof RawValue.Text text && !takes.choices().isEmpty()) {
        assertThat(takes.choices()).as(key.path()).contains(text.value());
      } else if (otherwise instanceof RawValue.Whole whole) {
        assertThat(whole.value()).as(key.path()).isBetween(takes.least(), takes.most());
      }
    }
  }

  private static String reference() throws IOException {
    Map<String, String> sentences = sentences();
    StringBuilder out = new StringBuilder();
    for (String table : SchemaCheck.tables()) {
      out.append("\n## [").append(table).append("]\n\n");
      out.append("| key | takes | default | in force | what it is |\n");
      out.append("| --- | --- | --- | --- | --- |\n");
      for (SettingKey key : SettingKey.in(table)) {
        assertThat(sentences).as("sentences in " + KEYS).containsKey(key.name());
        out.append("| `").append(key.shortName()).append("` | ").append(takes(key));
        out.append(" | ").append(otherwise(key)).append(" | ").append(effect(key.takesEffect()));
        out.append(" | ").append(sentences.get(key.name())).append(" |\n");
      }
    }
    return out.toString();
  }

  private static String takes(SettingKey key) {
    Takes takes = key.takes();
    return switch (takes.kind()) {
      case TEXT ->
          takes.choices().isEmpty()
              ? "text"
              : takes.choices().stream().map(SettingsReferenceTest::quoted).collect(bars());
      case WHOLE -> takes.least() + " to " + takes.most() + key.unit().map(u -> " " + u).orElse("");
      case FLAG -> "`true`, `false`";
      case MANY -> takes.ofTexts() ? "list of texts" : "list of tables";
      case TABLE, OTHER -> throw new AssertionError(key);
    };
  }

  private static Collector<CharSequence, ?, String> bars() {
    return Collectors.joining(", ");
  }

  private static String quoted(String word) {
    return "`\"" + word + "\"`";
  }

  private static String otherwise(SettingKey key) {
    if (key == SettingKey.SERVICE_SETTINGS_FOLDER) {
      return quoted(PathStyle.POSIX.defaultSettingsFolder())
          + "; on Windows `'"
          + PathStyle.WINDOWS.defaultSettingsFolder()
          + "'`";
    }
    if (key == SettingKey.PAIR_PEER_ADDRESS) {
      return "required";
    }
    return written(key.defaultValue(PathStyle.POSIX, NOTHING_GIVEN));
  }

  private static String written(RawValue value) {
    return "`" + toml(value) + "`";
  }

  private static String toml(RawValue value) {
    if (value instanceof RawValue.Text text) {
      return '"' + text.value() + '"';
    }
    if (value instanceof RawValue.Whole whole) {
      return Long.toString(whole.value());
    }
    if (value instanceof RawValue.Flag flag) {
      return Boolean.toString(flag.value());
    }
    if (value instanceof RawValue.Many many) {
      return many.items().stream()
          .map(SettingsReferenceTest::toml)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof RawValue.Table table) {
      return table.entries().entrySet().stream()
          .map(entry -> entry.getKey() + " = " + toml(entry.getValue()))
          .collect(Collectors.joining(", ", "{ ", " }"));
    }
    throw new AssertionError(value);
  }

  private static String effect(TakesEffect effect) {
    return switch (effect) {
      case START -> "start";
      case RELOAD -> "reload";
      case RELOAD_FOR_PAIR -> "reload, pair";
    };
  }

  /** The comment of each constant, as it stands in the source. */
  private static Map<String, String> sentences() throws IOException {
    Map<String, String> sentences = new HashMap<>();
    StringBuilder comment = new StringBuilder();
    for (String line : Files.readAllLines(KEYS)) {
      String text = line.strip();
      if (text.startsWith("/**")) {
        comment.setLength(0);
      }
      if (text.startsWith("/**") || text.startsWith("*")) {
        comment.append(' ').append(text.replaceAll("^(/\\*\\*|\\*/?)|\\*/$", "").strip());
      }
      int open = text.indexOf('(');
      if (open > 0 && text.substring(0, open).matches("[A-Z][A-Z_]+")) {
        sentences.put(text.substring(0, open), plain(comment.toString()));
      }
    }
    return sentences;
  }

  private static String plain(String comment) {
    return comment
        .replaceAll("\\{@code ([^}]*)}", "`$1`")
        .replaceAll(" \\(R[0-9.]+(?:, R[0-9.]+)*\\)", "")
        .strip();
  }
}
