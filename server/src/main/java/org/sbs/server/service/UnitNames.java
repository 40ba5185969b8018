package org.sbs.server.service;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The names of a template's units, and those of the sentinels that they stand for: systemd's own
 * escaping of instance names, as systemd-escape does it.
 */
record UnitNames(String before, String after) {
  private static final String PLACE = "%s";
  private static final String KEPT = ":_.";
  private static final int HEX = 16;

  /** With a name such as {@code sentinel@%s.service}. */
  static UnitNames of(String sentinelUnit) {
    int at = sentinelUnit.indexOf(PLACE);
    return new UnitNames(
        sentinelUnit.substring(0, at), sentinelUnit.substring(at + PLACE.length()));
  }

  /** The template itself. */
  String template() {
    return before + after;
  }

  /** Matches all units of the template that systemd has loaded. */
  String pattern() {
    return before + "*" + after;
  }

  /** The unit of that sentinel. */
  String unit(String sentinel) {
    return before + escape(sentinel) + after;
  }

  /** The sentinel of that unit; empty for a unit whose name stands for no line of text. */
  Optional<String> sentinel(String unit) {
    if (!unit.startsWith(before) || !unit.endsWith(after) || unit.length() <= template().length()) {
      return Optional.empty();
    }
    return unescape(unit.substring(before.length(), unit.length() - after.length()))
        .filter(name -> !name.isBlank() && name.chars().noneMatch(Character::isISOControl));
  }

  private static String escape(String name) {
    StringBuilder escaped = new StringBuilder();
    for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
      char letter = (char) (each & 0xff);
      boolean plain =
          (letter >= 'a' && letter <= 'z')
              || (letter >= 'A' && letter <= 'Z')
              || (letter >= '0' && letter <= '9')
              || KEPT.indexOf(letter) >= 0;
      if (letter == '/') {
        escaped.append('-');
      } else if (plain && !(letter == '.' && escaped.length() == 0)) {
        escaped.append(letter);
      } else {
        escaped.append(String.format("\\x%02x", (int) letter));
      }
    }
    return escaped.toString();
  }

  private static Optional<String> unescape(String escaped) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < escaped.length(); i++) {
      char letter = escaped.charAt(i);
      if (letter == '-') {
        bytes.write('/');
      } else if (escaped.startsWith("\\x", i) && i + 3 < escaped.length()) {
        int high = Character.digit(escaped.charAt(i + 2), HEX);
        int low = Character.digit(escaped.charAt(i + 3), HEX);
        if (high < 0 || low < 0) {
          return Optional.empty();
        }
        bytes.write(high * HEX + low);
        i += 3;
      } else if (letter < 0x80 && letter != '\\') {
        bytes.write(letter);
      } else {
        return Optional.empty();
      }
    }
    try {
      ByteBuffer all = ByteBuffer.wrap(bytes.toByteArray());
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(all).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
