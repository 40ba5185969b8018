package org.sbs.lpm.data;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.sbs.lpm.files.Content;

/**
 * Bytes to text: in the encoding that the sentinel names; else by byte order mark (UTF-8, UTF-16);
 * else UTF-16 where every other byte is zero; else UTF-8; else the code page in which the text
 * reads well. A byte that does not fit is an error with its line and column, and never another
 * character.
 */
final class TextDecoder {
  private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] UTF_16BE_MARK = {(byte) 0xFE, (byte) 0xFF};
  private static final byte[] UTF_16LE_MARK = {(byte) 0xFF, (byte) 0xFE};
  private static final int HEAD_BYTES = 4096;

  /** So much of the text says which code page it is in. */
  private static final int SAMPLE_BYTES = 1 << 20;

  private TextDecoder() {}

  /**
   * The text from its beginning, without its mark.
   *
   * @throws BadDataException if a byte does not fit, or the encoding is in doubt
   */
  static Reader open(Content content, Optional<Charset> named)
      throws IOException, BadDataException {
    byte[] head;
    try (InputStream stream = content.stream()) {
      head = stream.readNBytes(HEAD_BYTES);
    }
    Charset charset = named.isPresent() ? named.get() : find(content, head);
    byte[] mark = mark(charset);
    int from = mark.length > 0 && startsWith(head, mark) ? mark.length : 0;
    if (!charset.equals(StandardCharsets.UTF_8)) {
      check(content, from, charset);
    } else if (named.isPresent() || from > 0) {
      checkUtf8(Utf8Scan.of(content.stream()));
    }
    InputStream stream = new BufferedInputStream(content.stream());
    stream.skipNBytes(from);
    return new DosEndReader(new BufferedReader(new InputStreamReader(stream, charset)));
  }

  private static Charset find(Content content, byte[] head) throws IOException, BadDataException {
    if (startsWith(head, UTF_8_MARK)) {
      return StandardCharsets.UTF_8;
    }
    if (startsWith(head, UTF_16BE_MARK)) {
      return StandardCharsets.UTF_16BE;
    }
    if (startsWith(head, UTF_16LE_MARK)) {
      return StandardCharsets.UTF_16LE;
    }
    Optional<Charset> wide = wide(head, content.size());
    if (wide.isPresent()) {
      return wide.get();
    }
    Utf8Scan scan = Utf8Scan.of(content.stream());
    if (scan.isMeant()) {
      checkUtf8(scan);
      return StandardCharsets.UTF_8;
    }
    long from = Math.max(0, scan.wrongOffset() - 1);
    try (InputStream stream = content.stream()) {
      stream.skipNBytes(from);
      return CodePages.find(stream.readNBytes(SAMPLE_BYTES), scan.wrongPlace());
    }
  }

  /** UTF-16 without a mark: ASCII characters have a zero byte each, on the same side. */
  private static Optional<Charset> wide(byte[] head, long size) {
    int length = head.length & ~1;
    int evenZeros = 0;
    int oddZeros = 0;
    for (int i = 0; i < length; i += 2) {
      evenZeros += head[i] == 0 ? 1 : 0;
      oddZeros += head[i + 1] == 0 ? 1 : 0;
    }
    int most = length * 2 / 5;
    if (length < 4 || size % 2 != 0) {
      return Optional.empty();
    }
    if (oddZeros >= most && evenZeros == 0) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    return evenZeros >= most && oddZeros == 0
        ? Optional.of(StandardCharsets.UTF_16BE)
        : Optional.empty();
  }

  private static byte[] mark(Charset charset) {
    if (charset.equals(StandardCharsets.UTF_8)) {
      return UTF_8_MARK;
    }
    if (charset.equals(StandardCharsets.UTF_16BE)) {
      return UTF_16BE_MARK;
    }
    return charset.equals(StandardCharsets.UTF_16LE) ? UTF_16LE_MARK : new byte[0];
  }

  private static boolean startsWith(byte[] head, byte[] mark) {
    return head.length >= mark.length && Arrays.equals(head, 0, mark.length, mark, 0, mark.length);
  }

  private static void checkUtf8(Utf8Scan scan) throws BadDataException {
    if (!scan.isWhole()) {
      throw doesNotFit(scan.wrongPlace(), scan.wrongByte(), StandardCharsets.UTF_8);
    }
  }

  private static void check(Content content, int from, Charset charset)
      throws IOException, BadDataException {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    Place place = new Place();
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    CharBuffer chars = CharBuffer.allocate(1 << 16);
    try (InputStream stream = content.stream()) {
      stream.skipNBytes(from);
      boolean isEnd = false;
      while (!isEnd) {
        int count = stream.read(bytes.array(), bytes.position(), bytes.remaining());
        isEnd = count < 0;
        bytes.position(bytes.position() + Math.max(0, count)).flip();
        CoderResult result = decoder.decode(bytes, chars, isEnd);
        place.pass(chars.flip());
        chars.clear();
        if (result.isError()) {
          throw doesNotFit(place.text(), bytes.get(bytes.position()) & 0xFF, charset);
        }
        bytes.compact();
      }
    }
  }

  private static BadDataException doesNotFit(String place, int wrong, Charset charset) {
    return new BadDataException(
        String.format(
            Locale.ROOT,
            "%s: the byte %02X does not fit %s, as which the file is read. A cell may have been cut"
                + " in the middle of a character, or the file has another encoding: mend it there,"
                + " or name the encoding in the sentinel, as in encoding = \"Windows-1252\".",
            place,
            wrong,
            CodePages.name(charset)));
  }

  /** Line and column, both from 1, behind the characters that were passed. */
  private static final class Place {
    private int line = 1;
    private int column = 1;
    private boolean afterReturn;

    void pass(CharSequence text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        boolean isBreak = c == '\r' || (c == '\n' && !afterReturn);
        line += isBreak ? 1 : 0;
        column = c == '\r' || c == '\n' ? 1 : column + (Character.isLowSurrogate(c) ? 0 : 1);
        afterReturn = c == '\r';
      }
    }

    String text() {
      return "Line " + line + ", column " + column;
    }
  }
}
