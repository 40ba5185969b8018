package org.sbs.lpm.data;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The data of one label. Field names are compared without regard to case. Immutable. */
public final class DataRow {
  private final int line;
  private final Map<String, String> fields;

  private DataRow(int line, Map<String, String> fields) {
    this.line = line;
    this.fields = fields;
  }

  /** A row that has every field, for trying a template: a number, so that it fits everywhere. */
  public static DataRow sample() {
    return new DataRow(
        1,
        new TreeMap<>(String.CASE_INSENSITIVE_ORDER) {
          private static final long serialVersionUID = 1L;

          @Override
          public String get(Object name) {
            return "1";
          }
        });
  }

  /** The line of the data file on which these data begin, from 1. */
  public int line() {
    return line;
  }

  /** The field's value, which may be empty text; nothing when the data have no such field. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /** All fields, by name. */
  public Map<String, String> fields() {
    return fields;
  }

  /** Collects fields; each name may come once. */
  static final class Builder {
    private final int line;
    private final Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    Builder(int line) {
      this.line = line;
    }

    void put(String name, String value, int atLine) throws BadDataException {
      if (name.isEmpty()) {
        throw new BadDataException("Line " + atLine + " has a field without a name.");
      }
      if (fields.putIfAbsent(name, value) != null) {
        throw new BadDataException("Line " + atLine + ": the field '" + name + "' comes twice.");
      }
    }

    boolean isEmpty() {
      return fields.isEmpty();
    }

    DataRow build() {
      return new DataRow(line, Collections.unmodifiableMap(fields));
    }
  }
}
