package org.sbs.server.link;

import org.sbs.core.text.Sanitizer;

/** Free text from the other end, made fit for a log line or a status text. */
final class PeerText {
  private PeerText() {}

  /** At most {@value Protocol#MAX_TEXT} characters, of which none could forge a line. */
  static String clean(String text) {
    String head = text.length() <= Protocol.MAX_TEXT ? text : text.substring(0, Protocol.MAX_TEXT);
    return Sanitizer.line(head);
  }

  /** Whether nothing in it could forge a line. */
  static boolean isClean(String text) {
    return Sanitizer.isClean(text);
  }
}
