package org.sbs.server.link;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.sbs.core.reason.ReasonCode;

/** Guesses what is at the other end from the first bytes that it sent. */
final class FirstBytes {
  private static final int TLS_ALERT = 0x15;
  private static final int TLS_HANDSHAKE = 0x16;
  private static final int TLS_MAJOR_VERSION = 3;
  private static final List<String> HTTP_REQUESTS =
      List.of("GET ", "HEAD ", "POST ", "PUT ", "DELETE ", "OPTIONS ", "CONNECT ", "PRI * HTTP/");

  private FirstBytes() {}

  /** Whether this may be the beginning of TLS; true of no bytes at all. */
  static boolean mayBeTls(byte[] first) {
    if (first.length == 0) {
      return true;
    }
    boolean record = first[0] == TLS_ALERT || first[0] == TLS_HANDSHAKE;
    return record && (first.length == 1 || first[1] == TLS_MAJOR_VERSION);
  }

  /** Whether a web client begins like this. */
  static boolean isHttpRequest(byte[] first) {
    String text = new String(first, StandardCharsets.ISO_8859_1);
    return HTTP_REQUESTS.stream().anyMatch(text::startsWith);
  }

  /** What begins like this, as the end of the sentence "it looks like …". */
  static ReasonCode looksLike(byte[] first) {
    String text = new String(first, StandardCharsets.ISO_8859_1);
    if (text.startsWith("HTTP/")) {
      return ReasonCode.LOOKS_LIKE_WEB_SERVER;
    }
    if (isHttpRequest(first)) {
      return ReasonCode.LOOKS_LIKE_WEB_CLIENT;
    }
    if (text.startsWith("SSH-")) {
      return ReasonCode.LOOKS_LIKE_SSH;
    }
    if (text.startsWith("220")) {
      return ReasonCode.LOOKS_LIKE_MAIL_OR_FTP;
    }
    return ReasonCode.LOOKS_LIKE_NO_TLS;
  }
}
