package org.sbs.server.config;

/**
 * Where a value stands in a TOML text.
 *
 * @param from the offset of its first character
 * @param to the offset behind its last
 */
record TomlSpan(int from, int to) {
  /** The value of the entry whose key begins at that offset. The text is TOML without faults. */
  static TomlSpan ofValue(String text, int key) {
    int at = key;
    while (text.charAt(at) != '=') {
      at = isQuote(text.charAt(at)) ? endOfString(text, at) : at + 1;
    }
    at++;
    while (text.charAt(at) == ' ' || text.charAt(at) == '\t') {
      at++;
    }
    return new TomlSpan(at, end(text, at));
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private static int end(String text, int from) {
    char first = text.charAt(from);
    if (isQuote(first)) {
      return endOfString(text, from);
    }
    if (first == '[' || first == '{') {
      return endOfBrackets(text, from);
    }
    int at = from;
    while (at < text.length() && "#,]}\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    while (Character.isWhitespace(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private static int endOfBrackets(String text, int from) {
    int depth = 0;
    int at = from;
    do {
      char c = text.charAt(at);
      if (isQuote(c)) {
        at = endOfString(text, at);
      } else if (c == '#') {
        at = text.indexOf('\n', at);
      } else {
        depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
        at++;
      }
    } while (depth > 0);
    return at;
  }

  private static int endOfString(String text, int from) {
    char quote = text.charAt(from);
    String three = String.valueOf(quote).repeat(3);
    boolean many = text.startsWith(three, from);
    int at = from + (many ? 3 : 1);
    while (many ? !text.startsWith(three, at) : text.charAt(at) != quote) {
      at += quote == '"' && text.charAt(at) == '\\' ? 2 : 1;
    }
    at += many ? 3 : 1;
    // Up to two quotes may stand right before the closing three.
    while (many && at < text.length() && text.charAt(at) == quote) {
      at++;
    }
    return at;
  }
}
