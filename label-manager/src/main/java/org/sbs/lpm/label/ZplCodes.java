package org.sbs.lpm.label;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.sbs.lpm.function.CodeEscapes;
import org.sbs.lpm.function.WrongValueException;

/** Bar codes of ZPL: {@code ^BC}, {@code ^BX} with the escape character _, {@code ^BQ}. */
enum ZplCodes implements CodeEscapes {
  /** There is one. */
  INSTANCE;

  private static final int MOST_QR_BYTES = 2953;

  @Override
  public String code128(String value) throws WrongValueException {
    StringBuilder out = new StringBuilder(value.length() + 8);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c > '~') {
        throw new WrongValueException(
            "a Code 128 takes letters, digits and signs of ASCII only, and there is "
                + (c < ' ' ? "a control character" : "'" + c + "'"));
      }
      switch (c) {
        case '>' -> out.append(">0");
        case '^' -> out.append("><");
        case '~' -> out.append(">=");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  @Override
  public String dataMatrix(String value) {
    StringBuilder out = new StringBuilder(value.length() + 8);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '_') {
        out.append("__");
      } else if (c < ' ') {
        out.append(String.format(Locale.ROOT, "_d%03d", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  @Override
  public String qrCode(String value) throws WrongValueException {
    return qrBytes(value);
  }

  /** {@code B}, the number of bytes, the bytes. */
  static String qrBytes(String value) throws WrongValueException {
    int count = value.getBytes(StandardCharsets.UTF_8).length;
    if (count == 0 || count > MOST_QR_BYTES) {
      throw new WrongValueException(
          "a QR code takes 1 to " + MOST_QR_BYTES + " bytes, and there are " + count);
    }
    return String.format(Locale.ROOT, "B%04d%s", count, value);
  }

  @Override
  public String fnc1(Code code) {
    return switch (code) {
      case CODE128 -> ">8";
      case DATAMATRIX -> "_1";
    };
  }
}
