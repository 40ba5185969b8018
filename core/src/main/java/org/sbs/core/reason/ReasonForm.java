package org.sbs.core.reason;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The form of reasons outside of the program: a code, and values by name, of which each is a text,
 * a whole number or such a form again. It is the same in status, history and answers.
 */
public final class ReasonForm {
  /** What the code is called. */
  public static final String CODE = "code";

  /** What the values are called. */
  public static final String VALUES = "values";

  private static final int MOST_LEVELS = 8;

  private ReasonForm() {}

  /** The values of a reason. */
  public static Map<String, Object> values(Reason reason) {
    Map<String, Object> values = new LinkedHashMap<>();
    reason
        .values()
        .forEach(
            (name, value) -> values.put(name, value instanceof Reason part ? of(part) : value));
    return values;
  }

  private static Map<String, Object> of(Reason part) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put(CODE, part.code().word());
    form.put(VALUES, values(part));
    return form;
  }

  /**
   * Reads such a form; empty if it is none, or of a code that this version does not know.
   *
   * @param code what was called {@link #CODE}
   * @param values what was called {@link #VALUES}
   */
  public static Optional<Reason> read(Object code, Object values) {
    return read(code, values, MOST_LEVELS);
  }

  private static Optional<Reason> read(Object code, Object values, int levels) {
    Optional<ReasonCode> known =
        code instanceof String word ? ReasonCode.of(word) : Optional.empty();
    if (known.isEmpty() || levels == 0 || !(values instanceof Map<?, ?> named)) {
      return Optional.empty();
    }
    Reason reason = Reason.of(known.get());
    for (Map.Entry<?, ?> one : named.entrySet()) {
      Optional<Object> value = value(one.getValue(), levels);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      reason = reason.with(String.valueOf(one.getKey()), value.get());
    }
    return Optional.of(reason);
  }

  private static Optional<Object> value(Object value, int levels) {
    if (value instanceof Map<?, ?> form) {
      return read(form.get(CODE), form.get(VALUES), levels - 1).map(part -> part);
    }
    return value instanceof String || value instanceof Long
        ? Optional.of(value)
        : value instanceof Integer whole ? Optional.of(whole.longValue()) : Optional.empty();
  }
}
