package org.sbs.core.settings;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Words that a setting may have. */
final class Words {
  private Words() {}

  /** A constant as it is written in the settings file: {@code backup-only}. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@code "a"}, {@code "a" | "b"}. */
  static String quoted(Collection<String> words) {
    return words.stream().map(word -> '"' + word + '"').collect(Collectors.joining(" | "));
  }
}
