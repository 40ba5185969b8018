package org.sbs.lpm.label;

import org.sbs.lpm.function.WrongValueException;

/** Makes any text harmless for one kind of place in a printer language. Immutable. */
@FunctionalInterface
interface TextEscape {
  /**
   * The text as it stands there.
   *
   * @throws WrongValueException if the language has no way to write it
   */
  String escape(String text) throws WrongValueException;

  /** For a place where no text can be made harmless; the parser lets none come there. */
  static TextEscape none() {
    return text -> {
      throw new WrongValueException("text cannot stand here");
    };
  }
}
