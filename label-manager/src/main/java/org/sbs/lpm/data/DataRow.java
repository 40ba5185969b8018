package org.sbs.lpm.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The data of one label. Field names are compared without regard to case. Immutable. */
public final class DataRow {
  private final int line;
  private final Map<String, String> fields;
  private final List<Map.Entry<String, String>> doubtful;
  private final Map<String, List<String>> lists;
  private final Map<String, String> aliases;

  private DataRow(
      int line,
      Map<String, String> fields,
      List<Map.Entry<String, String>> doubtful,
      Map<String, List<String>> lists,
      Map<String, String> aliases) {
    this.line = line;
    this.fields = fields;
    this.doubtful = doubtful;
    this.lists = lists;
    this.aliases = aliases;
  }

  /** The same data, in which a field is found by its alias, too, which is in lower case. */
  public DataRow known(Map<String, String> byAlias) {
    return new DataRow(line, fields, doubtful, lists, byAlias);
  }

  /** The line of the data file on which these data begin, from 1; 0 where it says nothing. */
  public int line() {
    return line;
  }

  /**
   * The field's value, which may be empty text; nothing when the data have no such field.
   *
   * @throws BadDataException if it comes several times with other values, or if it is a list
   */
  public Optional<String> get(String alias) throws BadDataException {
    String name = aliases.getOrDefault(alias.toLowerCase(Locale.ROOT), alias);
    if (lists.keySet().stream().anyMatch(name::equalsIgnoreCase)) {
      throw wrong(alias, "is a list; a field is one value.");
    }
    Optional<String> value = Optional.ofNullable(fields.get(name));
    if (value.isPresent()
        && doubtful.stream().anyMatch(other -> name.equalsIgnoreCase(other.getKey()))) {
      throw new BadDataException(
          (line > 0 ? "Line " + line + ": several" : "Several")
              + " columns or fields are named '"
              + name
              + "', and they have different values. Rename one, or name a table's columns in the"
              + " sentinel by fields = [...].");
    }
    return value;
  }

  /**
   * A sentence about a field: the line, its name and the column's own, if that is another.
   *
   * @param alias as the template or the sentinel names it
   * @param says the rest, such as "is empty."
   */
  public BadDataException wrong(String alias, String says) {
    String name = aliases.getOrDefault(alias.toLowerCase(Locale.ROOT), alias);
    String column = name.equalsIgnoreCase(alias) ? "" : " (column '" + name + "')";
    return new BadDataException(place() + " field '" + alias + "'" + column + " " + says);
  }

  /** A line that is not known is not named. */
  private String place() {
    return line > 0 ? "Line " + line + ": the" : "The";
  }

  /** All fields, by name. */
  public Map<String, String> fields() {
    return fields;
  }

  /** All that is no list, as it was written: also what came twice. */
  List<Map.Entry<String, String>> written() {
    return Stream.concat(fields.entrySet().stream(), doubtful.stream()).toList();
  }

  /** What has several values, by name. */
  Map<String, List<String>> lists() {
    return lists;
  }

  /** Collects fields. */
  static final class Builder {
    private final int line;
    private final Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<Map.Entry<String, String>> doubtful = new ArrayList<>();
    private final Map<String, List<String>> lists = new LinkedHashMap<>();

    Builder(int line) {
      this.line = line;
    }

    /** A field whose name may come once. */
    void put(String name, String value, int atLine) throws BadDataException {
      if (name.isEmpty()) {
        throw new BadDataException("Line " + atLine + " has a field without a name.");
      }
      if (fields.putIfAbsent(name, value) != null) {
        throw new BadDataException("Line " + atLine + ": the field '" + name + "' comes twice.");
      }
    }

    /** A field that may come twice: if the values differ, it is in doubt, but only where used. */
    void column(String name, String value) {
      String before = fields.putIfAbsent(name, value);
      if (before != null && !before.equals(value)) {
        doubtful.add(Map.entry(name, value));
      }
    }

    /** A field that is known already is not replaced. */
    void outer(String name, String value) {
      fields.putIfAbsent(name, value);
    }

    /** There are several values, and none of them is the field's. */
    void list(String name, List<String> values) {
      lists.put(name, List.copyOf(values));
    }

    boolean isEmpty() {
      return fields.isEmpty();
    }

    DataRow build() {
      return new DataRow(
          line,
          Collections.unmodifiableMap(fields),
          List.copyOf(doubtful),
          Collections.unmodifiableMap(lists),
          Map.of());
    }
  }
}
