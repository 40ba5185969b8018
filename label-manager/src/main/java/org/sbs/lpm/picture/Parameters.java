package org.sbs.lpm.picture;

import java.util.Locale;

/** What stands behind a command's name, between commas. Immutable. */
record Parameters(String text) {
  private static final int MOST = 1_000_000;

  private String[] parts() {
    return text.split(",", -1);
  }

  String text(int index) {
    String[] parts = parts();
    return index < parts.length ? parts[index].strip() : "";
  }

  boolean has(int index) {
    return !text(index).isEmpty();
  }

  /** A whole number, cut where it is one with decimals; the other where there is none. */
  int number(int index, int otherwise) {
    String part = text(index);
    int end = part.startsWith("-") || part.startsWith("+") ? 1 : 0;
    int from = end;
    while (end < part.length() && Character.isDigit(part.charAt(end)) && end < from + 7) {
      end++;
    }
    if (end == from) {
      return otherwise;
    }
    int number = Integer.parseInt(part.substring(0, end));
    return Math.max(-MOST, Math.min(MOST, number));
  }

  double decimal(int index, double otherwise) {
    String part = text(index);
    return part.matches("[0-9]{1,4}(\\.[0-9]{1,4})?") ? Double.parseDouble(part) : otherwise;
  }

  char letter(int index, char otherwise) {
    String part = text(index).toUpperCase(Locale.ROOT);
    return part.isEmpty() ? otherwise : part.charAt(0);
  }

  char orientation(int index, char otherwise) {
    char letter = letter(index, otherwise);
    return "NRIB".indexOf(letter) < 0 ? otherwise : letter;
  }

  boolean yes(int index, boolean otherwise) {
    return letter(index, otherwise ? 'Y' : 'N') == 'Y';
  }

  /** All from that one on, commas included. */
  String rest(int index) {
    int at = 0;
    for (int i = 0; i < index; i++) {
      int comma = text.indexOf(',', at);
      if (comma < 0) {
        return "";
      }
      at = comma + 1;
    }
    return text.substring(at);
  }
}
