package org.sbs.server.link;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The few values of DER that the certificate of a pair is made of. */
final class Der {
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int UTF8_STRING = 0x0c;
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;

  /** The tag of the first optional part of a sequence. */
  private static final int FIRST_PART = 0xa0;

  private static final int SHORT_LENGTH = 0x80;
  private static final int BYTE_BITS = 8;

  private Der() {}

  static byte[] sequence(byte[]... parts) {
    return value(SEQUENCE, parts);
  }

  static byte[] set(byte[]... parts) {
    return value(SET, parts);
  }

  /** The first optional part of a sequence. */
  static byte[] firstPart(byte[] content) {
    return value(FIRST_PART, content);
  }

  /** A number from 0 to 127. */
  static byte[] smallInteger(int number) {
    return value(INTEGER, new byte[] {(byte) number});
  }

  static byte[] bits(byte[] bytes) {
    // None of the bits of the last byte is left out.
    return value(BIT_STRING, new byte[] {0}, bytes);
  }

  static byte[] text(String text) {
    return value(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A time of 1950 to 2049, as yyMMddHHmmssZ. */
  static byte[] utcTime(String time) {
    return value(UTC_TIME, time.getBytes(StandardCharsets.US_ASCII));
  }

  /** A time of other years, as yyyyMMddHHmmssZ. */
  static byte[] generalizedTime(String time) {
    return value(GENERALIZED_TIME, time.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] value(int tag, byte[]... contents) {
    int length = 0;
    for (byte[] content : contents) {
      length += content.length;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (length < SHORT_LENGTH) {
      out.write(length);
    } else if (length < 1 << BYTE_BITS) {
      out.write(SHORT_LENGTH + 1);
      out.write(length);
    } else {
      out.write(SHORT_LENGTH + 2);
      out.write(length >> BYTE_BITS);
      out.write(length);
    }
    for (byte[] content : contents) {
      out.writeBytes(content);
    }
    return out.toByteArray();
  }
}
