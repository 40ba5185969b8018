package org.sbs.server.windows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A program and its arguments as the one text that Windows knows of them, and back. */
final class CommandLineText {
  private CommandLineText() {}

  static String of(List<String> words) {
    return words.stream().map(CommandLineText::word).collect(Collectors.joining(" "));
  }

  /** A backslash stands for itself, except in front of a quotation mark. */
  private static String word(String word) {
    if (!word.isEmpty() && word.chars().noneMatch(c -> c == ' ' || c == '\t' || c == '"')) {
      return word;
    }
    StringBuilder text = new StringBuilder("\"");
    int backslashes = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '"') {
        text.append("\\".repeat(backslashes + 1));
      }
      backslashes = c == '\\' ? backslashes + 1 : 0;
      text.append(c);
    }
    return text.append("\\".repeat(backslashes)).append('"').toString();
  }

  /** The words of such a text, taken apart as programs do it. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    boolean quoted = false;
    int backslashes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        word.setLength(word.length() - backslashes + backslashes / 2);
        if (backslashes % 2 == 1) {
          word.append(c);
        } else {
          quoted = !quoted;
          begun = true;
        }
      } else if (!quoted && (c == ' ' || c == '\t')) {
        if (begun) {
          words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
      } else {
        word.append(c);
        begun = true;
      }
      backslashes = c == '\\' ? backslashes + 1 : 0;
    }
    if (begun) {
      words.add(word.toString());
    }
    return List.copyOf(words);
  }
}
