package org.sbs.core.settings;

import java.util.Collection;
import java.util.stream.Collectors;

/** Words that a setting may have. */
final class Words {
  private Words() {}

  /** {@code "a"}, {@code "a" | "b"}. */
  static String quoted(Collection<String> words) {
    return words.stream().map(word -> '"' + word + '"').collect(Collectors.joining(" | "));
  }
}
