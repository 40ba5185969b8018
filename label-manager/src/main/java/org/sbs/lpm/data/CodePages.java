package org.sbs.lpm.data;

import java.nio.charset.Charset;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tells code pages of one byte a character, and Shift-JIS, from one another by what their letters
 * would make of the text: an umlaut in the middle of a word is likely, a box-drawing character
 * there is not. Where two code pages make good words of it, nobody can know, and it says so.
 */
final class CodePages {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final Charset CP850 = Charset.forName("IBM850");
  private static final Charset SHIFT_JIS = Charset.forName("windows-31j");
  private static final List<Charset> KNOWN = List.of(WINDOWS_1252, CP850, SHIFT_JIS);

  private static final String COMMON = "äöüÄÖÜßéèêëàâáçñóòôíìîïúùûåÅæÆøØœŒÉÈÀÁÇÑÓÍÚÂÊÎÔ";
  private static final String SIGNS = "°²³µ·º ª»«¼½¾¿¡§©®±£¥€–—’‘“”„…•™‰×÷´\u00A0";

  /** How well a text reads in a code page. */
  private enum Reading {
    GOOD,
    ODD,
    WRONG
  }

  private CodePages() {}

  /**
   * The one code page in which the text reads well.
   *
   * @param sample bytes of the text, with what comes before the first of them that is no ASCII
   * @param place where that byte is, for users
   * @throws BadDataException if there is none, or more than one
   */
  static Charset find(byte[] sample, String place) throws BadDataException {
    List<Charset> good = new ArrayList<>();
    List<Charset> odd = new ArrayList<>();
    for (Charset charset : KNOWN) {
      Reading reading = read(charset, sample);
      if (reading == Reading.GOOD) {
        good.add(charset);
      } else if (reading == Reading.ODD) {
        odd.add(charset);
      }
    }
    List<Charset> best = good.isEmpty() ? odd : good;
    if (best.size() == 1) {
      return best.get(0);
    }
    int at = firstHigh(sample);
    if (best.isEmpty()) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s: with the byte %02X the text is neither UTF-8 nor Windows-1252 nor CP850. Save the"
                  + " file as UTF-8, or name its encoding in the sentinel, as in encoding ="
                  + " \"ISO-8859-2\".",
              place,
              sample[at] & 0xFF));
    }
    throw new BadDataException(
        String.format(
            Locale.ROOT,
            "%s: the byte %02X may be '%s' (%s) or '%s' (%s). Name the encoding in the sentinel, as"
                + " in encoding = \"%s\", or save the file as UTF-8.",
            place,
            sample[at] & 0xFF,
            first(sample, at, best.get(0)),
            name(best.get(0)),
            first(sample, at, best.get(1)),
            name(best.get(1)),
            name(best.get(0))));
  }

  static String name(Charset charset) {
    return charset.equals(CP850)
        ? "CP850"
        : charset.equals(WINDOWS_1252)
            ? "Windows-1252"
            : charset.equals(SHIFT_JIS) ? "Shift-JIS" : charset.name();
  }

  private static String first(byte[] content, int at, Charset charset) {
    int length = Math.min(2, content.length - at);
    String text = new String(content, at, length, charset);
    return text.substring(0, text.offsetByCodePoints(0, 1));
  }

  private static int firstHigh(byte[] content) {
    int at = 0;
    while (at < content.length - 1 && content[at] >= 0) {
      at++;
    }
    return at;
  }

  private static Reading read(Charset charset, byte[] content) {
    // What is cut off at its end counts as a letter there.
    String text = new String(content, charset);
    Reading worst = Reading.GOOD;
    for (int i = 0; i < text.length() - 1; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        continue;
      }
      char before = i > 0 ? text.charAt(i - 1) : ' ';
      char after = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
      Reading one =
          charset.equals(SHIFT_JIS) ? japanese(c, before, after) : latin(c, before, after);
      if (one == Reading.WRONG) {
        return Reading.WRONG;
      }
      worst = one.compareTo(worst) > 0 ? one : worst;
    }
    return worst;
  }

  /** Kana and kanji stand together; a single kanji between Latin letters is no Japanese. */
  private static Reading japanese(char c, char before, char after) {
    boolean isJapanese =
        isJapanese(c) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFFEF);
    if (!isJapanese) {
      return c == '\uFFFD' || c < 0x3000 ? Reading.WRONG : Reading.ODD;
    }
    boolean isAlone = !isWide(before) && !isWide(after);
    boolean touchesLetters = isAscii(before) || isAscii(after);
    return isAlone && touchesLetters ? Reading.WRONG : Reading.GOOD;
  }

  private static boolean isAscii(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isWide(char c) {
    return c >= 0x3000;
  }

  private static boolean isJapanese(char c) {
    return (c >= 0x3041 && c <= 0x30FF)
        || (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0xFF61 && c <= 0xFF9F);
  }

  private static Reading latin(char c, char before, char after) {
    if (c == '\uFFFD' || Character.isISOControl(c)) {
      return Reading.WRONG;
    }
    boolean inWord = Character.isLetter(before) && Character.isLetter(after);
    if (!Character.isLetter(c)) {
      boolean isApostrophe = c == '’';
      return SIGNS.indexOf(c) >= 0 && (isApostrophe || !inWord) ? Reading.GOOD : Reading.WRONG;
    }
    if (c == 'ß') {
      return "aeiouyäöüAEIOUYÄÖÜ".indexOf(before) >= 0 ? Reading.GOOD : Reading.WRONG;
    }
    if (Character.isUpperCase(c) && Character.isLowerCase(before)) {
      return Reading.WRONG;
    }
    if (Character.isLowerCase(c) && Character.isUpperCase(before) && Character.isUpperCase(after)) {
      return Reading.ODD;
    }
    boolean isDouble = Character.toLowerCase(plain(c)) == Character.toLowerCase(before);
    return COMMON.indexOf(c) >= 0 && !isDouble ? Reading.GOOD : Reading.ODD;
  }

  private static char plain(char c) {
    return Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD).charAt(0);
  }
}
