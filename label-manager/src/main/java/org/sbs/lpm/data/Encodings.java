package org.sbs.lpm.data;

import java.nio.charset.Charset;
import java.util.Locale;

/** Encodings by the names that people give them. */
public final class Encodings {
  private Encodings() {}

  /**
   * The encoding of that name.
   *
   * @throws IllegalArgumentException if this Java does not know it
   */
  public static Charset named(String name) {
    String plain = name.strip().toLowerCase(Locale.ROOT).replace('_', '-').replace(" ", "");
    return Charset.forName(
        switch (plain) {
          case "ansi", "cp1252", "win-1252", "windows1252" -> "windows-1252";
          case "cp850", "cp-850", "oem", "dos" -> "IBM850";
          case "cp437", "cp-437" -> "IBM437";
          case "sjis", "shift-jis", "cp932" -> "windows-31j";
          case "latin1", "latin-1" -> "ISO-8859-1";
          case "unicode", "utf-16le" -> "UTF-16LE";
          case "utf8" -> "UTF-8";
          default -> name.strip();
        });
  }
}
