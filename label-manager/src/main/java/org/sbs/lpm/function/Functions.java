package org.sbs.lpm.function;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** The functions that templates have, by their names. */
public final class Functions {
  private static final int MOST = 10_000;
  private static final int GS1_YEARS = 5;
  private static final String NAMES =
      "trim, upper, lower, substring, pad, pad-right, if, number, implied, date, today, gs1-date,"
          + " check-digit, gtin, sscc, code128, datamatrix, qr, fnc1";

  private Functions() {}

  /**
   * Makes a function.
   *
   * @param codes the printer language's way with bar codes
   * @param previous the name of the function whose result it takes; empty if it takes the data's
   * @throws IllegalArgumentException if there is none of that name, or its arguments are wrong,
   *     with a sentence without its end
   */
  public static ValueFunction of(
      String name, List<String> arguments, CodeEscapes codes, String previous) {
    Arguments given = new Arguments(name, arguments);
    return switch (name) {
      case "trim" -> given.none((value, today) -> value.strip());
      case "upper" -> given.none((value, today) -> value.toUpperCase(Locale.ROOT));
      case "lower" -> given.none((value, today) -> value.toLowerCase(Locale.ROOT));
      case "substring" -> substring(given);
      case "pad" -> pad(given, "0", true);
      case "pad-right" -> pad(given, " ", false);
      case "if" -> condition(given);
      case "number" -> number(given);
      case "implied" -> implied(given);
      case "date" -> date(given);
      case "today" -> today(given);
      case "gs1-date" -> gs1Date(given);
      case "check-digit" -> given.none((value, today) -> Gs1.withCheckDigit(value));
      case "gtin" -> gtin(given, previous.equals("check-digit"));
      case "sscc" -> {
        boolean isMade = previous.equals("check-digit");
        yield given.none((value, today) -> Gs1.sscc(value, isMade));
      }
      case "code128" -> given.none((value, today) -> codes.code128(value));
      case "datamatrix" -> given.none((value, today) -> codes.dataMatrix(value));
      case "qr" -> given.none((value, today) -> codes.qrCode(value));
      case "fnc1" -> fnc1(given, codes);
      default ->
          throw new IllegalArgumentException(
              "there is no function '" + name + "'; there are " + NAMES);
    };
  }

  private static ValueFunction substring(Arguments given) {
    given.count(2, 2, "the first and the last character, counted from 1, as in substring:1;5");
    int from = given.number(0, 1, MOST);
    int to = given.number(1, from, MOST);
    return (value, today) -> {
      int[] points = value.codePoints().toArray();
      int end = Math.min(to, points.length);
      return from > end ? "" : new String(points, from - 1, end - from + 1);
    };
  }

  private static ValueFunction pad(Arguments given, String otherwise, boolean before) {
    given.count(1, 2, "a length and perhaps a character, as in pad:6;0");
    int length = given.number(0, 1, MOST);
    String filler = given.text(1, otherwise);
    if (filler.codePointCount(0, filler.length()) != 1) {
      throw new IllegalArgumentException("pad takes one character to fill with");
    }
    return (value, today) -> {
      int has = value.codePointCount(0, value.length());
      if (has > length) {
        throw new WrongValueException(
            "it has " + has + " characters, and at most " + length + " fit");
      }
      String fill = filler.repeat(length - has);
      return before ? fill + value : value + fill;
    };
  }

  private static ValueFunction condition(Arguments given) {
    given.count(2, 3, "a value, what stands for it, and what stands for others, as in if:Y;yes;no");
    String wanted = given.text(0, "");
    String then = given.text(1, "");
    return new Always(
        (value, today) -> value.strip().equals(wanted) ? then : given.text(2, value), false);
  }

  private static ValueFunction number(Arguments given) {
    given.count(
        2, 2, "two examples, how it is written and how it is wanted, as in number:1.234,5;1234.50");
    NumberForm from = NumberForm.of(given.text(0, ""));
    NumberForm to = NumberForm.of(given.text(1, ""));
    return (value, today) -> to.write(from.read(value));
  }

