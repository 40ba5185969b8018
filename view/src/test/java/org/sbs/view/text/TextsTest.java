package org.sbs.view.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TextsTest {
  private static final Path FOLDER = Path.of("src/main/resources/org/sbs/view/text");
  private static final Pattern PARAMETER = Pattern.compile("\\{([^}]*)}?");

  /** A file's texts; a key that stands in it twice fails. */
  private static Map<String, String> read(Path file) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    Properties once =
        new Properties() {
          private static final long serialVersionUID = 1;

          @Override
          public synchronized Object put(Object key, Object value) {
            assertThat(texts).as(file.toString()).doesNotContainKey((String) key);
            texts.put((String) key, (String) value);
            return super.put(key, value);
          }
        };
    try (Reader reader = new StringReader(Files.readString(file, UTF_8))) {
      once.load(reader);
    }
    return texts;
  }

  /** What stands in braces in each text, in the order of the alphabet. */
  private static Map<String, List<String>> parameters(Map<String, String> texts) {
    Map<String, List<String>> parameters = new TreeMap<>();
    texts.forEach(
        (key, text) ->
            parameters.put(
                key,
                List.copyOf(
                    new TreeSet<>(
                        PARAMETER.matcher(text).results().map(hit -> hit.group(1)).toList()))));
    return parameters;
  }

  private static final String ENGLISH =
      "\"sbs status\" on mill shows how things are now, \"sbs history\" what happened.";
  private static final String GERMAN =
      "„sbs status“ auf mill zeigt, wie es jetzt steht, „sbs history“, was geschehen ist.";

  private static List<Path> languages() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".properties")).sorted().toList();
    }
  }

  @Test
  @DisplayName("R9.2 every language has the same keys with the same parameters, and none is empty")
  void sameKeys() throws IOException {
    Map<String, List<String>> english = parameters(read(FOLDER.resolve("texts.properties")));
    assertThat(languages()).hasSizeGreaterThanOrEqualTo(2);
    for (Path language : languages()) {
      Map<String, String> texts = read(language);
      assertThat(parameters(texts)).as(language.toString()).isEqualTo(english);
      assertThat(texts.values()).as(language.toString()).noneMatch(String::isBlank);
    }
  }

  @Test
  @DisplayName("R9.2 every text can be filled in")
  void everyTextIsWellFormed() throws IOException {
    for (Path language : languages()) {
      Map<String, String> texts = read(language);
      parameters(texts)
          .forEach(
              (key, names) ->
                  assertThat(names)
                      .as(key)
                      .allMatch(name -> name.matches("[a-z][a-z0-9-]*(,number)?")));
    }
    Map<String, List<String>> all = parameters(read(FOLDER.resolve("texts.properties")));
    Texts texts = Texts.of(Locale.GERMAN);
    all.forEach(
        (key, names) -> {
          Map<String, String> values = new HashMap<>();
          names.forEach(name -> values.put(name.replace(",number", ""), "a {b} $1 'c'"));
          String filled = texts.get(key, Collections.unmodifiableMap(values));
          names.forEach(name -> assertThat(filled).contains("a {b} $1 'c'"));
        });
  }

  @Test
  @DisplayName("R9.2 German systems get German, all without a file of their own get English")
  void byLanguage() {
    Map<String, String> node = Map.of("node", "mill");
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(Texts.ofSystem().get("mail.foot", node)).isEqualTo(GERMAN);
      assertThat(Texts.of(Locale.forLanguageTag("de-AT")).get("mail.foot", node)).isEqualTo(GERMAN);
      assertThat(Texts.of(Locale.FRANCE).get("mail.foot", node)).isEqualTo(ENGLISH);
      assertThat(Texts.of(Locale.FRANCE).locale()).isEqualTo(Locale.ENGLISH);
      assertThat(Texts.of(Locale.UK).locale()).isEqualTo(Locale.UK);
      assertThat(Texts.of(Locale.GERMANY).locale()).isEqualTo(Locale.GERMANY);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  @DisplayName("a text that is not there and a value that is missing are said by name")
  void mistakes() {
    Texts texts = Texts.of(Locale.ENGLISH);
    assertThat(texts.has("mail.foot")).isTrue();
    assertThat(texts.has("mail.nothing")).isFalse();
    assertThatThrownBy(() -> texts.get("mail.nothing")).hasMessageContaining("mail.nothing");
    assertThatThrownBy(() -> texts.get("mail.foot")).hasMessageContaining("{node}");
  }
}
