package org.sbs.lpm.picture;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Cuts ZPL into commands, bytes as characters, and follows changes of the prefixes. Binary graphics
 * are taken by their length, because they may have bytes that look like commands.
 */
final class ZplReader {
  /** Stands for the tilde, wherever that was changed to. */
  private static final char LINK_ESCAPE = '\u0010';

  private final String zpl;
  private int at;
  private char caret = '^';
  private char tilde = '~';
  private char delimiter = ',';

  ZplReader(byte[] zpl) {
    this.zpl = new String(zpl, StandardCharsets.ISO_8859_1);
  }

  /**
   * A command.
   *
   * @param name with its prefix as it usually is, such as {@code ^FD}, in upper case
   * @param text what stands behind it
   */
  record Command(String name, String text) {
    Parameters parameters() {
      return new Parameters(text);
    }
  }

  /** The next command; nothing after the last one. */
  Optional<Command> next() {
    while (at < zpl.length() && !isPrefix(zpl.charAt(at))) {
      at++;
    }
    // Exports begin with CT~~CD,~CC^~CT~ when the control character before it was lost.
    while (at + 1 < zpl.length() && isPrefix(zpl.charAt(at + 1))) {
      at++;
    }
    if (at >= zpl.length()) {
      return Optional.empty();
    }
    char prefix = zpl.charAt(at) == caret ? '^' : '~';
    int nameEnd = Math.min(zpl.length(), at + 3);
    String name = zpl.substring(at + 1, nameEnd).toUpperCase(Locale.ROOT);
    // Fonts are one letter, and what follows belongs to the parameters; ^A@ is a command.
    boolean isFont = prefix == '^' && name.startsWith("A") && !name.equals("A@");
    if (isFont) {
      name = "A";
      nameEnd = at + 2;
    }
    at = nameEnd;
    if (name.equals("CC") || name.equals("CT") || name.equals("CD")) {
      return Optional.of(change(name, prefix));
    }
    int end = name.equals("GF") ? graphicEnd() : -1;
    boolean isBinary = end >= 0;
    if (!isBinary) {
      end = at;
      while (end < zpl.length() && !isPrefix(zpl.charAt(end))) {
        end++;
      }
    }
    String text = zpl.substring(at, end);
    at = end;
    boolean isData = isBinary || name.equals("FD") || name.equals("FV") || name.equals("FX");
    return Optional.of(
        new Command(prefix + name, isData ? text : text.replace(delimiter, ',').strip()));
  }

  private Command change(String name, char prefix) {
    if (at < zpl.length()) {
      char to = zpl.charAt(at++);
      switch (name) {
        case "CC" -> caret = to;
        case "CT" -> tilde = to;
        default -> delimiter = to;
      }
    }
    return new Command(prefix + name, "");
  }

  /** Where binary data end that {@code ^GFB} or {@code ^GFC} announces; -1 for other formats. */
  private int graphicEnd() {
    String head = zpl.substring(at, Math.min(zpl.length(), at + 64));
    String[] parts = head.split(",", 5);
    if (parts.length < 5
        || !parts[0].strip().matches("[BbCc]")
        || !parts[1].matches("[0-9]{1,7}")) {
      return -1;
    }
    int dataFrom = at + head.length() - parts[4].length();
    return Math.min(zpl.length(), dataFrom + Integer.parseInt(parts[1]));
  }

  private boolean isPrefix(char c) {
    return c == caret || c == tilde || c == LINK_ESCAPE;
  }
}
