package org.sbs.lpm.label;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.sbs.lpm.data.BadDataException;
import org.sbs.lpm.data.DataRow;
import org.sbs.lpm.function.ValueFunction;
import org.sbs.lpm.function.WrongValueException;

/**
 * A place in a template that takes a value.
 *
 * @param expression which value
 * @param escape makes any text harmless where the placeholder stands
 * @param isQuantity whether it says to the printer how many labels it prints
 */
record Placeholder(Expression expression, TextEscape escape, boolean isQuantity) {
  /** What may come out. */
  enum Mode {
    /** Any text, made harmless; only where the language has a way to do so. */
    ESCAPED,
    /** The same, where an empty text is refused. */
    REQUIRED,
    /** A decimal number and nothing else; anywhere. */
    NUMBER,
    /** The data as they are, commands included; anywhere. */
    RAW
  }

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,9})?");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final int BRIEF = 60;

  /** Of each kind that functions take at least two, and of different lengths where they may be. */
  private static final List<String> TRIED =
      List.of(
          "1",
          "12",
          "1234",
          "12.5",
          "123456",
          "01.02.2026",
          "1.2.2026",
          "31.12.2026",
          "2026-02-01",
          "2026-12-31",
          "260201",
          "261231",
          "20260201",
          "20261231",
          "4006381",
          "40063812",
          "400638133393",
          "4006381333931",
          "4012345678901",
          "036000291452",
          "04006381333931",
          "04012345678901",
          "34012345000000001",
          "34012345000000002",
          "340123450000000017",
          "340123450000000024");

  /** The field's name; empty where there is none. */
  String field() {
    return expression.field();
  }

  String render(DataRow row, LocalDate today) throws BadDataException {
    String value = field().isEmpty() ? "" : given(row);
    String made = value;
    try {
      for (ValueFunction function : expression.functions()) {
        if (!made.isBlank() || expression.otherwise().isEmpty() || function.takesEmpty()) {
          made = function.apply(made, today);
        }
      }
      return finish(made);
    } catch (WrongValueException e) {
      throw wrong(row, value, e.getMessage());
    }
  }

  /** A value that cannot stand there. */
  BadDataException wrong(DataRow row, String value, String why) {
    return row.wrong(field(), "is '" + brief(value) + "': " + why + ".");
  }

  /** What stands there when a template is only tried. */
  String sample() {
    return "1";
  }

  /**
   * How many digits its functions always make, as of a GTIN or a date; nothing if that is up to the
   * data.
   */
  OptionalInt digits(LocalDate today) {
    if (expression.otherwise().isPresent() || expression.functions().isEmpty()) {
      return OptionalInt.empty();
    }
    List<String> results = TRIED.stream().flatMap(value -> made(value, today).stream()).toList();
    boolean areDigits = results.stream().allMatch(result -> DIGITS.matcher(result).matches());
    boolean isOne = results.stream().mapToInt(String::length).distinct().count() == 1;
    return results.size() > 1 && areDigits && isOne
        ? OptionalInt.of(results.get(0).length())
        : OptionalInt.empty();
  }

  /** What the functions make of a value; nothing if they do not take it. */
  private Optional<String> made(String value, LocalDate today) {
    String result = value;
    try {
      for (ValueFunction function : expression.functions()) {
        result = function.apply(result, today);
      }
      return Optional.of(result);
    } catch (WrongValueException e) {
      return Optional.empty();
    }
  }

  private String given(DataRow row) throws BadDataException {
    Optional<String> found = row.get(field());
    if (found.isEmpty() && expression.otherwise().isEmpty()) {
      throw row.wrong(
          field(),
          "is missing, which the template uses. Fields there: "
              + String.join(", ", row.fields().keySet())
              + ".");
    }
    boolean isEmpty = found.filter(text -> !text.isBlank()).isEmpty();
    String value = isEmpty ? expression.otherwise().orElse(found.orElse("")) : found.get();
    if (expression.mode() == Mode.REQUIRED && value.isBlank()) {
      throw row.wrong(field(), "is empty, and the template requires it.");
    }
    return value;
  }

  private String finish(String value) throws WrongValueException {
    return switch (expression.mode()) {
      case ESCAPED, REQUIRED -> escape.escape(value);
      case NUMBER -> number(value.strip());
      case RAW -> value;
    };
  }

  private static String number(String value) throws WrongValueException {
    if (!NUMBER.matcher(value).matches()) {
      throw new WrongValueException("it must be a plain number such as 12 or 3.5");
    }
    return value;
  }

  private static String brief(String value) {
    String line = value.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= BRIEF ? line : line.substring(0, BRIEF) + "…";
  }
}
