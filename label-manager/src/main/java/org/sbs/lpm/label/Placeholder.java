package org.sbs.lpm.label;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sbs.lpm.data.BadDataException;
import org.sbs.lpm.data.DataRow;

/**
 * A place in a template that takes the value of a field.
 *
 * @param otherwise what stands for a value that is missing or empty
 * @param isQuantity whether it says to the printer how many labels it prints
 */
record Placeholder(
    String field, Optional<String> otherwise, Mode mode, char hexIndicator, boolean isQuantity) {
  /** What may come out. */
  enum Mode {
    /** Any text, made harmless by hexadecimal escapes; only in field data. */
    ESCAPED,
    /** The same, where an empty text is refused. */
    REQUIRED,
    /** A decimal number and nothing else; anywhere. */
    NUMBER,
    /** The data as they are, commands included; anywhere. */
    RAW
  }

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,9})?");
  private static final String HARMLESS_PUNCTUATION = " !\"#$%&'()*+,-./:;<=>?@[]{|}`";

  String render(DataRow row) throws BadDataException {
    Optional<String> found = row.get(field);
    if (found.isEmpty() && otherwise.isEmpty()) {
      throw new BadDataException(
          "Line "
              + row.line()
              + ": the field '"
              + field
              + "' is missing, which the template uses. Fields there: "
              + String.join(", ", row.fields().keySet())
              + ".");
    }
    boolean isEmpty = found.filter(text -> !text.isBlank()).isEmpty();
    String value = isEmpty ? otherwise.orElse(found.orElse("")) : found.get();
    if (mode == Mode.REQUIRED && value.isBlank()) {
      throw new BadDataException(
          "Line "
              + row.line()
              + ": the field '"
              + field
              + "' is empty, and the template requires it.");
    }
    return switch (mode) {
      case ESCAPED, REQUIRED -> escape(value);
      case NUMBER -> number(value.strip(), row.line());
      case RAW -> value;
    };
  }

  private String number(String value, int line) throws BadDataException {
    if (!NUMBER.matcher(value).matches()) {
      throw new BadDataException(
          "Line " + line + ": the field '" + field + "' must be a plain number such as 12 or 3.5.");
    }
    return value;
  }

  private String escape(String value) {
    StringBuilder out = new StringBuilder(value.length() + 16);
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      if (isHarmless((char) (b & 0xFF))) {
        out.append((char) b);
      } else {
        out.append(hexIndicator).append(String.format(Locale.ROOT, "%02X", b & 0xFF));
      }
    }
    return out.toString();
  }

  /** Letters, digits and punctuation that mean nothing to a ZPL printer. */
  private boolean isHarmless(char c) {
    boolean known =
        (c >= '0' && c <= '9')
            || (c >= 'A' && c <= 'Z')
            || (c >= 'a' && c <= 'z')
            || HARMLESS_PUNCTUATION.indexOf(c) >= 0;
    return known && c != hexIndicator;
  }
}
