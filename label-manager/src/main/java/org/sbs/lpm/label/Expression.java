package org.sbs.lpm.label;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sbs.lpm.function.CodeEscapes;
import org.sbs.lpm.function.Functions;
import org.sbs.lpm.function.ValueFunction;

/**
 * What stands between the braces of a placeholder: a field's name; after a question mark what
 * stands for a missing value; functions, each after a bar; the mode after an exclamation mark.
 * Immutable.
 *
 * @param field its name; empty where a function makes the value alone
 */
record Expression(
    String field,
    Optional<String> otherwise,
    List<ValueFunction> functions,
    Placeholder.Mode mode) {
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}$?!|]*");

  /** Copies the list. */
  Expression {
    functions = List.copyOf(functions);
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is wrong, with a sentence without its end
   */
  static Expression parse(String inside, CodeEscapes codes) {
    Reader reader = new Reader(inside);
    String name = reader.until("?|!").strip();
    Optional<String> otherwise =
        reader.takes('?') ? Optional.of(reader.text("|!")) : Optional.empty();
    List<ValueFunction> functions = new ArrayList<>();
    String previous = "";
    while (reader.takes('|')) {
      String function = reader.until(":|!").strip();
      List<String> arguments = new ArrayList<>();
      if (reader.takes(':')) {
        do {
          arguments.add(reader.text(";|!"));
        } while (reader.takes(';'));
      }
      functions.add(Functions.of(function, arguments, codes, previous));
      previous = function;
    }
    boolean isSource = !functions.isEmpty() && functions.get(0).isSource();
    if (!NAME.matcher(name).matches() || (name.isEmpty() && !isSource)) {
      throw new IllegalArgumentException(
          "${ begins a placeholder, ${field}, which ends in the same line and names a field by"
              + " anything but ! ? | and $. Write $${ for the characters themselves");
    }
    Placeholder.Mode mode =
        reader.takes('!') ? mode(reader.rest().strip()) : Placeholder.Mode.ESCAPED;
    String rest = reader.rest();
    if (!rest.isEmpty()) {
      throw new IllegalArgumentException(
          "'" + rest + "' is too much; text with | ! or ; in it stands in quotes");
    }
    return new Expression(name, otherwise, functions, mode);
  }

  private static Placeholder.Mode mode(String name) {
    return switch (name) {
      case "required" -> Placeholder.Mode.REQUIRED;
      case "raw" -> Placeholder.Mode.RAW;
      case "number" -> Placeholder.Mode.NUMBER;
      default ->
          throw new IllegalArgumentException(
              "'!"
                  + name
                  + "' is unknown; there are !raw, !number and !required. Text with ! in it stands"
                  + " in quotes");
    };
  }

  /** Goes through the characters once. */
  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    boolean takes(char c) {
      boolean isThere = at < text.length() && text.charAt(at) == c;
      if (isThere) {
        at++;
      }
      return isThere;
    }

    String until(String ends) {
      int from = at;
      while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(from, at);
    }

    /** As it is, or in quotes, which are doubled inside. */
    String text(String ends) {
      if (!takes('"')) {
        return until(ends);
      }
      StringBuilder quoted = new StringBuilder();
      while (true) {
        quoted.append(until("\""));
        if (!takes('"')) {
          throw new IllegalArgumentException("a quote is not closed in the placeholder");
        }
        if (!takes('"')) {
          return quoted.toString();
        }
        quoted.append('"');
      }
    }

    String rest() {
      String rest = text.substring(at);
      at = text.length();
      return rest;
    }
  }
}
