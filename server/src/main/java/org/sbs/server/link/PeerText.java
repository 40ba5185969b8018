package org.sbs.server.link;

/** Free text from the other end, made fit for a log line or a status text. */
final class PeerText {
  private PeerText() {}

  /** At most {@value Protocol#MAX_TEXT} characters, with '?' for what could forge a line. */
  static String clean(String text) {
    String head = text.length() <= Protocol.MAX_TEXT ? text : text.substring(0, Protocol.MAX_TEXT);
    StringBuilder clean = new StringBuilder(head.length());
    head.codePoints().forEach(c -> clean.appendCodePoint(printable(c) ? c : '?'));
    return clean.toString();
  }

  /** Whether nothing in it could forge a line. */
  static boolean isClean(String text) {
    return text.codePoints().allMatch(PeerText::printable);
  }

  private static boolean printable(int codePoint) {
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
