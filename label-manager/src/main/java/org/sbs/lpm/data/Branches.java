package org.sbs.lpm.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes rows of nested data. Fields are named by their way from the outside to the inside. Where a
 * list of objects lies on the way to a field that is wanted, each member of it is a row, and what
 * is outside of the list is in each of them. A list on no such way makes no rows.
 */
final class Branches {
  /** What names of attributes begin with, which JSON has not. */
  private static final String ATTRIBUTE = "@";

  private final String separator;
  private final String listMark;
  private final Wanted wanted;

  /**
   * How they are named.
   *
   * @param separator between two names
   * @param listMark what follows the name of a list
   */
  Branches(String separator, String listMark, Wanted wanted) {
    this.separator = separator;
    this.listMark = listMark;
    this.wanted = wanted;
  }

  /** The rows of a whole document, whose outer wrappings do not count in names. */
  List<DataRow> rows(Branch root) throws BadDataException {
    Branch inner = root;
    Map<String, String> outer = new LinkedHashMap<>();
    for (Optional<String> name = onlyElement(inner); name.isPresent(); name = onlyElement(inner)) {
      Branch.Group only = inner.groups().get(name.get());
      boolean isNamed = isWanted(name.get(), only);
      if (!only.hasBranches() || hasText(only) || (isNamed && !isMistaken(inner, only))) {
        break;
      }
      collectAttributes(inner, outer);
      if (only.repeats()) {
        List<DataRow> rows = new ArrayList<>();
        for (Branch member : only.members()) {
          rows.addAll(expand("", member, outer));
        }
        return rows;
      }
      inner = only.members().get(0);
    }
    return expand("", inner, outer);
  }

  /** The name of the one group in it that is no attribute. */
  private static Optional<String> onlyElement(Branch branch) {
    List<String> names =
        branch.groups().keySet().stream().filter(name -> !name.startsWith(ATTRIBUTE)).toList();
    return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
  }

  /** An element with a text is a field, and no wrapping, whatever attributes it has. */
  private static boolean hasText(Branch.Group group) {
    return !group.repeats()
        && group.members().stream()
            .anyMatch(each -> each.value().filter(v -> !v.isEmpty()).isPresent());
  }

  /** Those of a wrapping that is left out are fields all the same; inner ones come before them. */
  private static void collectAttributes(Branch wrapping, Map<String, String> outer) {
    wrapping
        .groups()
        .forEach(
            (name, group) -> {
              if (name.startsWith(ATTRIBUTE)) {
                group.members().get(0).value().ifPresent(value -> outer.put(name, value));
              }
            });
  }

  /**
   * Whether a field is named by a wrapping and is not there so, while others are there without it.
   * Then it is that field which is missing, and not the others.
   */
  private boolean isMistaken(Branch outer, Branch.Group only) {
    if (wanted.isIn(outer, "", separator, listMark)) {
      return false;
    }
    Branch.Group group = only;
    while (true) {
      if (group.members().stream().anyMatch(each -> wanted.isIn(each, "", separator, listMark))) {
        return true;
      }
      Branch first = group.members().isEmpty() ? outer : group.members().get(0);
      Optional<String> next = onlyElement(first);
      if (group.repeats() || next.isEmpty()) {
        return false;
      }
      group = first.groups().get(next.get());
    }
  }

  private boolean isWanted(String name, Branch.Group group) {
    return wanted.below(name + (group.repeats() ? listMark : "") + separator);
  }

  /** The rows of an object. */
  List<DataRow> rows(Branch object, String prefix) throws BadDataException {
    return expand(prefix, object, Map.of());
  }

  private record Many(String prefix, List<Branch> members) {}

  private List<DataRow> expand(String prefix, Branch branch, Map<String, String> outer)
      throws BadDataException {
    Map<String, String> fields = new LinkedHashMap<>(outer);
    Map<String, List<String>> lists = new LinkedHashMap<>();
    List<Many> many = new ArrayList<>();
    collect(prefix, branch, fields, lists, many);
    List<Many> chosen = many.stream().filter(list -> wanted.below(list.prefix())).toList();
    if (chosen.size() > 1) {
      throw new BadDataException(
          (branch.line() > 0 ? "Line " + branch.line() + ": the" : "The")
              + " template uses fields of several lists, "
              + chosen.stream().map(Many::prefix).collect(Collectors.joining(" and "))
              + ", so that it is not clear what a label is. Use fields of one.");
    }
    if (chosen.isEmpty()) {
      DataRow.Builder row = new DataRow.Builder(branch.line());
      fields.forEach(row::column);
      lists.forEach(row::list);
      return List.of(row.build());
    }
    List<DataRow> rows = new ArrayList<>();
    for (Branch member : chosen.get(0).members()) {
      rows.addAll(expand(chosen.get(0).prefix(), member, fields));
    }
    return rows;
  }

  private void collect(
      String prefix,
      Branch branch,
      Map<String, String> fields,
      Map<String, List<String>> lists,
      List<Many> many) {
    branch
        .groups()
        .forEach(
            (name, group) -> {
              String path = prefix + name;
              if (group.repeats() && group.hasBranches()) {
                many.add(new Many(path + listMark + separator, group.members()));
              } else if (group.repeats()) {
                lists.put(
                    path, group.members().stream().map(each -> each.value().orElse("")).toList());
              } else {
                Branch only = group.members().get(0);
                only.value().ifPresent(value -> fields.put(path, value));
                collect(path + separator, only, fields, lists, many);
              }
            });
  }
}
