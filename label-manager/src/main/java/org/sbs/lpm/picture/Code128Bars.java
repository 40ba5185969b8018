package org.sbs.lpm.picture;

import java.util.ArrayList;
import java.util.List;
import org.sbs.lpm.picture.BarCodes.BadCodeException;
import uk.org.okapibarcode.backend.Code128;

/**
 * Code 128 as a Zebra printer makes it of the field's data: in mode N it keeps the code sets that
 * the data choose, and does not pack, so that the code is as wide as on the printer.
 */
final class Code128Bars extends Code128 {
  private static final int SHIFT = 98;
  private static final int CODE_C = 99;
  private static final int CODE_B = 100;
  private static final int CODE_A = 101;
  private static final int FNC1 = 102;
  private static final int START_A = 103;
  private static final int START_B = 104;
  private static final int START_C = 105;
  private static final int STOP = 106;

  private Code128Bars() {}

  /**
   * What a code says.
   *
   * @param widths of bars and spaces in modules, a bar first
   * @param text for people
   */
  record Bars(String widths, String text) {}

  /** Of data with orders in them, as {@code >;} and {@code >8}. */
  static Bars modeN(String data) throws BadCodeException {
    List<Integer> values = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int set = START_B;
    int at = 0;
    if (data.startsWith(">9") || data.startsWith(">:") || data.startsWith(">;")) {
      set = START_A + "9:;".indexOf(data.charAt(1));
      at = 2;
    }
    values.add(set);
    while (at < data.length()) {
      char c = data.charAt(at);
      int order = c == '>' && at + 1 < data.length() ? order(data.charAt(at + 1)) : -1;
      if (order >= 0) {
        values.add(order);
        set =
            order == CODE_A ? START_A : order == CODE_B ? START_B : order == CODE_C ? START_C : set;
        if (order < 95) {
          text.append((char) (order + ' '));
        }
        at += 2;
      } else if (set == START_C) {
        boolean isPair =
            Character.isDigit(c)
                && at + 1 < data.length()
                && Character.isDigit(data.charAt(at + 1));
        if (!isPair) {
          throw new BadCodeException(
              "in code set C there are pairs of digits only, and here stands "
                  + data.substring(at, Math.min(data.length(), at + 2)));
        }
        values.add(Integer.parseInt(data.substring(at, at + 2)));
        text.append(data, at, at + 2);
        at += 2;
      } else {
        values.add(value(c, set));
        text.append(c);
        at++;
      }
    }
    return new Bars(widths(values), text.toString());
  }

  /** As few bars as possible, as mode A makes them; FNC1 stands in the data as U+00F1. */
  static Bars packed(String data) throws BadCodeException {
    StringBuilder orders = new StringBuilder();
    boolean inC = false;
    boolean begun = false;
    int at = 0;
    while (at < data.length()) {
      int digits = digits(data, at);
      boolean wantsC =
          digits >= (begun && at + digits < data.length() ? 6 : 4) || (inC && digits > 1);
      if (data.charAt(at) == '\u00F1') {
        orders.append(begun ? "" : digits(data, at + 1) >= 4 ? ">;" : ">:");
        inC = begun ? inC : digits(data, at + 1) >= 4;
        orders.append(">8");
        at++;
      } else if (wantsC) {
        orders.append(begun ? (inC ? "" : ">5") : ">;");
        inC = true;
        orders.append(data, at, at + digits / 2 * 2);
        at += digits / 2 * 2;
      } else {
        orders.append(begun ? (inC ? ">6" : "") : ">:");
        inC = false;
        char c = data.charAt(at++);
        orders.append(c == '>' ? ">0" : String.valueOf(c));
      }
      begun = true;
    }
    return modeN(orders.toString());
  }

  private static int digits(String data, int from) {
    int at = from;
    while (at < data.length() && data.charAt(at) >= '0' && data.charAt(at) <= '9') {
      at++;
    }
    return at - from;
  }

  private static int order(char c) {
    return switch (c) {
      case '<' -> 62;
      case '0' -> 30;
      case '=' -> 94;
      case '1' -> 95;
      case '2' -> 96;
      case '3' -> 97;
      case '4' -> SHIFT;
      case '5' -> CODE_C;
      case '6' -> CODE_B;
      case '7' -> CODE_A;
      case '8' -> FNC1;
      default -> -1;
    };
  }

  private static int value(char c, int set) throws BadCodeException {
    boolean fits = set == START_A ? c < 96 : c >= ' ' && c < 128;
    if (!fits) {
      throw new BadCodeException("a Code 128 takes ASCII only, and here stands '" + c + "'");
    }
    return c < ' ' ? c + 64 : c - ' ';
  }

  private static String widths(List<Integer> values) {
    long sum = values.get(0);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      sum += (long) i * values.get(i);
      out.append(CODE128_TABLE[values.get(i)]);
    }
    return out.append(CODE128_TABLE[(int) (sum % 103)]).append(CODE128_TABLE[STOP]).toString();
  }
}
