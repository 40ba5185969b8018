package org.sbs.lpm.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a look at all bytes says of them as UTF-8 (RFC 3629): whether they are, whether most of what
 * is no ASCII is, and where the first byte is that does not fit.
 */
final class Utf8Scan {
  private long offset;
  private int line = 1;
  private int column = 1;
  private boolean afterReturn;
  private long right;
  private long wrong;
  private long wrongOffset;
  private int wrongByte;
  private String wrongPlace = "";

  private Utf8Scan() {}

  static Utf8Scan of(InputStream bytes) throws IOException {
    Utf8Scan scan = new Utf8Scan();
    try (BufferedInputStream in = new BufferedInputStream(bytes, 1 << 16)) {
      scan.run(in);
    }
    return scan;
  }

  boolean isWhole() {
    return wrong == 0;
  }

  /** Whether at least as many characters of more than one byte fit as bytes that do not. */
  boolean isMeant() {
    return right >= wrong;
  }

  long wrongOffset() {
    return wrongOffset;
  }

  int wrongByte() {
    return wrongByte;
  }

  String wrongPlace() {
    return wrongPlace;
  }

  private void run(BufferedInputStream in) throws IOException {
    for (int first = in.read(); first >= 0; first = in.read()) {
      int more = first < 0x80 ? 0 : following(first);
      if (more < 0) {
        wrong(first);
      } else if (more > 0) {
        follow(in, first, more);
      }
      step(first);
      offset++;
    }
  }

  private static int following(int first) {
    if (first >= 0xC2 && first <= 0xDF) {
      return 1;
    }
    if (first >= 0xE0 && first <= 0xEF) {
      return 2;
    }
    return first >= 0xF0 && first <= 0xF4 ? 3 : -1;
  }

  private void follow(BufferedInputStream in, int first, int more) throws IOException {
    in.mark(more);
    int low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    for (int i = 0; i < more; i++) {
      int next = in.read();
      if (next < low || next > high) {
        in.reset();
        wrong(first);
        return;
      }
      low = 0x80;
      high = 0xBF;
    }
    right++;
    offset += more;
  }

  private void wrong(int first) {
    wrong++;
    if (wrong == 1) {
      wrongOffset = offset;
      wrongByte = first;
      wrongPlace = "Line " + line + ", column " + column;
    }
  }

  private void step(int first) {
    boolean isBreak = first == '\r' || (first == '\n' && !afterReturn);
    if (isBreak) {
      line++;
    }
    column = first == '\r' || first == '\n' ? 1 : column + 1;
    afterReturn = first == '\r';
  }
}
