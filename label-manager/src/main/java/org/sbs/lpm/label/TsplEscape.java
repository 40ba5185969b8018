package org.sbs.lpm.label;

import org.sbs.lpm.function.WrongValueException;

/**
 * Text between quotes of TSPL, where a quote is written as backslash, bracket, quote, bracket, and
 * breaks of lines likewise. There is no way to write these escapes themselves as text.
 */
record TsplEscape() implements TextEscape {
  @Override
  public String escape(String text) throws WrongValueException {
    if (text.contains("\\[") || text.contains("~!")) {
      throw new WrongValueException("it has \\[ or ~!, which TSPL has no way to print");
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\[\"]");
        case '\r' -> out.append("\\[R]");
        case '\n' -> out.append("\\[L]");
        default -> {
          if (c < ' ' || c == '\u007F') {
            throw new WrongValueException("it has a control character, which TSPL cannot print");
          }
          out.append(c);
        }
      }
    }
    return out.toString();
  }
}
