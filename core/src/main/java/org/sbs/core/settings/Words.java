package org.sbs.core.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Small parts of sentences. */
final class Words {
  private Words() {}

  /** {@code "a"}, {@code "a" or "b"}, {@code "a", "b" or "c"}. */
  static String either(Collection<String> words) {
    List<String> quoted = new ArrayList<>();
    for (String word : words) {
      quoted.add('"' + word + '"');
    }
    int last = quoted.size() - 1;
    return last == 0
        ? quoted.get(0)
        : String.join(", ", quoted.subList(0, last)) + " or " + quoted.get(last);
  }
}
