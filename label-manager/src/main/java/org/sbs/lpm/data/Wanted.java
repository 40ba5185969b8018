package org.sbs.lpm.data;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The names of the fields that are wanted, without regard to case. Immutable. */
public record Wanted(Set<String> names) {
  /** Where it is not known. */
  public static final Wanted NOTHING = new Wanted(Set.of());

  /** Keeps them in lower case. */
  public Wanted {
    names =
        names.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether one begins so. */
  boolean below(String prefix) {
    String lower = prefix.toLowerCase(Locale.ROOT);
    return names.stream().anyMatch(name -> name.startsWith(lower));
  }
}
