package org.sbs.lpm.function;

import java.time.LocalDate;

/** Makes a value of another one. Immutable. */
@FunctionalInterface
public interface ValueFunction {
  /**
   * Applies it.
   *
   * @param today the day on which the label is made
   * @throws WrongValueException if it does not take the value
   */
  String apply(String value, LocalDate today) throws WrongValueException;

  /** Whether it is also applied to an empty value that the template allows. */
  default boolean takesEmpty() {
    return false;
  }

  /** Whether it needs no value, so that it may stand where no field is named. */
  default boolean isSource() {
    return false;
  }
}
