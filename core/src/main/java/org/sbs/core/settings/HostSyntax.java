package org.sbs.core.settings;

import java.util.Locale;
import java.util.regex.Pattern;

/** How host names and addresses are written. Nothing is looked up. */
final class HostSyntax {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\\.[A-Za-z0-9_-]+)*\\.?");
  private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
  private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9_.-]+");
  private static final int LONGEST_NAME = 253;

  private HostSyntax() {}

  static boolean isNameOrIpv4(String host) {
    if (DIGITS_AND_DOTS.matcher(host).matches()) {
      return IPV4.matcher(host).matches();
    }
    return host.length() <= LONGEST_NAME && NAME.matcher(host).matches();
  }

  static boolean isIpv6(String text) {
    int percent = text.indexOf('%');
    if (percent >= 0 && !ZONE.matcher(text.substring(percent + 1)).matches()) {
      return false;
    }
    String address = percent >= 0 ? text.substring(0, percent) : text;
    int gap = address.indexOf("::");
    if (gap < 0) {
      return groups(address, true) == 8;
    }
    String before = address.substring(0, gap);
    String after = address.substring(gap + 2);
    int left = before.isEmpty() ? 0 : groups(before, false);
    int right = after.isEmpty() ? 0 : groups(after, true);
    return left >= 0 && right >= 0 && left + right <= 7;
  }

  /** How many groups of 16 bits there are, or -1 where one is not a group. */
  private static int groups(String text, boolean mayEndInIpv4) {
    String[] parts = text.split(":", -1);
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      if (GROUP.matcher(parts[i]).matches()) {
        count += 1;
      } else if (last && mayEndInIpv4 && IPV4.matcher(parts[i]).matches()) {
        count += 2;
      } else {
        return -1;
      }
    }
    return count;
  }

  static boolean isLoopback(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.equals("localhost")
        || lower.equals("::1")
        || lower.equals("0:0:0:0:0:0:0:1")
        || (lower.startsWith("127.") && IPV4.matcher(lower).matches());
  }

  /** True for the addresses that stand for all of a machine's own. */
  static boolean isWildcard(String host) {
    return host.equals("0.0.0.0") || host.equals("::");
  }
}
