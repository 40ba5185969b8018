package org.sbs.lpm.picture;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import uk.org.okapibarcode.backend.Code2Of5;
import uk.org.okapibarcode.backend.Code3Of9;
import uk.org.okapibarcode.backend.DataMatrix;
import uk.org.okapibarcode.backend.Ean;
import uk.org.okapibarcode.backend.HumanReadableLocation;
import uk.org.okapibarcode.backend.OkapiException;
import uk.org.okapibarcode.backend.QrCode;
import uk.org.okapibarcode.backend.Symbol;
import uk.org.okapibarcode.graphics.Rectangle;

/** Bar codes of fields: which one, from the command's parameters, and its data. */
final class BarCodes {
  private static final int UTF8_ECI = 26;
  private static final char FNC1 = '\u00F1';
  private static final String OKAPI_FNC1 = "\\<FNC1>";

  private BarCodes() {}

  /** Data that a bar code cannot have. */
  static final class BadCodeException extends Exception {
    private static final long serialVersionUID = 1L;

    BadCodeException(String message) {
      super(message);
    }
  }

  /**
   * What {@code ^BY} sets.
   *
   * @param module the width of the narrowest bar, in dots
   * @param ratio of wide bars to narrow ones
   * @param height of bars
   */
  record Defaults(int module, double ratio, int height) {}

  /**
   * A bar code.
   *
   * @param bars as dots
   * @param text for people; empty if there is to be none
   * @param above whether the text stands above the bars
   * @param orientation how all of it is turned
   */
  record Drawn(Bitmap bars, String text, boolean above, char orientation) {}

  /** Whether a command asks for a bar code that is drawn here. */
  static boolean isKnown(String command) {
    return switch (command) {
      case "^BC", "^BE", "^B8", "^BU", "^B3", "^B2", "^BX", "^BQ" -> true;
      default -> false;
    };
  }

  /** Makes one. */
  static Drawn draw(
      String command, Parameters parameters, String data, Defaults defaults, char turn)
      throws BadCodeException {
    char orientation = command.equals("^BQ") ? 'N' : parameters.orientation(0, turn);
    try {
      return switch (command) {
        case "^BC" -> code128(parameters, data, defaults, orientation);
        case "^BE" -> ean(parameters, data, defaults, orientation, Ean.Mode.EAN13, 12);
        case "^B8" -> ean(parameters, data, defaults, orientation, Ean.Mode.EAN8, 7);
        case "^BU" -> ean(parameters, "0" + data, defaults, orientation, Ean.Mode.EAN13, 12);
        case "^B3" -> code39(parameters, data, defaults, orientation);
        case "^B2" -> interleaved(parameters, data, defaults, orientation);
        case "^BX" -> dataMatrix(parameters, data, orientation);
        default -> qr(parameters, data);
      };
    } catch (OkapiException | IllegalArgumentException e) {
      throw new BadCodeException(String.valueOf(e.getMessage()));
    }
  }

  private static Drawn code128(
      Parameters parameters, String data, Defaults defaults, char orientation)
      throws BadCodeException {
    int height = parameters.number(1, defaults.height());
    char mode = parameters.letter(5, 'N');
    Code128Bars.Bars bars =
        switch (mode) {
          case 'U' -> Code128Bars.modeN(">;>8" + sscc(data));
          case 'A' -> Code128Bars.packed(withFnc1(data));
          case 'D' -> Code128Bars.packed(FNC1 + withFnc1(data.replaceAll("[()\\s]", "")));
          default -> Code128Bars.modeN(data);
        };
    String text = mode == 'D' ? data.replace(">8", "") : bars.text();
    return new Drawn(
        bars(bars.widths(), defaults.module(), height),
        parameters.yes(2, true) ? text : "",
        parameters.yes(3, false),
        orientation);
  }

  private static String withFnc1(String data) {
    return data.replaceAll("^>[:;9]", "").replace(">8", String.valueOf(FNC1));
  }

