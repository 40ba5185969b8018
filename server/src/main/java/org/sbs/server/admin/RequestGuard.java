package org.sbs.server.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides whether a request may be served at all (R10.4). Immutable.
 *
 * <p>A web page can make a browser on this machine send requests here. It cannot know the token; it
 * is refused even before that, for a browser names the page's origin, and a page that had its own
 * name point to this machine names itself as host.
 */
final class RequestGuard {
  /** The most that a request may carry: mail settings to be tried out. Most carry nothing. */
  static final long MOST_CONTENT_BYTES = 16_384;

  private static final String SCHEME = "Bearer ";

  private final byte[] token;
  private final Set<String> hosts;

  /**
   * For one token and one port.
   *
   * @param host the address that the server listens on, beside the usual names for it
   */
  RequestGuard(String token, String host, int port) {
    this.token = token.getBytes(StandardCharsets.UTF_8);
    String own = (host.indexOf(':') >= 0 ? "[" + host + "]" : host).toLowerCase(Locale.ROOT);
    Set<String> names = new HashSet<>(List.of(own, "localhost"));
    this.hosts = names.stream().map(name -> name + ":" + port).collect(Collectors.toSet());
  }

  /**
   * Why a request is not served.
   *
   * @param status of HTTP
   * @param sentence for users
   */
  record Refusal(int status, String sentence) {}

  /**
   * Looks at a request.
   *
   * @param header gives a header's value, or null where there is none
   */
  Optional<Refusal> check(Function<String, String> header) {
    Optional<Refusal> stranger = checkOrigin(header);
    if (stranger.isPresent()) {
      return stranger;
    }
    return isAuthorised(header.apply("Authorization"))
        ? checkContent(header)
        : refused(401, "The token of this node is missing or wrong.");
  }

  /** The same for what is told without a token. */
  Optional<Refusal> checkWithoutToken(Function<String, String> header) {
    return checkOrigin(header).or(() -> checkContent(header));
  }

  /**
   * The same for a browser: its page must be this interface's own, and whatever changes something
   * must say that it is. A session is looked for elsewhere.
   *
   * @param changes whether the request may change something
   */
  Optional<Refusal> checkBrowser(Function<String, String> header, boolean changes) {
    String host = header.apply("Host");
    if (!isOwn(host)) {
      return refused(403, "This interface is not served under that host name.");
    }
    String origin = header.apply("Origin");
    String site = header.apply("Sec-Fetch-Site");
    boolean own = origin == null ? !changes : origin.equalsIgnoreCase("http://" + host);
    boolean foreign = site != null && changes && !site.equals("same-origin");
    return own && !foreign
        ? checkContent(header)
        : refused(403, "This interface is not for pages of others.");
  }

  private boolean isOwn(String host) {
    return host != null && hosts.contains(host.toLowerCase(Locale.ROOT));
  }

  private Optional<Refusal> checkOrigin(Function<String, String> header) {
    String host = header.apply("Host");
    if (!isOwn(host)) {
      return refused(403, "This interface is not served under that host name.");
    }
    return header.apply("Origin") == null
        ? Optional.empty()
        : refused(403, "This interface is not for web pages.");
  }

  /** Nothing here needs content. */
  static Optional<Refusal> checkContent(Function<String, String> header) {
    if (header.apply("Transfer-Encoding") != null) {
      return refused(411, "A request must say how long it is.");
    }
    if (!isShort(header.apply("Content-Length"))) {
      return refused(413, "The request is too long.");
    }
    return Optional.empty();
  }

  private boolean isAuthorised(String authorization) {
    return authorization != null
        && authorization.startsWith(SCHEME)
        && MessageDigest.isEqual(
            token, authorization.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isShort(String length) {
    if (length == null) {
      return true;
    }
    try {
      return Long.parseLong(length) <= MOST_CONTENT_BYTES;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static Optional<Refusal> refused(int status, String sentence) {
    return Optional.of(new Refusal(status, sentence));
  }
}
