package org.sbs.lpm.data;

/** Small things about texts of data files. */
final class Text {
  private static final int BRIEF = 40;

  private Text() {}

  /** Without blanks of any kind at both ends, the no-break space and the byte order mark too. */
  static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || c == '\u00A0' || c == '\uFEFF';
  }

  /** Its beginning, for a message. */
  static String brief(String text) {
    String oneLine = Text.strip(text).replaceAll("\\p{Cntrl}+", " ");
    return oneLine.length() <= BRIEF ? oneLine : oneLine.substring(0, BRIEF) + "…";
  }
}
