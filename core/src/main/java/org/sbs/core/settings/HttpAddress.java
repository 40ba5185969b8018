package org.sbs.core.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How an address for HTTP is written. Nothing is looked up. */
final class HttpAddress {
  private static final Pattern REST =
      Pattern.compile("([A-Za-z0-9/?:@!$&'()*+,;=._~-]|%[0-9A-Fa-f]{2})*");
  private static final int LONGEST = 2_000;

  private HttpAddress() {}

  /** What is wrong with it, a sentence; empty if nothing is. */
  static Optional<String> wrongWith(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int begin = lower.startsWith("https://") ? 8 : lower.startsWith("http://") ? 7 : 0;
    if (begin == 0) {
      return Optional.of("\"" + text + "\" does not begin with http:// or https://.");
    }
    if (text.length() > LONGEST) {
      return Optional.of("the address is longer than " + LONGEST + " characters.");
    }
    int end = begin;
    while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    String host = text.substring(begin, end);
    if (host.indexOf('@') >= 0) {
      return Optional.of("an address with a user name or a password is not offered.");
    }
    if (host.indexOf('_') >= 0) {
      return Optional.of("a host name in an address for HTTP has no underscores.");
    }
    try {
      HostPort.parse(host, begin == 8 ? 443 : 80, 1);
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
    return REST.matcher(text.substring(end)).matches()
        ? Optional.empty()
        : Optional.of(
            "what follows the host holds a character that must be written as % and two digits.");
  }
}
