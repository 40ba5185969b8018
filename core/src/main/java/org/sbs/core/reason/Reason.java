package org.sbs.core.reason;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Why something was decided: a code and its values by name. Immutable. It is worded where people
 * read it, in their language; nothing may branch on the wording.
 *
 * @param code what it is
 * @param values a {@code String}, a {@code Long}, an {@code Integer} or another {@code Reason}
 *     each; units are part of the name, as in {@code seconds}
 */
public record Reason(ReasonCode code, Map<String, Object> values) {
  /** Nothing worth telling. */
  public static final Reason NONE = new Reason(ReasonCode.NONE, Map.of());

  /** Copies the values, in their order. */
  public Reason {
    Objects.requireNonNull(code, "code");
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** A reason without values yet. */
  public static Reason of(ReasonCode code) {
    return new Reason(code, Map.of());
  }

  /** A sentence that has no code yet; nothing for an empty one. */
  public static Reason sentence(String text) {
    return text.isEmpty() ? NONE : of(ReasonCode.SENTENCE).with("text", text);
  }

  /** With one more value. */
  public Reason with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.put(name, Objects.requireNonNull(value, name));
    return new Reason(code, more);
  }

  /** This reason and then that one. */
  public Reason and(Reason second) {
    if (isEmpty()) {
      return second;
    }
    return second.isEmpty() ? this : of(ReasonCode.BOTH).with("first", this).with("second", second);
  }

  /** Whether there is nothing to tell. */
  public boolean isEmpty() {
    return code == ReasonCode.NONE;
  }

  /** Whether this is, or contains, a reason of that code. */
  public boolean has(ReasonCode wanted) {
    return code == wanted
        || values.values().stream()
            .anyMatch(value -> value instanceof Reason part && part.has(wanted));
  }

  /** For developers: the code and its values, or the sentence itself. */
  @Override
  public String toString() {
    return switch (code) {
      case NONE -> "";
      case SENTENCE -> String.valueOf(values.get("text"));
      case BOTH -> values.get("first") + "; " + values.get("second");
      default -> values.isEmpty() ? code.word() : code.word() + " " + values;
    };
  }
}
