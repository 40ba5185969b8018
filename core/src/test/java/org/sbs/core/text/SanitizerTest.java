package org.sbs.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SanitizerTest {
  @Test
  @DisplayName("R10.8 no control, format or bidirectional character of Unicode stays in a line")
  void everyCodePoint() {
    IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
        .forEach(
            c -> {
              String text = "a" + Character.toString(c) + "b";
              String line = Sanitizer.line(text);
              assertThat(Sanitizer.isClean(line)).as("U+%04X", c).isTrue();
              if (Sanitizer.isClean(text)) {
                assertThat(line).isEqualTo(text);
              }
              assertThat(Sanitizer.isClean(Sanitizer.lines(text).replaceAll("[\n\t]", "")))
                  .as("U+%04X", c)
                  .isTrue();
            });
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00, 0x07, 0x08, 0x1b, 0x7f, 0x80, 0x85, 0x90, 0x9b, 0x9d, 0x9f, 0xad, 0x61c, 0x200b,
        0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067,
        0x2068, 0x2069, 0xfeff, 0xd800, 0xe0041
      })
  @DisplayName("R10.8 what commands a terminal, turns a line or hides in it becomes U+FFFD")
  void replaced(int codePoint) {
    String bad = "x" + Character.toString(codePoint) + "y";
    assertThat(Sanitizer.line(bad)).isEqualTo("x\ufffdy");
    assertThat(Sanitizer.lines("one\n" + bad)).isEqualTo("one\nx\ufffdy");
  }

  @Test
  @DisplayName("R10.8 a name cannot begin a line of its own, and letters of any script stay")
  void breaks() {
    assertThat(Sanitizer.line("a\n2026 ERROR forged\r\tz")).isEqualTo("a 2026 ERROR forged  z");
    assertThat(Sanitizer.lines("a\r\nb\rc")).isEqualTo("a\nb\ufffdc");
    String names = "Büro – Größe 東京 Ωμέγα שלום العربية 😀 #1";
    assertThat(Sanitizer.line(names)).isEqualTo(names);
  }

  @Test
  @DisplayName("R10.8 in JSON nothing is lost")
  void json() {
    assertThat(Sanitizer.json("{\"a\":\"x\u202ey\u009bz\"}\n"))
        .isEqualTo("{\"a\":\"x\\u202ey\\u009bz\"}\n");
    assertThat(Sanitizer.json("\"" + Character.toString(0xe0041) + "\""))
        .isEqualTo("\"\\udb40\\udc41\"");
    assertThat(Sanitizer.json("[\"ü\"]")).isEqualTo("[\"ü\"]");
  }
}
