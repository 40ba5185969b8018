package org.sbs.lpm.function;

import java.util.regex.Pattern;

/** Numbers of the GS1 system and their check digits. */
final class Gs1 {
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final int SSCC_DIGITS = 18;

  private Gs1() {}

  /** The number with its check digit behind it. */
  static String withCheckDigit(String value) throws WrongValueException {
    String number = digits(value);
    return number + checkDigit(number);
  }

  /**
   * A serial shipping container code.
   *
   * @param isMade whether the template has put the check digit behind the data's number
   */
  static String sscc(String value, boolean isMade) throws WrongValueException {
    String number = digits(value);
    if (isMade && number.length() != SSCC_DIGITS) {
      throw tooMany(number, "an SSCC has 17", number.length() == SSCC_DIGITS + 1);
    }
    if (number.length() != SSCC_DIGITS) {
      throw new WrongValueException(
          "it has "
              + number.length()
              + " digits, and an SSCC has 18"
              + (number.length() == SSCC_DIGITS - 1
                  ? "; if the data lack the check digit, write |check-digit|sscc"
                  : ""));
    }
    return verified(number);
  }

  /**
   * A trade item number.
   *
   * @param length how many digits come out, with zeros before the number; 0 for as many as there
   *     are
   * @param isMade whether the template has put the check digit behind the data's number
   */
  static String gtin(String value, int length, boolean isMade) throws WrongValueException {
    String number = digits(value);
    boolean known =
        number.length() == 8
            || number.length() == 12
            || number.length() == 13
            || number.length() == 14;
    if (!known && isMade) {
      boolean mayBeWhole = number.length() == 9 || number.length() == 15;
      throw tooMany(number, "a GTIN has 7, 11, 12 or 13", mayBeWhole);
    }
    if (!known) {
      throw new WrongValueException(
          "it has " + number.length() + " digits, and a GTIN has 8, 12, 13 or 14");
    }
    verified(number);
    String out = number;
    while (out.length() > length && length > 0 && out.startsWith("0")) {
      out = out.substring(1);
    }
    if (isMade && length > 0 && out.length() > length) {
      throw tooMany(number, "a GTIN of " + length + " digits has " + (length - 1), true);
    }
    if (length > 0 && out.length() > length) {
      throw new WrongValueException(
          "it has " + out.length() + " digits, and a GTIN of " + length + " digits is wanted");
    }
    return "0".repeat(Math.max(0, length - out.length())) + out;
  }

  /**
   * A number that was too long or too short before check-digit made it longer.
   *
   * @param mayBeWhole whether it may have had its check digit already
   */
  private static WrongValueException tooMany(String made, String wanted, boolean mayBeWhole) {
    int given = made.length() - 1;
    return new WrongValueException(
        "it has "
            + given
            + (given == 1 ? " digit, and " : " digits, and ")
            + wanted
            + " before check-digit"
            + (mayBeWhole
                ? "; if the data have the check digit already, leave out |check-digit in the"
                    + " template"
                : "; compare the number with where it comes from"));
  }

  private static String digits(String value) throws WrongValueException {
    String stripped = value.strip();
    if (!DIGITS.matcher(stripped).matches()) {
      throw new WrongValueException(
          stripped.isEmpty()
              ? "it is empty"
              : "it must have digits only (a spreadsheet may have made 3.4E+17 of a long number:"
                  + " make the column text there)");
    }
    return stripped;
  }

  private static String verified(String number) throws WrongValueException {
    int last = number.length() - 1;
    int right = checkDigit(number.substring(0, last));
    if (number.charAt(last) - '0' != right) {
      throw new WrongValueException(
          "its check digit is "
              + number.charAt(last)
              + ", and the digits before it give "
              + right
              + "; one of the digits is wrong: compare the number with where it comes from");
    }
    return number;
  }

  private static int checkDigit(String number) {
    int sum = 0;
    int weight = 3;
    for (int i = number.length() - 1; i >= 0; i--) {
      sum += (number.charAt(i) - '0') * weight;
      weight = 4 - weight;
    }
    return (10 - sum % 10) % 10;
  }
}
