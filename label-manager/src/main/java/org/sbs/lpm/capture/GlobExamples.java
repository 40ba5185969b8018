package org.sbs.lpm.capture;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;

/** Makes names that a valid glob matches. */
final class GlobExamples {
  private static final String PLAIN = "x0a_-.";

  private GlobExamples() {}

  /**
   * At least one for each alternative of a group; a star is once a word, once a word with a dot.
   */
  static List<String> of(String glob) {
    List<String> names = new ArrayList<>();
    for (String star : List.of("x", "x.x")) {
      names.addAll(expand(glob, star));
    }
    return names;
  }

  private static List<String> expand(String glob, String star) {
    List<String> names = List.of("");
    int at = 0;
    while (at < glob.length()) {
      char c = glob.charAt(at);
      int end = at + 1;
      List<String> parts;
      if (c == '{') {
        end = close(glob, at, '}');
        parts = alternatives(glob.substring(at + 1, end - 1), star);
      } else if (c == '[') {
        end = close(glob, at, ']');
        parts = List.of(oneOf(glob.substring(at, end)));
      } else if (c == '\\' && end < glob.length()) {
        parts = List.of(glob.substring(end, end + 1));
        end++;
      } else {
        parts = List.of(c == '*' ? star : c == '?' ? "x" : String.valueOf(c));
      }
      names = joined(names, parts);
      at = end;
    }
    return names;
  }

  private static List<String> joined(List<String> names, List<String> parts) {
    return names.stream().flatMap(name -> parts.stream().map(part -> name + part)).toList();
  }

  /** Groups do not nest. */
  private static List<String> alternatives(String group, String star) {
    List<String> names = new ArrayList<>();
    int from = 0;
    for (int at = 0; at <= group.length(); at++) {
      if (at == group.length() || group.charAt(at) == ',') {
        names.addAll(expand(group.substring(from, at), star));
        from = at + 1;
      } else if (group.charAt(at) == '\\') {
        at++;
      } else if (group.charAt(at) == '[') {
        at = close(group, at, ']') - 1;
      }
    }
    return names;
  }

  /** The place behind the sign that closes what begins at {@code from}; the end if none does. */
  private static int close(String glob, int from, char sign) {
    for (int at = from + 1; at < glob.length(); at++) {
      char c = glob.charAt(at);
      if (c == sign) {
        return at + 1;
      }
      if (c == '\\') {
        at++;
      } else if (c == '[' && sign == '}') {
        at = close(glob, at, ']') - 1;
      }
    }
    return glob.length();
  }

  private static String oneOf(String characters) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + characters);
    return (PLAIN + characters)
        .chars()
        .mapToObj(Character::toString)
        .filter(each -> !each.equals("/") && matcher.matches(Path.of(each)))
        .findFirst()
        .orElse("x");
  }
}
