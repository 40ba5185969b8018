package org.sbs.lpm.data;

import java.io.IOException;
import java.io.Reader;

/** Text without the control characters Z at its end, with which DOS programs close a file. */
final class DosEndReader extends Reader {
  static final char DOS_END = '\u001A';

  private final Reader reader;

  /** So many of them were read, and nothing behind them yet. */
  private int held;

  private int next = -2;

  DosEndReader(Reader reader) {
    this.reader = reader;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    int count = 0;
    while (count < length) {
      int c = one();
      if (c < 0) {
        break;
      }
      target[offset + count++] = (char) c;
    }
    return count == 0 && length > 0 ? -1 : count;
  }

  private int one() throws IOException {
    if (next == -2) {
      next = reader.read();
      while (next == DOS_END) {
        held++;
        next = reader.read();
      }
      if (next < 0) {
        held = 0;
      }
    }
    if (held > 0) {
      held--;
      return DOS_END;
    }
    int c = next;
    if (c >= 0) {
      next = -2;
    }
    return c;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
