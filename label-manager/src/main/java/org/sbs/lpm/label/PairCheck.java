package org.sbs.lpm.label;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what a Code 128 cannot have where its data choose code set C, in which two digits are a
 * sign: a digit that is left over, or a value with anything else in it. A printer says nothing of
 * that, and prints another code. Only {@code ^BC} in mode N is judged, for in the other modes the
 * printer chooses the code sets.
 */
final class PairCheck {
  private static final Pattern FIELD =
      Pattern.compile(
          "\\^BC(?<given>[^^~]*)(?<between>(?:\\^(?!F[DVSO])[^^~]*)*)\\^F[DV](?<data>[^^~]*)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern HEX = Pattern.compile("(?i)\\^FH(.?)[^^~]*$");
  private static final int MODE = 5;

  /** Stands for a value of which only data would say how long it is; no text has it. */
  static final char UNKNOWN = '\uE0FF';

  private PairCheck() {}

  /**
   * A fault.
   *
   * @param at where in the label it is, or ends
   * @param why the rest of a sentence about the value, without its end
   */
  record Fault(int at, String why) {}

  /** Whether there is anything to look at. */
  static boolean concerns(String text) {
    return text.toUpperCase(Locale.ROOT).contains("^BC");
  }

  /**
   * The first fault of a label.
   *
   * @param values where values of the data stand in it
   */
  static Optional<Fault> find(String label, List<int[]> values) {
    Matcher field = FIELD.matcher(label);
    while (field.find()) {
      String[] given = field.group("given").split(",", -1);
      String mode = given.length > MODE ? given[MODE].strip() : "";
      if (mode.isEmpty() || mode.equalsIgnoreCase("N")) {
        Matcher hex = HEX.matcher(label.substring(field.start(), field.start("data") - 3));
        char indicator = hex.find() ? (hex.group(1).isBlank() ? '_' : hex.group(1).charAt(0)) : 0;
        Optional<Fault> fault =
            new Walk(label, field.start("data"), field.end("data"), indicator, values).first();
        if (fault.isPresent()) {
          return fault;
        }
      }
    }
    return Optional.empty();
  }

  /** Through the data of one field. Used once. */
  private static final class Walk {
    private final StringBuilder signs = new StringBuilder();
    private final List<Integer> places = new ArrayList<>();
    private final List<int[]> values;
    private int digits;
    private boolean hasUnknown;
    private int lastDigit;

    Walk(String label, int from, int to, char indicator, List<int[]> values) {
      this.values = values;
      int at = from;
      while (at < to) {
        boolean isHex =
            indicator != 0
                && label.charAt(at) == indicator
                && at + 2 < to
                && Character.digit(label.charAt(at + 1), 16) >= 0
                && Character.digit(label.charAt(at + 2), 16) >= 0;
        signs.append(
            isHex
                ? (char) Integer.parseInt(label.substring(at + 1, at + 3), 16)
                : label.charAt(at));
        places.add(at);
        at += isHex ? 3 : 1;
      }
    }

    Optional<Fault> first() {
      boolean inC = signs.indexOf(">;") == 0;
      int at = inC ? 2 : 0;
      while (at < signs.length()) {
        char c = signs.charAt(at);
        if (c == '>') {
          if (inC && isOdd()) {
            return Optional.of(odd());
          }
          digits = 0;
          hasUnknown = false;
          char order = at + 1 < signs.length() ? signs.charAt(at + 1) : ' ';
          inC = order == '5' || (inC && order != '6' && order != '7');
          at += 2;
        } else {
          hasUnknown |= c == UNKNOWN;
          if (inC && Character.digit(c, 10) >= 0) {
            digits++;
            lastDigit = places.get(at);
          } else if (inC && c != UNKNOWN && isOfData(places.get(at))) {
            return Optional.of(
                new Fault(
                    places.get(at),
                    "it stands in code set C of a Code 128, which has digits only, and there is '"
                        + c
                        + "'; choose code set B before it, by >: at the beginning or >6 later"));
          }
          at++;
        }
      }
      return inC && isOdd() ? Optional.of(odd()) : Optional.empty();
    }

    private boolean isOdd() {
      return digits % 2 == 1 && !hasUnknown;
    }

    private boolean isOfData(int place) {
      return values.stream().anyMatch(value -> value[0] <= place && place < value[1]);
    }

    private Fault odd() {
      return new Fault(
          lastDigit,
          "in code set C of a Code 128, after >; or >5, digits stand in pairs, and here are "
              + digits
              + ", so that one is left over; make the number even, as |pad:LENGTH does with zeros"
              + " before it (|pad:4 for up to four digits), or choose code set B, by >: at the"
              + " beginning or >6 later");
    }
  }
}
