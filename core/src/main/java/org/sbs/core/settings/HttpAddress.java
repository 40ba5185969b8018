package org.sbs.core.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.reason.ReasonException;

/** How an address for HTTP is written. Nothing is looked up. */
final class HttpAddress {
  private static final Pattern REST =
      Pattern.compile("([A-Za-z0-9/?:@!$&'()*+,;=._~-]|%[0-9A-Fa-f]{2})*");
  private static final int LONGEST = 2_000;

  private HttpAddress() {}

  /** What is wrong with it; empty if nothing is. */
  static Optional<Reason> wrongWith(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int begin = lower.startsWith("https://") ? 8 : lower.startsWith("http://") ? 7 : 0;
    if (begin == 0) {
      return Optional.of(Reason.of(ReasonCode.HTTP_SCHEME).with("text", text));
    }
    if (text.length() > LONGEST) {
      return Optional.of(Reason.of(ReasonCode.HTTP_LONG).with("most", LONGEST));
    }
    int end = begin;
    while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    String host = text.substring(begin, end);
    if (host.indexOf('@') >= 0) {
      return Optional.of(Reason.of(ReasonCode.HTTP_USER));
    }
    if (host.indexOf('_') >= 0) {
      return Optional.of(Reason.of(ReasonCode.HTTP_UNDERSCORE));
    }
    try {
      HostPort.parse(host, begin == 8 ? 443 : 80, 1);
    } catch (ReasonException e) {
      return Optional.of(e.reason());
    }
    return REST.matcher(text.substring(end)).matches()
        ? Optional.empty()
        : Optional.of(Reason.of(ReasonCode.HTTP_CHARACTER));
  }
}
