package org.sbs.view.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sbs.core.reason.ReasonCode;

/** Where the program makes reasons, as far as its source text shows it. */
final class ReasonSources {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");
  private static final Pattern MADE =
      Pattern.compile("(Reason\\.of|\\bofPeer|\\bofNode)\\(\\s*ReasonCode\\.([A-Z_]+)\\s*\\)");
  private static final Pattern VALUE = Pattern.compile("\\G\\s*\\.with\\(\\s*\"([a-z-]+)\",");
  private static final Pattern WHOLE =
      Pattern.compile("(\\.and\\(|\\.with\\(\\s*\"[a-z-]+\",|\\.accept\\()\\s*$");

  /**
   * One place.
   *
   * @param values the names that it gives at once
   * @param whole whether no more can be given elsewhere
   */
  record Use(Path file, ReasonCode code, Set<String> values, boolean whole) {}

  private static final List<String> MODULES = List.of("core", "view", "server", "desktop");
  private static final Pattern NAME = Pattern.compile("ReasonCode\\.([A-Z][A-Z0-9_]*)");

  private ReasonSources() {}

  /** The names of all codes that main code mentions, the codes' own class left out. */
  static Set<String> named() throws IOException {
    Set<String> named = new TreeSet<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          if (!file.endsWith("ReasonCode.java")) {
            Matcher name = NAME.matcher(COMMENT.matcher(Files.readString(file)).replaceAll(""));
            while (name.find()) {
              named.add(name.group(1));
            }
          }
        }
      }
    }
    return named;
  }

  static List<Use> uses() throws IOException {
    List<Use> uses = new ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          read(file, uses);
        }
      }
    }
    return uses;
  }

  private static void read(Path file, List<Use> uses) throws IOException {
    String text = COMMENT.matcher(Files.readString(file)).replaceAll("");
    Matcher made = MADE.matcher(text);
    while (made.find()) {
      Set<String> names = new TreeSet<>();
      if (made.group(1).equals("ofPeer")) {
        names.add("peer");
      } else if (made.group(1).equals("ofNode")) {
        names.add("node");
      }
      int at = made.end();
      Matcher value = VALUE.matcher(text);
      while (value.find(at)) {
        names.add(value.group(1));
        at = end(text, value.end());
      }
      // What a variable keeps, a helper returns or a method takes may be given more there.
      String before = text.substring(Math.max(0, made.start() - 40), made.start());
      boolean whole = WHOLE.matcher(before).find();
      uses.add(new Use(file.getFileName(), ReasonCode.valueOf(made.group(2)), names, whole));
    }
  }

  /** Behind the parenthesis that closes the one that is open. */
  private static int end(String text, int from) {
    int open = 1;
    int at = from;
    boolean quoted = false;
    while (open > 0) {
      char c = text.charAt(at);
      if (c == '"' && text.charAt(at - 1) != '\\') {
        quoted = !quoted;
      }
      if (!quoted) {
        open += c == '(' ? 1 : c == ')' ? -1 : 0;
      }
      at++;
    }
    return at;
  }
}
