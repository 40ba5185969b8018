package org.sbs.server.link;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.sbs.server.link.PairTrustManager.OtherKeyException;

/** What a connection to this node is when it is not the peer's. */
enum RejectedConnection {
  /** Connected and closed without a word: a port scanner or a health check. */
  SCANNER,
  /** Connected and said nothing. */
  SILENT,
  /** Began with an HTTP request. */
  WEB_CLIENT,
  /** Began with something that is not TLS. */
  NOT_TLS,
  /** Speaks TLS and shows no certificate, as browsers do. */
  NO_CERTIFICATE,
  /** Has another pair key. */
  OTHER_KEY,
  /** Began TLS and did not end the handshake until its time was up. */
  UNFINISHED_TLS,
  /** Began TLS and closed in the midst of the handshake. */
  BROKEN_OFF_TLS,
  /** Has the pair key, and then did not greet as a peer does. */
  NO_GREETING,
  /** Has the pair key, and speaks another version. */
  OTHER_VERSION,
  /** Has this node's own id. */
  MYSELF,
  /** Asked for a bulk connection that belongs to no open link. */
  UNKNOWN_SESSION,
  /** Was cut to make room. */
  CROWD;

  /**
   * Whether a connection of the peer looks like this where the network loses what is in its first
   * words, or where the peer gives it up before it is heard.
   */
  boolean mayBeLostCall() {
    return switch (this) {
      case SCANNER, SILENT, UNFINISHED_TLS, BROKEN_OFF_TLS -> true;
      default -> false;
    };
  }

  /** What became known of a connection that failed before its greeting. */
  record Finding(RejectedConnection kind, String sentence) {}

  /**
   * Explains a failed connection.
   *
   * @param socket the connection
   * @param proved whether the other end had proved the pair key
   * @param timeUp whether it was cut because it took too long
   * @param e how it failed
   */
  static Finding find(TapSocket socket, boolean proved, boolean timeUp, IOException e) {
    String who = socket.remote();
    byte[] first = socket.heard();
    if (proved) {
      return afterProof(who, timeUp, e);
    }
    if (first.length == 0) {
      return timeUp
          ? new Finding(SILENT, who + " connected and said nothing until its time was up.")
          : new Finding(
              SCANNER, who + " connected and closed without a word, as a port scanner does.");
    }
    if (FirstBytes.isHttpRequest(first)) {
      return new Finding(
          WEB_CLIENT,
          who + " is a web client. This port is for the other node only; the console has its own.");
    }
    if (!FirstBytes.mayBeTls(first)) {
      return new Finding(NOT_TLS, who + " does not speak TLS and is not the other node.");
    }
    return withinTls(who, timeUp, e);
  }

  private static Finding withinTls(String who, boolean timeUp, IOException e) {
    Optional<OtherKeyException> other = Failures.cause(e, OtherKeyException.class);
    if (other.isPresent() && !other.get().isOtherPair()) {
      return new Finding(
          NO_CERTIFICATE,
          who
              + " shows the certificate '"
              + other.get().subject()
              + "' and is not the other node.");
    }
    if (other.isPresent() || Failures.certificateRefused(e)) {
      return new Finding(
          OTHER_KEY,
          who
              + " does not have this node's pair key. If it is the other node, run `sbs pair join"
              + " --force` on the one whose key is old or wrong, and enter the key of the other.");
    }
    if (Failures.noCertificate(e)) {
      return new Finding(
          NO_CERTIFICATE,
          who
              + " speaks TLS but shows no pair certificate, as a browser does, and was turned"
              + " away.");
    }
    return new Finding(
        timeUp ? UNFINISHED_TLS : BROKEN_OFF_TLS,
        who
            + (timeUp
                ? " did not finish the TLS handshake in time."
                : " broke off the TLS handshake (" + PeerText.clean("" + e.getMessage()) + ").")
            + " If it is the other node, compare the pair keys; else it is a stranger.");
  }

  private static Finding afterProof(String who, boolean timeUp, IOException e) {
    String how =
        timeUp
            ? "did not greet in time"
            : e instanceof EOFException || e instanceof SocketException || e instanceof SSLException
                ? "closed the connection before it greeted"
                : "sent " + e.getMessage();
    return new Finding(
        NO_GREETING, who + " has the pair key but " + how + "; the connection was closed.");
  }
}
