package org.sbs.server.link;

import java.io.EOFException;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;

/** Reads what a failed TLS connection failed of. */
final class Failures {
  // Java tells the kind of an alert in no other way than by these words of its message.
  private static final String ALERT = "Received fatal alert: ";
  private static final List<String> CERTIFICATE_ALERTS =
      List.of(
          "bad_certificate",
          "unsupported_certificate",
          "certificate_revoked",
          "certificate_expired",
          "certificate_unknown",
          "unknown_ca",
          "access_denied",
          "certificate_required");

  private Failures() {}

  /** The first cause of a kind. */
  static <T extends Throwable> Optional<T> cause(Throwable e, Class<T> kind) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return Optional.of(kind.cast(cause));
      }
    }
    return Optional.empty();
  }

  /** Whether the other end said by TLS that it does not take this node's certificate. */
  static boolean certificateRefused(Throwable e) {
    String message = "" + e.getMessage();
    return message.contains(ALERT) && CERTIFICATE_ALERTS.stream().anyMatch(message::contains);
  }

  /** Whether this node's TLS turned the other end away because it showed no certificate. */
  static boolean noCertificate(Throwable e) {
    return ("" + e.getMessage()).contains("Empty client certificate chain");
  }

  /** Whether the other end just closed or reset the connection, in or before TLS. */
  static boolean brokeOff(Throwable e) {
    return cause(e, EOFException.class).isPresent() || cause(e, SocketException.class).isPresent();
  }
}
