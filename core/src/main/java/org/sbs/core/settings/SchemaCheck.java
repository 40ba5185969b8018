package org.sbs.core.settings;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.settings.RawValue.Kind;
import org.sbs.core.settings.RawValue.Many;
import org.sbs.core.settings.RawValue.Table;
import org.sbs.core.settings.RawValue.Whole;

/** Finds tables and keys that nobody knows, and values of the wrong kind or size. */
final class SchemaCheck {
  private static final String FOLDERS = "folder";
  private static final String SYNC = "sync";

  private SchemaCheck() {}

  static void check(ParsedSettings given) {
    Set<String> tables = tables();
    for (Map.Entry<String, RawValue> entry : given.root().entries().entrySet()) {
      String name = entry.getKey();
      RawValue value = entry.getValue();
      if (!tables.contains(name)) {
        unknownTable(given, name, value, tables);
      } else if (value instanceof Table table) {
        table.entries().forEach((key, inner) -> entry(given, name, key, inner));
      } else {
        given.wrong(
            value.line(),
            name,
            "this is " + value.kind().words() + ", but " + name + " is a table.",
            "Write [" + name + "] on a line of its own, and its settings below it.");
      }
    }
  }

  static Set<String> tables() {
    Set<String> tables = new LinkedHashSet<>();
    for (SettingKey key : SettingKey.values()) {
      tables.add(key.table());
    }
    return tables;
  }

  private static void unknownTable(
      ParsedSettings given, String name, RawValue value, Set<String> tables) {
    if (value.kind() != Kind.TABLE && value.kind() != Kind.MANY) {
      Optional<SettingKey> elsewhere = elsewhere(name);
      given.wrong(
          value.line(),
          name,
          "this setting stands in no table.",
          elsewhere
              .map(key -> "Move it below [" + key.table() + "].")
              .orElse("Move it below the table that it belongs to, or remove it."));
      return;
    }
    given.wrong(
        value.line(),
        name,
        "SBS knows no table [" + name + "].",
        Spelling.nearest(name, tables)
            .map(near -> "Did you mean [" + near + "]?")
            .orElse("Remove it; the tables are " + String.join(", ", tables) + "."));
  }

  private static void entry(ParsedSettings given, String table, String name, RawValue value) {
    Optional<SettingKey> known = SettingKey.find(table + "." + name);
    if (known.isPresent()) {
      value(given, known.get(), value);
    } else if (!(table.equals(SYNC) && name.equals(FOLDERS))) {
      unknownKey(given, table, name, value);
    }
  }

  private static void unknownKey(ParsedSettings given, String table, String name, RawValue value) {
    Set<String> names = new LinkedHashSet<>();
    for (SettingKey key : SettingKey.in(table)) {
      names.add(key.shortName());
    }
    if (table.equals(SYNC)) {
      names.add(FOLDERS);
    }
    Optional<SettingKey> elsewhere = elsewhere(name);
    String remedy =
        elsewhere
            .map(key -> "It belongs to [" + key.table() + "]: move it there.")
            .or(() -> Spelling.nearest(name, names).map(near -> "Did you mean " + near + "?"))
            .orElse("Remove it; [" + table + "] knows " + String.join(", ", names) + ".");
    given.wrong(
        value.line(), table + "." + name, "SBS knows no setting of this name here.", remedy);
  }

  private static Optional<SettingKey> elsewhere(String name) {
    for (SettingKey key : SettingKey.values()) {
      if (key.shortName().equals(name)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  private static void value(ParsedSettings given, SettingKey key, RawValue value) {
    SettingKey.Takes takes = key.takes();
    if (value.kind() != takes.kind()) {
      given.wrong(key, "this is " + value.kind().words() + ".", "Write " + takes.words() + ".");
    } else if (value instanceof Whole whole
        && (whole.value() < takes.least() || whole.value() > takes.most())) {
      given.wrong(key, whole.value() + " is not possible here.", "Write " + takes.words() + ".");
    } else if (value instanceof Many many && takes.ofTexts()) {
      texts(given, key, many.items());
    }
  }

  private static void texts(ParsedSettings given, SettingKey key, List<RawValue> items) {
    for (RawValue item : items) {
      if (item.kind() != Kind.TEXT) {
        given.wrong(
            key,
            "the list holds " + item.kind().words() + ".",
            "Write " + key.takes().words() + ".");
        return;
      }
    }
  }
}
