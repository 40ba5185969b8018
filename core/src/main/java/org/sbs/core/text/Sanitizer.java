package org.sbs.core.text;

/**
 * Makes text that came from somewhere else fit for a log, a terminal and a status (R10.8): names of
 * files, hosts and sentinels, words of the peer and of programs. A control character in them could
 * command a terminal or forge a line, and a bidirectional one could make a name look like another.
 *
 * <p>What it replaces are control characters (C0, DEL and C1), format characters, which include the
 * bidirectional ones, line and paragraph separators, and what is no character at all.
 */
public final class Sanitizer {
  private static final char REPLACEMENT = '\ufffd';

  private Sanitizer() {}

  /** One line: breaks and tabs become blanks, whatever else does not belong there U+FFFD. */
  public static String line(String text) {
    if (isClean(text)) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\n' || c == '\r' || c == '\t') {
                clean.append(' ');
              } else {
                append(clean, c);
              }
            });
    return clean.toString();
  }

  /** The same for a text that has lines of its own: line feeds and tabs stay. */
  public static String lines(String text) {
    if (isClean(text)) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    String unix = text.replace("\r\n", "\n");
    unix.codePoints()
        .forEach(
            c -> {
              if (c == '\n' || c == '\t') {
                clean.append((char) c);
              } else {
                append(clean, c);
              }
            });
    return clean.toString();
  }

  /**
   * The same for text in JSON, in which nothing is lost: what does not belong on a terminal is
   * escaped.
   */
  public static String json(String json) {
    if (isClean(json)) {
      return json;
    }
    StringBuilder escaped = new StringBuilder(json.length());
    json.codePoints()
        .forEach(
            c -> {
              if (c == '\n' || c == '\r' || c == '\t' || isFit(c)) {
                escaped.appendCodePoint(c);
              } else {
                for (char unit : Character.toChars(c)) {
                  escaped.append(String.format("\\u%04x", (int) unit));
                }
              }
            });
    return escaped.toString();
  }

  /** Whether a line holds nothing that would be replaced. */
  public static boolean isClean(String line) {
    return line.codePoints().allMatch(Sanitizer::isFit);
  }

  private static void append(StringBuilder clean, int codePoint) {
    if (isFit(codePoint)) {
      clean.appendCodePoint(codePoint);
    } else {
      clean.append(REPLACEMENT);
    }
  }

  private static boolean isFit(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
