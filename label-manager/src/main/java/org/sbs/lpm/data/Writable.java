package org.sbs.lpm.data;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Optional;
import java.util.function.IntFunction;

/** Writes text so that an encoding has all its characters. */
final class Writable {
  private final Optional<CharsetEncoder> encoder;

  /** For that encoding; without one for UTF-8, which has all. */
  Writable(Optional<Charset> encoding) {
    this.encoder = encoding.filter(Charset::canEncode).map(Charset::newEncoder);
  }

  /**
   * The text, with an escape for each character that the encoding lacks.
   *
   * @param escape what stands for a code point
   */
  String text(String text, IntFunction<String> escape) {
    if (encoder.isEmpty() || encoder.get().canEncode(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              String one = Character.toString(c);
              out.append(encoder.get().canEncode(one) ? one : escape.apply(c));
            });
    return out.toString();
  }
}