  private static ValueFunction implied(Arguments given) {
    given.count(2, 2, "the decimals and the digits in all, as in implied:3;6");
    int decimals = given.number(0, 0, 12);
    int digits = given.number(1, 1, 30);
    NumberForm plain = NumberForm.of("1234.5");
    return (value, today) -> {
      BigDecimal number = plain.read(value);
      String out = number.setScale(decimals, RoundingMode.HALF_UP).unscaledValue().abs().toString();
      if (number.signum() < 0 || out.length() > digits) {
        throw new WrongValueException("it does not fit into " + digits + " digits");
      }
      return "0".repeat(digits - out.length()) + out;
    };
  }

  private static ValueFunction date(Arguments given) {
    given.count(
        2, 2, "two forms, how it is written and how it is wanted, as in date:dd.MM.yyyy;yyMMdd");
    DateForm from = DateForm.of(given.text(0, ""));
    DateForm to = DateForm.of(given.text(1, ""));
    return (value, today) -> to.write(from.read(value));
  }

  private static ValueFunction today(Arguments given) {
    given.count(1, 2, "a form and perhaps a number of days to add, as in today:dd.MM.yyyy;30");
    DateForm to = DateForm.of(given.text(0, ""));
    int days = given.isThere(1) ? given.number(1, -36_500, 36_500) : 0;
    checkShowsOnlyDay(to);
    return new Always((value, today) -> to.write(today.plusDays(days)), true);
  }

  private static void checkShowsOnlyDay(DateForm form) {
    try {
      form.write(LocalDate.EPOCH);
    } catch (WrongValueException e) {
      throw new IllegalArgumentException("today has a day, and no time of day", e);
    }
  }

  private static ValueFunction gs1Date(Arguments given) {
    given.count(
        1, 2, "the form that the data have, and perhaps years, as in gs1-date:dd.MM.yyyy;10");
    DateForm from = DateForm.of(given.text(0, ""));
    int years = given.isThere(1) ? given.number(1, 1, 49) : GS1_YEARS;
    return (value, today) -> from.gs1(value, years, today);
  }

  private static ValueFunction gtin(Arguments given, boolean isMade) {
    given.count(0, 1, "how many digits are wanted, as in gtin:14");
    int length = given.isThere(0) ? given.number(0, 8, 14) : 0;
    return (value, today) -> Gs1.gtin(value, length, isMade);
  }

  private static ValueFunction fnc1(Arguments given, CodeEscapes codes) {
    given.count(1, 1, "the bar code, as in fnc1:code128 or fnc1:datamatrix");
    String out =
        switch (given.text(0, "")) {
          case "code128" -> codes.fnc1(CodeEscapes.Code.CODE128);
          case "datamatrix" -> codes.fnc1(CodeEscapes.Code.DATAMATRIX);
          default -> throw new IllegalArgumentException("fnc1 is there for code128 and datamatrix");
        };
    return new Always((value, today) -> value + out, true);
  }

  /** One that is applied whatever the value is. */
  private record Always(ValueFunction function, boolean isSource) implements ValueFunction {
    @Override
    public String apply(String value, LocalDate today) throws WrongValueException {
      return function.apply(value, today);
    }

    @Override
    public boolean takesEmpty() {
      return true;
    }
  }

  /** What stands after a function's name. */
  private record Arguments(String name, List<String> texts) {
    ValueFunction none(ValueFunction function) {
      if (!texts.isEmpty()) {
        throw new IllegalArgumentException(name + " takes nothing more");
      }
      return function;
    }

    void count(int least, int most, String what) {
      if (texts.size() < least || texts.size() > most) {
        throw new IllegalArgumentException(name + " takes " + what);
      }
    }

    boolean isThere(int index) {
      return index < texts.size();
    }

    String text(int index, String otherwise) {
      return isThere(index) ? texts.get(index) : otherwise;
    }

    int number(int index, int least, int most) {
      String text = texts.get(index).strip();
      boolean isNumber = text.matches("[-+]?[0-9]{1,6}");
      if (!isNumber || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
        throw new IllegalArgumentException(
            name + ": '" + text + "' must be a whole number from " + least + " to " + most);
      }
      return Integer.parseInt(text);
    }
  }
}
