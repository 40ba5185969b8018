package org.sbs.core.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

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
    TEXT(ReasonCode.KIND_TEXT),
    /** A {@link Whole}. */
    WHOLE(ReasonCode.KIND_WHOLE),
    /** A {@link Flag}. */
    FLAG(ReasonCode.KIND_FLAG),
    /** A {@link Many}. */
    MANY(ReasonCode.KIND_LIST),
    /** A {@link Table}. */
    TABLE(ReasonCode.KIND_TABLE),
    /** An {@link Other}. */
    OTHER(ReasonCode.KIND_OTHER);

    private final ReasonCode words;

    Kind(ReasonCode words) {
      this.words = words;
    }

    /** In words, with its article. */
    public Reason words() {
      return Reason.of(words);
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
