package org.sbs.lpm.data;

import java.io.IOException;
import java.io.Reader;

/**
 * Text that is read once, character by character with one to look ahead, and remembers where it is.
 * It is a reader, too, for parsers of others.
 */
final class TextStream extends Reader {
  /** Longer ones are cut: no word of a format that is looked for is as long. */
  private static final int LONGEST_WORD = 8;

  /** The end of the text. */
  static final int END = -1;

  /** What some programs write before a text, and sometimes twice. */
  static final char MARK = '\uFEFF';

  /** A row longer than this is none. */
  static final int MAX_ROW_CHARACTERS = 1_000_000;

  private final Reader reader;
  private final char[] buffer = new char[8192];
  private int from;
  private int to;
  private long taken;
  private long lastNotBlank = -1;

  private char lastSign;

  /** The beginning of the letters that were read last, with nothing but blanks after them. */
  private final StringBuilder word = new StringBuilder();

  private boolean keeps;
  private final StringBuilder kept = new StringBuilder();

  TextStream(Reader reader) {
    this.reader = reader;
  }

  /** The next character without taking it; {@link #END} at the end. */
  int peek() throws IOException {
    return from < to || fill() ? buffer[from] : END;
  }

  /** Takes the next character; {@link #END} at the end. */
  int take() throws IOException {
    if (from == to && !fill()) {
      return END;
    }
    char c = buffer[from++];
    note(c);
    return c;
  }

  private void note(char c) {
    if (!Character.isWhitespace(c)) {
      if (lastNotBlank != taken - 1 || !Character.isLetter(c)) {
        word.setLength(0);
      }
      if (Character.isLetter(c) && word.length() < LONGEST_WORD) {
        word.append(c);
      }
      lastNotBlank = taken;
      lastSign = c;
    }
    taken++;
    if (keeps) {
      kept.append(c);
    }
  }

  /** Keeps what is taken from now on. */
  void keep() {
    keeps = true;
  }

  /** What was taken since the last time that this was asked. */
  String kept() {
    String text = kept.toString();
    kept.setLength(0);
    return text;
  }

  private boolean fill() throws IOException {
    from = 0;
    to = Math.max(0, reader.read(buffer));
    while (taken == 0 && from < to && buffer[from] == MARK) {
      from++;
    }
    return from < to;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (from == to && !fill()) {
      return END;
    }
    int count = Math.min(length, to - from);
    System.arraycopy(buffer, from, target, offset, count);
    for (int i = 0; i < count; i++) {
      note(buffer[from + i]);
    }
    from += count;
    return count;
  }

  /** Reads to the end; the number of characters up to the last that is not blank. */
  long drain() throws IOException {
    while (take() != END) {
      // Only where it ends is wanted.
    }
    return lastNotBlank + 1;
  }

  /** The last character that was read and is not blank; 0 if there was none. */
  char lastSign() {
    return lastSign;
  }

  /** The letters with which the text ends, before blanks; the first few of them. */
  String lastWord() {
    return word.toString();
  }

  /** Whether nothing but blanks has been read so far. */
  boolean isBlank() {
    return lastNotBlank < 0;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
