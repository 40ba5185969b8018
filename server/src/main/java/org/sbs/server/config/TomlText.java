package org.sbs.server.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.settings.Problem;
import org.sbs.core.settings.Problems;
import org.sbs.core.settings.RawValue;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads TOML into values that know their lines. */
final class TomlText {
  private static final Reason REMEDY = Reason.of(ReasonCode.DO_FIX_TOML);
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private TomlText() {}

  /**
   * What a text holds.
   *
   * @param root as much as could be read
   * @param faults where it is not TOML
   */
  record Parsed(RawValue.Table root, Problems faults) {}

  static Parsed parse(String text) {
    TomlParseResult result;
    try {
      result = result(text);
    } catch (StackOverflowError e) {
      // The parser descends once per bracket; a file that nests so deep is garbage.
      Problem deep = new Problem(0, "", Reason.of(ReasonCode.SETTINGS_NESTED), REMEDY);
      return new Parsed(RawValue.Table.EMPTY, new Problems(List.of(deep)));
    }
    List<Problem> faults = new ArrayList<>();
    for (TomlParseError error : result.errors()) {
      faults.add(
          new Problem(
              error.position().line(),
              "",
              Reason.of(ReasonCode.SETTINGS_NOT_TOML)
                  .with("why", error.getMessage())
                  .with("column", error.position().column()),
              REMEDY));
    }
    return new Parsed(table(result, 0), new Problems(faults));
  }

  static TomlParseResult result(String text) {
    return Toml.parse(text.startsWith(BYTE_ORDER_MARK) ? " " + text.substring(1) : text);
  }

  private static RawValue.Table table(TomlTable table, int line) {
    Map<String, RawValue> entries = new LinkedHashMap<>();
    for (String key : table.keySet()) {
      List<String> path = List.of(key);
      entries.put(key, value(table.get(path), lineOf(table.inputPositionOf(path), line)));
    }
    return new RawValue.Table(entries, line);
  }

  private static int lineOf(TomlPosition position, int otherwise) {
    return position == null ? otherwise : position.line();
  }

  private static RawValue value(Object value, int line) {
    if (value instanceof String text) {
      return new RawValue.Text(text, line);
    }
    if (value instanceof Long whole) {
      return new RawValue.Whole(whole, line);
    }
    if (value instanceof Boolean flag) {
      return new RawValue.Flag(flag, line);
    }
    if (value instanceof TomlTable table) {
      return table(table, line);
    }
    if (value instanceof TomlArray array) {
      List<RawValue> items = new ArrayList<>();
      for (int i = 0; i < array.size(); i++) {
        items.add(value(array.get(i), lineOf(array.inputPositionOf(i), line)));
      }
      return new RawValue.Many(items, line);
    }
    return new RawValue.Other(String.valueOf(value), line);
  }
}
