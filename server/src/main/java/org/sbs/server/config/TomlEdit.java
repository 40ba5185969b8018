package org.sbs.server.config;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * Puts one value into a TOML text and leaves every other character as it is. Works on the text, at
 * the places that the parser names. The caller checks the outcome by reading it.
 */
final class TomlEdit {
  private final String text;
  private final TomlParseResult parsed;
  private final String lineEnd;

  /**
   * Over a text.
   *
   * @param text without faults
   */
  TomlEdit(String text) {
    this.text = text;
    this.parsed = TomlText.result(text);
    int feed = text.indexOf('\n');
    this.lineEnd = feed > 0 && text.charAt(feed - 1) == '\r' ? "\r\n" : "\n";
  }

  /** The text with that value, a piece of TOML, in that place. */
  String set(String table, String name, String value) {
    if (parsed.contains(List.of(table, name))) {
      TomlSpan span = TomlSpan.ofValue(text, offset(List.of(table, name)));
      return text.substring(0, span.from()) + value + text.substring(span.to());
    }
    String line = name + " = " + value;
    if (!parsed.contains(List.of(table))) {
      return appended("[" + table + "]", line);
    }
    int at = offset(List.of(table));
    if (text.startsWith("[[", at)) {
      // Only [[table.something]] stands there: the table itself may still be written below.
      return appended("[" + table + "]", line);
    }
    return text.startsWith("[", at)
        ? belowLineOf(insertionPoint(table, name, at), line)
        : belowLineOf(lastEntryEnd(table, at), table + "." + line);
  }

  private int offset(List<String> path) {
    return offset(parsed.inputPositionOf(path));
  }

  /** The parser counts lines and columns from 1, and columns in code points. */
  private int offset(TomlPosition position) {
    int start = 0;
    for (int line = 1; line < position.line(); line++) {
      start = text.indexOf('\n', start) + 1;
    }
    return text.offsetByCodePoints(start, position.column() - 1);
  }

  /** Where the new line belongs: below its own commented-out line, or below the table's last. */
  private int insertionPoint(String table, String name, int header) {
    Matcher commented =
        Pattern.compile("^[ \\t]*#[ \\t]*" + Pattern.quote(name) + "[ \\t]*=", Pattern.MULTILINE)
            .matcher(text)
            .region(header, nextHeader(header));
    return commented.find() ? commented.end() : lastEntryEnd(table, header);
  }

  private int nextHeader(int header) {
    int next = text.length();
    for (List<String> path : parsed.keyPathSet(true)) {
      Object value = parsed.get(path);
      if (value instanceof TomlTable || value instanceof TomlArray) {
        int at = offset(path);
        if (at > header && text.startsWith("[", at)) {
          next = Math.min(next, at);
        }
      }
    }
    return next;
  }

  private int lastEntryEnd(String table, int otherwise) {
    int last = otherwise;
    TomlTable entries = parsed.getTable(List.of(table));
    for (String name : entries.keySet()) {
      int at = offset(List.of(table, name));
      if (!text.startsWith("[", at)) {
        last = Math.max(last, TomlSpan.ofValue(text, at).to());
      }
    }
    return last;
  }

  private String belowLineOf(int offset, String line) {
    int feed = text.indexOf('\n', offset);
    return feed < 0
        ? text + lineEnd + line + lineEnd
        : text.substring(0, feed + 1) + line + lineEnd + text.substring(feed + 1);
  }

  private String appended(String header, String line) {
    String before = text;
    if (!before.isEmpty()) {
      before += before.endsWith("\n") ? lineEnd : lineEnd + lineEnd;
    }
    return before + header + lineEnd + line + lineEnd;
  }
}
