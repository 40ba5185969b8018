package org.sbs.server.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads a program's output line by line in bounded memory, whatever it prints. */
final class BoundedLines {
  /** Longer lines are cut. */
  static final int LINE_LIMIT = 1_000;

  private BoundedLines() {}

  /** Hands on each line until the stream ends or breaks. */
  static void pump(InputStream in, Consumer<String> lines) {
    StringBuilder line = new StringBuilder();
    try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      char[] buffer = new char[4096];
      for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
        for (int i = 0; i < count; i++) {
          if (buffer[i] == '\n') {
            lines.accept(take(line));
          } else if (line.length() < LINE_LIMIT) {
            line.append(buffer[i]);
          }
        }
      }
    } catch (IOException e) {
      // The stream of a program that has ended may be closed under the reader: its end all the
      // same.
      if (line.length() == 0) {
        return;
      }
    }
    if (line.length() > 0) {
      lines.accept(take(line));
    }
  }

  private static String take(StringBuilder line) {
    int end = line.length();
    if (end > 0 && line.charAt(end - 1) == '\r') {
      end--;
    }
    String text = line.substring(0, end);
    line.setLength(0);
    return text;
  }
}
