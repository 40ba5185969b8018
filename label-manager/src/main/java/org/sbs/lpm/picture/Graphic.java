package org.sbs.lpm.picture;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Pictures in ZPL: hexadecimal, perhaps packed, or Z64 and B64. */
final class Graphic {
  private static final int MOST_BYTES = Bitmap.MOST_DOTS / 8;

  private Graphic() {}

  /**
   * Reads one.
   *
   * @param data of {@code ^GFA} or {@code ~DG}
   * @throws IllegalArgumentException if it is none
   */
  static Bitmap read(String data, int bytes, int bytesPerRow) {
    if (bytesPerRow < 1 || bytes < 1 || bytes > MOST_BYTES) {
      throw new IllegalArgumentException("a graphic of " + bytes + " bytes");
    }
    String text = data.strip();
    byte[] raw =
        text.startsWith(":") ? encoded(text, bytes) : hexadecimal(text, bytes, bytesPerRow);
    return bits(raw, bytesPerRow);
  }

  /** Of bytes as characters. */
  static Bitmap binary(String data, int bytesPerRow) {
    if (bytesPerRow < 1 || data.length() > MOST_BYTES) {
      throw new IllegalArgumentException("a graphic of " + data.length() + " bytes");
    }
    return bits(data.getBytes(StandardCharsets.ISO_8859_1), bytesPerRow);
  }

  private static Bitmap bits(byte[] raw, int bytesPerRow) {
    Bitmap bitmap = new Bitmap(bytesPerRow * 8, (raw.length + bytesPerRow - 1) / bytesPerRow);
    for (int i = 0; i < raw.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        if ((raw[i] >> (7 - bit) & 1) == 1) {
          bitmap.set(i % bytesPerRow * 8 + bit, i / bytesPerRow, true);
        }
      }
    }
    return bitmap;
  }

  /** {@code :Z64:data:crc} or {@code :B64:data:crc}. */
  private static byte[] encoded(String text, int bytes) {
    String[] parts = text.split(":", -1);
    if (parts.length < 3) {
      throw new IllegalArgumentException("a graphic without data");
    }
    byte[] packed = Base64.getMimeDecoder().decode(parts[2]);
    if (parts[1].equals("B64")) {
      return packed;
    }
    if (!parts[1].equals("Z64")) {
      throw new IllegalArgumentException("a graphic in " + parts[1]);
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed);
      byte[] out = new byte[bytes];
      int count = inflater.inflate(out);
      return count == bytes ? out : Arrays.copyOf(out, count);
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("a graphic that cannot be unpacked", e);
    } finally {
      inflater.end();
    }
  }

  /**
   * Hexadecimal digits, where G to Y repeat the next one 1 to 19 times and g to z 20 to 400 times;
   * a comma fills the row with white, an exclamation mark with black, a colon repeats the row.
   */
  private static byte[] hexadecimal(String text, int bytes, int bytesPerRow) {
    Rows rows = new Rows(bytes, bytesPerRow);
    int repeat = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int digit = Character.digit(c, 16);
      if (c >= 'G' && c <= 'Y') {
        repeat += c - 'G' + 1;
      } else if (c >= 'g' && c <= 'z') {
        repeat += (c - 'g' + 1) * 20;
      } else if (digit >= 0) {
        rows.add(digit, Math.max(1, repeat));
        repeat = 0;
      } else if (c == ',') {
        rows.fill(0);
      } else if (c == '!') {
        rows.fill(15);
      } else if (c == ':') {
        rows.repeat();
      } else if (!Character.isWhitespace(c)) {
        throw new IllegalArgumentException("a graphic with '" + c + "' in it");
      }
    }
    return rows.out.toByteArray();
  }

  /** Collects half bytes. */
  private static final class Rows {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int bytes;
    private final int perRow;
    private int half = -1;

    Rows(int bytes, int perRow) {
      this.bytes = bytes;
      this.perRow = perRow;
    }

    void add(int digit, int times) {
      for (int i = 0; i < times && out.size() < bytes; i++) {
        if (half < 0) {
          half = digit;
        } else {
          out.write(half << 4 | digit);
          half = -1;
        }
      }
    }

    void fill(int digit) {
      do {
        add(digit, 1);
      } while (out.size() < bytes && (half >= 0 || out.size() % perRow != 0));
    }

    void repeat() {
      byte[] all = out.toByteArray();
      int from = Math.max(0, all.length - perRow);
      out.write(all, from, Math.min(all.length - from, Math.max(0, bytes - out.size())));
    }
  }
}
