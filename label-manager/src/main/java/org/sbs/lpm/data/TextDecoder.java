package org.sbs.lpm.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.sbs.lpm.files.Content;

/**
 * Bytes to text: by byte order mark (UTF-8, UTF-16), else as UTF-8, else, when the bytes are no
 * UTF-8, as Windows-1252.
 */
final class TextDecoder {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private TextDecoder() {}

  /** The text from its beginning, without its mark. */
  static Reader open(Content content) throws IOException {
    byte[] mark;
    try (InputStream stream = content.stream()) {
      mark = stream.readNBytes(3);
    }
    if (Arrays.equals(mark, bytes(0xEF, 0xBB, 0xBF))) {
      return reader(content, 3, StandardCharsets.UTF_8);
    }
    if (mark.length >= 2 && Arrays.equals(Arrays.copyOf(mark, 2), bytes(0xFE, 0xFF))) {
      return reader(content, 2, StandardCharsets.UTF_16BE);
    }
    if (mark.length >= 2 && Arrays.equals(Arrays.copyOf(mark, 2), bytes(0xFF, 0xFE))) {
      return reader(content, 2, StandardCharsets.UTF_16LE);
    }
    return reader(content, 0, isUtf8(content) ? StandardCharsets.UTF_8 : WINDOWS_1252);
  }

  private static boolean isUtf8(Content content) throws IOException {
    char[] dropped = new char[8192];
    try (Reader reader =
        new InputStreamReader(
            content.stream(),
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT))) {
      int count = 0;
      while (count >= 0) {
        count = reader.read(dropped);
      }
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static Reader reader(Content content, int from, Charset charset) throws IOException {
    InputStream stream = new BufferedInputStream(content.stream());
    stream.skipNBytes(from);
    return new InputStreamReader(stream, charset);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