  /** Mode U: nineteen digits, of which more are cut and less filled, and a check digit. */
  private static String sscc(String data) throws BadCodeException {
    String digits = data.replaceAll("[^0-9]", "");
    if (digits.isEmpty()) {
      throw new BadCodeException("mode U takes digits");
    }
    String cut = digits.substring(0, Math.min(19, digits.length()));
    String filled = "0".repeat(19 - cut.length()) + cut;
    int sum = 0;
    for (int i = 0; i < filled.length(); i++) {
      sum += (filled.charAt(i) - '0') * (i % 2 == 0 ? 3 : 1);
    }
    return filled + (10 - sum % 10) % 10;
  }

  private static Bitmap bars(String widths, int module, int height) {
    int total = widths.chars().map(c -> c - '0').sum();
    Bitmap bitmap = new Bitmap(total * module, Math.max(1, height));
    int at = 0;
    for (int i = 0; i < widths.length(); i++) {
      int wide = (widths.charAt(i) - '0') * module;
      if (i % 2 == 0) {
        bitmap.fill(at, 0, wide, height);
      }
      at += wide;
    }
    return bitmap;
  }

  private static Drawn ean(
      Parameters parameters,
      String data,
      Defaults defaults,
      char orientation,
      Ean.Mode mode,
      int digits)
      throws BadCodeException {
    String given = data.strip();
    if (!given.matches("[0-9]+")) {
      throw new BadCodeException("it takes digits only, and here stands " + given);
    }
    String cut = given.substring(0, Math.min(digits, given.length()));
    Ean ean = new Ean(mode);
    ean.setGuardPatternExtraHeight(0);
    set(ean, parameters.number(1, defaults.height()));
    ean.setContent("0".repeat(digits - cut.length()) + cut);
    return new Drawn(
        dots(ean, defaults.module(), true),
        parameters.yes(2, true) ? ean.getHumanReadableText() : "",
        parameters.yes(3, false),
        orientation);
  }

  private static Drawn code39(
      Parameters parameters, String data, Defaults defaults, char orientation) {
    Code3Of9 code = new Code3Of9();
    code.setModuleWidthRatio(defaults.ratio());
    code.setCheckDigit(
        parameters.yes(1, false) ? Code3Of9.CheckDigit.MOD43 : Code3Of9.CheckDigit.NONE);
    set(code, parameters.number(2, defaults.height()));
    code.setContent(data.toUpperCase(Locale.ROOT));
    return new Drawn(
        dots(code, defaults.module(), true),
        parameters.yes(3, true) ? "*" + data.toUpperCase(Locale.ROOT) + "*" : "",
        parameters.yes(4, false),
        orientation);
  }

  private static Drawn interleaved(
      Parameters parameters, String data, Defaults defaults, char orientation) {
    Code2Of5 code = new Code2Of5(Code2Of5.ToFMode.INTERLEAVED);
    code.setModuleWidthRatio(defaults.ratio());
    set(code, parameters.number(1, defaults.height()));
    code.setContent(data.length() % 2 == 1 ? "0" + data : data);
    return new Drawn(
        dots(code, defaults.module(), true),
        parameters.yes(2, true) ? code.getHumanReadableText() : "",
        parameters.yes(3, false),
        orientation);
  }

  private static Drawn dataMatrix(Parameters parameters, String data, char orientation)
      throws BadCodeException {
    if (parameters.number(2, 0) != 200) {
      throw new BadCodeException("of DataMatrix only quality 200 is drawn: ^BXN,8,200");
    }
    DataMatrix code = new DataMatrix();
    code.setForceMode(DataMatrix.ForceMode.SQUARE);
    String content = parameters.has(6) ? unescaped(data, parameters.text(6).charAt(0)) : data;
    code.setContent(content);
    Bitmap bitmap = dots(code, 1, false);
    int columns = Math.max(bitmap.width(), 1);
    int total = parameters.number(1, 0) == 0 ? Math.max(1, 100 / columns) : parameters.number(1, 1);
    return new Drawn(bitmap.enlarged(total, total), "", false, orientation);
  }

