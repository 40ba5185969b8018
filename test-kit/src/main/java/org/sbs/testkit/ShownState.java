package org.sbs.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One of the states that screens show, for tests of every screen: they all have to say the same.
 * Immutable.
 *
 * @param name of its file, for people
 * @param severity how soon somebody should look, as JSON writes it
 * @param headline the code of the headline
 * @param problems the codes of what is not as it should be, the most urgent first
 * @param json what {@code sbs status --json} says of it
 */
public record ShownState(
    String name, String severity, String headline, List<String> problems, String json) {
  private static final String FOLDER = "/states/";
  private static final int COLUMNS = 4;

  /** All of them. */
  public static List<ShownState> all() {
    return text("states.txt")
        .lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .map(ShownState::of)
        .toList();
  }

  private static ShownState of(String line) {
    String[] words = line.strip().split("\\s+");
    if (words.length != COLUMNS) {
      throw new IllegalArgumentException("not a state: " + line);
    }
    List<String> problems = words[3].equals("-") ? List.of() : List.of(words[3].split(","));
    return new ShownState(words[0], words[1], words[2], problems, text(words[0] + ".json"));
  }

  private static String text(String name) {
    try (InputStream in = ShownState.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalArgumentException("There is no " + FOLDER + name + ".");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
