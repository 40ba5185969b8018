package org.sbs.core;

import java.util.Random;
import java.util.function.Consumer;

/** Many random examples of one statement, the same at every run; what fails names its example. */
public final class Examples {
  private Examples() {}

  /** Tries the statement so often, each time with a source of its own. */
  public static void each(int count, Consumer<Random> statement) {
    for (int i = 0; i < count; i++) {
      try {
        // Neighbouring seeds would begin with much the same numbers.
        statement.accept(new Random(i * 0x9e3779b97f4a7c15L));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("example " + i + ": " + e.getMessage(), e);
      }
    }
  }

  /** One of these. */
  @SafeVarargs
  public static <T> T of(Random random, T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** A text of so many of these characters at least and at most. */
  public static String text(Random random, String characters, int least, int most) {
    int length = random.nextInt(least, most + 1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(characters.charAt(random.nextInt(characters.length())));
    }
    return text.toString();
  }
}