  /** The orders in the data of a DataMatrix: {@code _1}, {@code __}, {@code _d065}, {@code _A}. */
  private static String unescaped(String data, char escape) throws BadCodeException {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < data.length()) {
      char c = data.charAt(at++);
      if (c != escape) {
        out.append(c);
        continue;
      }
      char order = at < data.length() ? data.charAt(at++) : '\0';
      if (order == escape) {
        out.append(escape);
      } else if (order == '1') {
        out.append(OKAPI_FNC1);
      } else if (order == 'd' && data.substring(at).matches("(?s)[0-9]{3}.*")) {
        out.append((char) Integer.parseInt(data.substring(at, at + 3)));
        at += 3;
      } else if (order >= '@' && order <= '_') {
        out.append((char) (order - '@'));
      } else {
        throw new BadCodeException("the order " + escape + order + " is not known here");
      }
    }
    return out.toString();
  }

  private static Drawn qr(Parameters parameters, String data) throws BadCodeException {
    int comma = data.indexOf(',');
    if (comma < 2) {
      throw new BadCodeException("its data begin with level, mode and a comma, such as QA,");
    }
    QrCode code = new QrCode();
    code.setPreferredEccLevel(level(data.charAt(0)));
    String rest = data.substring(comma + 1);
    String content = data.charAt(1) == 'M' ? manual(rest) : rest;
    if (content.chars().anyMatch(c -> c > '~')) {
      code.setEciMode(UTF8_ECI);
    }
    code.setContent(content);
    int times = Math.max(1, Math.min(100, parameters.number(2, 2)));
    return new Drawn(dots(code, 1, false).enlarged(times, times), "", false, 'N');
  }

  private static QrCode.EccLevel level(char letter) {
    return switch (letter) {
      case 'H' -> QrCode.EccLevel.H;
      case 'Q' -> QrCode.EccLevel.Q;
      case 'L' -> QrCode.EccLevel.L;
      default -> QrCode.EccLevel.M;
    };
  }

  /** Character mode first: N, A and K with the data, B with the number of bytes before them. */
  private static String manual(String data) throws BadCodeException {
    if (!data.startsWith("B")) {
      return data.substring(Math.min(1, data.length()));
    }
    String rest = data.length() < 5 ? "" : data.substring(5);
    boolean isCounted =
        data.matches("(?s)B[0-9]{4}.*")
            && rest.getBytes(StandardCharsets.UTF_8).length
                == Integer.parseInt(data.substring(1, 5));
    if (!isCounted) {
      throw new BadCodeException("in mode B the number of bytes is wrong: " + data);
    }
    return rest;
  }

  private static void set(Symbol symbol, int height) {
    symbol.setBarHeight(Math.max(1, Math.min(4000, height)));
    symbol.setModuleWidth(1);
  }

  /** The symbol without text, each module as wide as said; bars are as high as they are. */
  private static Bitmap dots(Symbol symbol, int module, boolean isLinear) {
    symbol.setHumanReadableLocation(HumanReadableLocation.NONE);
    double scale = isLinear ? module : 1;
    int height = 0;
    double width = 0;
    for (Rectangle each : symbol.getRectangles()) {
      width = Math.max(width, each.x + each.width);
      height = Math.max(height, (int) Math.round(each.y + each.height));
    }
    Bitmap bitmap = new Bitmap((int) Math.ceil(width * scale), height);
    for (Rectangle each : symbol.getRectangles()) {
      int left = (int) Math.round(each.x * scale);
      int right = (int) Math.round((each.x + each.width) * scale);
      bitmap.fill(left, (int) Math.round(each.y), right - left, (int) Math.round(each.height));
    }
    return bitmap;
  }
}
