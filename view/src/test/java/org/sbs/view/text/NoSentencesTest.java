package org.sbs.view.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoSentencesTest {
  private static final Path CORE =
      Path.of(System.getProperty("project.root"), "core/src/main/java/org/sbs/core");
  private static final Pattern NOT_SHOWN =
      Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*|Exception\\([^;]*;|\"\\s*\\+\\s*\"");
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  @ParameterizedTest
  @ValueSource(strings = {"role", "alert", "licence"})
  @DisplayName("R9.9 no sentence is made where roles, alerts and licences are decided")
  void noSentence(String room) throws IOException {
    assertThat(sentences(CORE.resolve(room))).isEmpty();
  }

  /** What stands between quotes and is more than a word. */
  private static List<String> sentences(Path room) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(room)) {
      for (Path file : files.toList()) {
        Matcher literal = LITERAL.matcher(NOT_SHOWN.matcher(Files.readString(file)).replaceAll(""));
        while (literal.find()) {
          if (literal.group(1).strip().contains(" ")) {
            found.add(file.getFileName() + ": " + literal.group(1));
          }
        }
      }
    }
    return found;
  }
}
