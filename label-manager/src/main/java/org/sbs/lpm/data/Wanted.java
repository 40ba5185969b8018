package org.sbs.lpm.data;

import java.util.Locale;
import java.util.Map;
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

  /** Whether one is in there, as far as names go. */
  boolean isIn(Branch branch, String prefix, String separator, String listMark) {
    return names.stream().anyMatch(name -> isIn(name, branch, prefix, separator, listMark));
  }

  private static boolean isIn(
      String name, Branch branch, String prefix, String separator, String listMark) {
    for (Map.Entry<String, Branch.Group> entry : branch.groups().entrySet()) {
      Branch.Group group = entry.getValue();
      String path = prefix + entry.getKey().toLowerCase(Locale.ROOT);
      boolean isList = group.repeats() && group.hasBranches();
      String below = path + (isList ? listMark : "") + separator;
      boolean isThere = !isList && path.equals(name);
      if (isThere
          || (name.startsWith(below)
              && group.members().stream()
                  .anyMatch(member -> isIn(name, member, below, separator, listMark)))) {
        return true;
      }
    }
    return false;
  }

  /** Whether one begins so. */
  boolean below(String prefix) {
    String lower = prefix.toLowerCase(Locale.ROOT);
    return names.stream().anyMatch(name -> name.startsWith(lower));
  }
}
