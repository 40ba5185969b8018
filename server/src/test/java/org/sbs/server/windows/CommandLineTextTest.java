package org.sbs.server.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands as Windows knows them. */
final class CommandLineTextTest {
  @Test
  @DisplayName("R11.1 paths with spaces are quoted, and a home that ends with a backslash stays")
  void text() {
    List<String> words =
        List.of("C:\\Program Files\\SBS\\java.exe", "-Xrs", "--home", "D:\\my labels\\");
    String text = "\"C:\\Program Files\\SBS\\java.exe\" -Xrs --home \"D:\\my labels\\\\\"";
    assertThat(CommandLineText.of(words)).isEqualTo(text);
    assertThat(CommandLineText.words(text)).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a b", "a\"b", "a\\\"b", "\\", "a\\\\ b\\", "\"", "ä 東"})
  @DisplayName("R11.1 every word comes back as it was")
  void backAndForth(String word) {
    List<String> words = List.of("java", word, "end");
    assertThat(CommandLineText.words(CommandLineText.of(words))).isEqualTo(words);
  }
}
