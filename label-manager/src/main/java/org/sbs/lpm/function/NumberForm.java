package org.sbs.lpm.function;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a number is written, said by an example: one thousand two hundred and thirty-four, and as
 * many decimals as there are to be.
 *
 * @param group what stands between groups of three digits; empty for nothing
 * @param point what stands before the decimals; empty where there are none
 * @param decimals how many of them are written
 */
record NumberForm(String group, String point, int decimals) {
  private static final Pattern EXAMPLE =
      Pattern.compile("1([.,' \u00A0\u202F]?)234(?:([.,])([0-9]{1,9}))?");

  /** Programs write a blank between thousands as one of these, whichever the example shows. */
  private static final String BLANKS = "[ \u00A0\u2009\u202F]";

  private static final Pattern END_BLANKS =
      Pattern.compile("^(\\s|" + BLANKS + ")+|(\\s|" + BLANKS + ")+$");

  /**
   * Reads an example.
   *
   * @throws IllegalArgumentException if it is none
   */
  static NumberForm of(String example) {
    Matcher matcher = EXAMPLE.matcher(example);
    if (!matcher.matches() || matcher.group(1).equals(matcher.group(2))) {
      throw new IllegalArgumentException(
          "'" + example + "' must show how 1234 is written, such as 1.234,56 or 1234.56 or 1234");
    }
    String point = matcher.group(2) == null ? "" : matcher.group(2);
    return new NumberForm(matcher.group(1), point, point.isEmpty() ? 0 : matcher.group(3).length());
  }

  /**
   * A number that is written so; groups may be missing, and any decimals may follow the point. The
   * sign stands before it, or behind it, as in SAP.
   */
  BigDecimal read(String value) throws WrongValueException {
    String text = END_BLANKS.matcher(value).replaceAll("");
    if (text.matches("[0-9].*-")) {
      text = "-" + text.substring(0, text.length() - 1).stripTrailing();
    }
    String between = group.matches(BLANKS) ? BLANKS : Pattern.quote(group);
    String whole =
        group.isEmpty() ? "[0-9]{1,30}" : "(?:[0-9]{1,3}(?:" + between + "[0-9]{3})+|[0-9]{1,30})";
    String rest = point.isEmpty() ? "" : "(?:" + Pattern.quote(point) + "[0-9]{1,12})?";
    if (!text.matches("[-+]?" + whole + rest)) {
      throw new WrongValueException("it is no number that is written like " + example());
    }
    String plain = group.isEmpty() ? text : text.replaceAll(between, "");
    return new BigDecimal(point.isEmpty() ? plain : plain.replace(point, "."));
  }

  /** The number, rounded as merchants do. */
  String write(BigDecimal number) {
    String plain = number.setScale(decimals, RoundingMode.HALF_UP).abs().toPlainString();
    int dot = plain.indexOf('.');
    String whole = dot < 0 ? plain : plain.substring(0, dot);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < whole.length(); i++) {
      if (i > 0 && (whole.length() - i) % 3 == 0) {
        out.append(group);
      }
      out.append(whole.charAt(i));
    }
    if (dot >= 0) {
      out.append(point).append(plain, dot + 1, plain.length());
    }
    boolean isZero = number.setScale(decimals, RoundingMode.HALF_UP).signum() == 0;
    return (number.signum() < 0 && !isZero ? "-" : "") + out;
  }

  private String example() {
    return write(new BigDecimal("1234.567890123"));
  }
}
