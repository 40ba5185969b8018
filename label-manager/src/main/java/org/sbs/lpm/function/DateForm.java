package org.sbs.lpm.function;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/**
 * How a date, or a date and a time, is written.
 *
 * @param pattern as users write it: {@code dd.MM.yyyy}, {@code yyMMdd}, {@code HH:mm}
 */
record DateForm(String pattern, DateTimeFormatter formatter) {
  private static final DateTimeFormatter GS1 =
      new DateTimeFormatterBuilder().appendPattern("uuMMdd").toFormatter(Locale.ROOT);
  private static final String GS1_PATTERN = "yyMMdd";

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it is none
   */
  static DateForm of(String pattern) {
    if (pattern.isBlank()) {
      throw new IllegalArgumentException("a date needs its form, such as dd.MM.yyyy");
    }
    // With u for the year a day that does not exist is refused; y would need an era for that.
    return new DateForm(
        pattern,
        new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern(pattern.replace('y', 'u'))
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT));
  }

  TemporalAccessor read(String value) throws WrongValueException {
    try {
      return formatter.parse(value.strip());
    } catch (DateTimeParseException e) {
      throw new WrongValueException("it is not a date of the form " + pattern);
    }
  }

  String write(TemporalAccessor date) throws WrongValueException {
    try {
      return formatter.format(date);
    } catch (DateTimeException e) {
      throw new WrongValueException("it does not have all that the form " + pattern + " shows");
    }
  }

  /**
   * A date as GS1 codes have it, six digits of year, month and day; day 00 is the month's end.
   *
   * @param years further from today than that is taken for a wrong order of day and year
   */
  String gs1(String value, int years, LocalDate today) throws WrongValueException {
    String text = value.strip();
    boolean isMonth = pattern.equals(GS1_PATTERN) && text.matches("[0-9]{4}00");
    LocalDate date = isMonth ? monthsEnd(text) : day(text);
    if (date.isBefore(today.minusYears(years)) || date.isAfter(today.plusYears(years))) {
      throw new WrongValueException(
          "as "
              + pattern
              + " it is "
              + date
              + ", more than "
              + years
              + " years from today; write the form that the data have, or more years:"
              + " gs1-date:"
              + pattern
              + ";"
              + Math.min(49, years * 2));
    }
    return isMonth ? text : GS1.format(date);
  }

  private LocalDate day(String text) throws WrongValueException {
    LocalDate date = read(text).query(TemporalQueries.localDate());
    if (date == null) {
      throw new WrongValueException("the form " + pattern + " shows no day, month and year");
    }
    return date;
  }

  private static LocalDate monthsEnd(String text) throws WrongValueException {
    int month = Integer.parseInt(text.substring(2, 4));
    if (month < 1 || month > 12) {
      throw new WrongValueException("it has the month " + text.substring(2, 4));
    }
    return YearMonth.of(2000 + Integer.parseInt(text.substring(0, 2)), month).atEndOfMonth();
  }
}
