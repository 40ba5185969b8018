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

  /** A serial shipping container code. */
  static String sscc(String value) throws WrongValueException {
    String number = digits(value);
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
   */
  static String gtin(String value, int length) throws WrongValueException {
    String number = digits(value);
    boolean known =
        number.length() == 8
            || number.length() == 12
            || number.length() == 13
            || number.length() == 14;
    if (!known) {
      throw new WrongValueException(
          "it has " + number.length() + " digits, and a GTIN has 8, 12, 13 or 14");
    }
    verified(number);
    String out = number;
    while (out.length() > length && length > 0 && out.startsWith("0")) {
      out = out.substring(1);
    }
    if (length > 0 && out.length() > length) {
      throw new WrongValueException(
          "it has " + out.length() + " digits, and a GTIN of " + length + " digits is wanted");
    }
    return "0".repeat(Math.max(0, length - out.length())) + out;
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
          "its check digit is " + number.charAt(last) + " and must be " + right);
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
