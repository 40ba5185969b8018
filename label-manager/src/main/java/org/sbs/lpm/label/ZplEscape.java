package org.sbs.lpm.label;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Field data of ZPL: letters, digits, blanks and punctuation that mean nothing to a printer; all
 * else as {@code ^FH} escapes of UTF-8 bytes.
 *
 * @param indicator what begins an escape
 */
record ZplEscape(char indicator) implements TextEscape {
  private static final String HARMLESS_PUNCTUATION = " !\"#$%&'()*+,-./:;<=>?@[]{|}`";

  @Override
  public String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (isHarmless((char) (b & 0xFF))) {
        out.append((char) b);
      } else {
        out.append(indicator).append(String.format(Locale.ROOT, "%02X", b & 0xFF));
      }
    }
    return out.toString();
  }

  private boolean isHarmless(char c) {
    boolean known =
        (c >= '0' && c <= '9')
            || (c >= 'A' && c <= 'Z')
            || (c >= 'a' && c <= 'z')
            || HARMLESS_PUNCTUATION.indexOf(c) >= 0;
    return known && c != indicator;
  }
}
