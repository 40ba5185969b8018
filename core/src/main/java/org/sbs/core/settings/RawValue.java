package org.sbs.core.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A value as it stands in the settings file, with its line: what is checked, before anything is
 * known to be right. Immutable. Line 0 means that the value stands in no file (a default).
 */
public sealed interface RawValue {
  /** The line where the value, or its key, begins; 1 is the first. */
  int line();

  /** What kind of value it is. */
  Kind kind();

  /** The kinds of values, with the words for them. */
  enum Kind {
    /** A {@link Text}. */
    TEXT("a text in quotes"),
    /** A {@link Whole}. */
    WHOLE("a whole number"),
    /** A {@link Flag}. */
    FLAG("true or false"),
    /** A {@link Many}. */
    MANY("a list"),
    /** A {@link Table}. */
    TABLE("a table"),
    /** An {@link Other}. */
    OTHER("a date, a time or a number with a fraction");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** For messages, with its article. */
    public String words() {
      return words;
    }
  }

  /** A text. */
  record Text(String value, int line) implements RawValue {
    /** Checks that there is one. */
    public Text {
      Objects.requireNonNull(value, "value");
    }

    @Override
    public Kind kind() {
      return Kind.TEXT;
    }
  }

  /** A whole number. */
  record Whole(long value, int line) implements RawValue {
    @Override
    public Kind kind() {
      return Kind.WHOLE;
    }
  }

  /** True or false. */
  record Flag(boolean value, int line) implements RawValue {
    @Override
    public Kind kind() {
      return Kind.FLAG;
    }
  }

  /** A list. */
  record Many(List<RawValue> items, int line) implements RawValue {
    /** Copies the list. */
    public Many {
      items = List.copyOf(items);
    }

    @Override
    public Kind kind() {
      return Kind.MANY;
    }

    /** The texts among the items, in order. */
    public List<String> texts() {
      List<String> found = new ArrayList<>();
      for (RawValue item : items) {
        if (item instanceof Text text) {
          found.add(text.value());
        }
      }
      return found;
    }
  }

  /** A table; entries in the order of the file. */
  record Table(Map<String, RawValue> entries, int line) implements RawValue {
    /** The table with nothing in it. */
    public static final Table EMPTY = new Table(Map.of(), 0);

    /** Copies the map, in its order. */
    public Table {
      Map<String, RawValue> copy = new LinkedHashMap<>(entries);
      entries = Collections.unmodifiableMap(copy);
    }

    @Override
    public Kind kind() {
      return Kind.TABLE;
    }
  }

  /**
   * Something that no setting is.
   *
   * @param text as it would be printed
   */
  record Other(String text, int line) implements RawValue {
    @Override
    public Kind kind() {
      return Kind.OTHER;
    }
  }
}
