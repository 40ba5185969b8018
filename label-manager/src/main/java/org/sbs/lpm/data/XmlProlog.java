package org.sbs.lpm.data;

import java.io.IOException;
import java.io.Reader;

/**
 * An XML text whose document type, if it does no more than name one, is made blanks: programs write
 * one that nobody has ({@code <!DOCTYPE labels SYSTEM "label.dtd">}), and the parser, once it has
 * seen it, leaves an entity that is not declared out of an attribute without a word.
 */
final class XmlProlog extends Reader {
  private static final int MAX_CHARACTERS = 64 << 10;
  private static final String TYPE = "<!DOCTYPE";

  private final TextStream text;
  private final StringBuilder prolog = new StringBuilder();
  private int at;

  XmlProlog(TextStream text) throws IOException {
    this.text = text;
    boolean goesOn = true;
    while (goesOn) {
      goesOn = part();
    }
  }

  /** Reads what may stand before the first element. */
  private boolean part() throws IOException {
    int from = prolog.length();
    while (text.peek() != TextStream.END && Character.isWhitespace(text.peek()) && take()) {
      from++;
    }
    if (text.peek() != '<' || !take()) {
      return false;
    }
    if (text.peek() == '?') {
      return takeTo("?>");
    }
    if (text.peek() != '!' || !take()) {
      return false;
    }
    return text.peek() == '-' ? takeTo("-->") : isType(from) && type(from);
  }

  private boolean isType(int from) throws IOException {
    while (prolog.length() - from < TYPE.length() && text.peek() != TextStream.END) {
      take();
    }
    return prolog.substring(from).equals(TYPE);
  }

  /** One that has declarations of its own stays, and is refused where it is parsed. */
  private boolean type(int from) throws IOException {
    int quote = 0;
    while (text.peek() != TextStream.END && (quote != 0 || text.peek() != '[')) {
      int c = text.peek();
      if (!take()) {
        return false;
      }
      if (quote == 0 && c == '>') {
        for (int i = from; i < prolog.length(); i++) {
          prolog.setCharAt(i, Character.isWhitespace(prolog.charAt(i)) ? prolog.charAt(i) : ' ');
        }
        return false;
      }
      if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      }
    }
    return false;
  }

  private boolean takeTo(String end) throws IOException {
    int from = prolog.length();
    while (text.peek() != TextStream.END && take()) {
      if (prolog.length() - from >= end.length()
          && prolog.substring(prolog.length() - end.length()).equals(end)) {
        return true;
      }
    }
    return false;
  }

  /** False if the prolog is longer than any should be: then the parser may judge it. */
  private boolean take() throws IOException {
    prolog.append((char) text.take());
    return prolog.length() < MAX_CHARACTERS;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (at == prolog.length()) {
      return text.read(target, offset, length);
    }
    int count = Math.min(length, prolog.length() - at);
    prolog.getChars(at, at + count, target, offset);
    at += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
