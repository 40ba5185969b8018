package org.sbs.core;

import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Many random examples of one statement, the same at every run. A failure names its example, and
 * {@code -Dexample=NUMBER} tries that one alone.
 */
public final class Examples {
  private Examples() {}

  /** Tries the statement so often, each time with a source of its own. */
  public static void each(int count, Consumer<Random> statement) {
    each(count, Optional.ofNullable(Integer.getInteger("example")), statement);
  }

  static void each(int count, Optional<Integer> only, Consumer<Random> statement) {
    int first = only.orElse(0);
    int end = only.map(one -> one + 1).orElse(count);
    for (int i = first; i < end; i++) {
      try {
        // Neighbouring seeds would begin with much the same numbers.
        statement.accept(new Random(i * 0x9e3779b97f4a7c15L));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "example " + i + " (again by -Dexample=" + i + "): " + e.getMessage(), e);
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
