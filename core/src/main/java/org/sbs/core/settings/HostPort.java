package org.sbs.core.settings;

import java.util.Locale;
import java.util.Objects;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.reason.ReasonException;

/**
 * A host and a port. Immutable. Names are not looked up.
 *
 * @param host a host name, an IPv4 address, or an IPv6 address without brackets
 * @param port 0 to 65535
 */
public record HostPort(String host, int port) {
  /** Checks that the port is one. */
  public HostPort {
    Objects.requireNonNull(host, "host");
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(port + " is not a port");
    }
  }

  /**
   * Reads {@code host}, {@code host:port}, {@code [IPv6]} or {@code [IPv6]:port}.
   *
   * @param leastPort 0 where port 0 means "any free port", else 1
   * @throws ReasonException if it is none of these
   */
  public static HostPort parse(String text, int otherwisePort, int leastPort) {
    String host = text;
    String port = "";
    boolean portGiven = false;
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      if (end < 0) {
        throw wrong(ReasonCode.HOST_NO_BRACKET, text);
      }
      host = text.substring(1, end);
      String rest = text.substring(end + 1);
      if (!rest.isEmpty() && !rest.startsWith(":")) {
        throw wrong(ReasonCode.HOST_AFTER_BRACKET, text);
      }
      portGiven = !rest.isEmpty();
      port = portGiven ? rest.substring(1) : "";
      if (!HostSyntax.isIpv6(host)) {
        throw wrong(ReasonCode.HOST_NOT_IPV6, host);
      }
    } else {
      int colon = text.indexOf(':');
      if (colon != text.lastIndexOf(':')) {
        throw wrong(
            HostSyntax.isIpv6(text) ? ReasonCode.HOST_IPV6_BARE : ReasonCode.HOST_COLONS, text);
      }
      portGiven = colon >= 0;
      host = portGiven ? text.substring(0, colon) : text;
      port = portGiven ? text.substring(colon + 1) : "";
      if (!HostSyntax.isNameOrIpv4(host)) {
        throw wrong(ReasonCode.HOST_NOT_ONE, host);
      }
    }
    return new HostPort(host, portGiven ? port(port, leastPort) : otherwisePort);
  }

  private static int port(String digits, int least) {
    boolean number = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    int port = number && digits.length() <= 5 ? Integer.parseInt(digits) : -1;
    if (port < least || port > 65_535) {
      throw new ReasonException(
          Reason.of(ReasonCode.PORT_NOT_ONE).with("text", digits).with("least", least));
    }
    return port;
  }

  private static ReasonException wrong(ReasonCode code, String text) {
    return new ReasonException(Reason.of(code).with("text", text));
  }

  /** True for the addresses that never leave this machine, and for {@code localhost}. */
  public boolean isLoopback() {
    return HostSyntax.isLoopback(host);
  }

  /** True if both name the same host, as far as can be told without looking names up. */
  public boolean sameHostAs(String other) {
    return plain(host).equals(plain(other));
  }

  private static String plain(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.equals("localhost") ? "127.0.0.1" : lower;
  }

  /** The form that {@link #parse} reads: an IPv6 address in brackets, always with the port. */
  public String text() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
