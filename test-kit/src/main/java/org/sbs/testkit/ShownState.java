package org.sbs.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

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
    List<String> words = Pattern.compile("\\s+").splitAsStream(line.strip()).toList();
    if (words.size() != COLUMNS) {
      throw new IllegalArgumentException("not a state: " + line);
    }
    List<String> problems =
        words.get(3).equals("-")
            ? List.of()
            : Pattern.compile(",").splitAsStream(words.get(3)).toList();
    return new ShownState(
        words.get(0), words.get(1), words.get(2), problems, text(words.get(0) + ".json"));
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
