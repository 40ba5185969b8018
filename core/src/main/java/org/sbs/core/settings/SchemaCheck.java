package org.sbs.core.settings;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
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
            Reason.of(ReasonCode.SETTING_IS_TABLE)
                .with("kind", value.kind().words())
                .with("name", name),
            Reason.of(ReasonCode.DO_WRITE_TABLE).with("name", name));
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
          Reason.of(ReasonCode.SETTING_IN_NO_TABLE),
          elsewhere
              .map(key -> Reason.of(ReasonCode.DO_MOVE_BELOW).with("table", key.table()))
              .orElse(Reason.of(ReasonCode.DO_MOVE_OR_REMOVE)));
      return;
    }
    given.wrong(
        value.line(),
        name,
        Reason.of(ReasonCode.TABLE_UNKNOWN).with("table", name),
        Spelling.nearest(name, tables)
            .map(near -> Reason.of(ReasonCode.DO_MEAN_TABLE).with("table", near))
            .orElse(
                Reason.of(ReasonCode.DO_REMOVE_KNOWN).with("names", String.join(", ", tables))));
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
    Reason remedy =
        elsewhere
            .map(key -> Reason.of(ReasonCode.DO_MOVE_THERE).with("table", key.table()))
            .orElseGet(() -> unknown(name, names));
    given.wrong(value.line(), table + "." + name, Reason.of(ReasonCode.SETTING_UNKNOWN), remedy);
  }

  /** What to do with a name that is none of those that are known there. */
  static Reason unknown(String name, Collection<String> names) {
    return Spelling.nearest(name, names)
        .map(near -> Reason.of(ReasonCode.DO_MEAN_NAME).with("name", near))
        .orElse(Reason.of(ReasonCode.DO_REMOVE_KNOWN).with("names", String.join(", ", names)));
  }

  private static Reason write(SettingKey.Takes takes) {
    return Reason.of(ReasonCode.DO_WRITE).with("what", takes.words());
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
      given.wrong(
          key, Reason.of(ReasonCode.SETTING_KIND).with("kind", value.kind().words()), write(takes));
    } else if (value instanceof Whole whole
        && (whole.value() < takes.least() || whole.value() > takes.most())) {
      given.wrong(
          key, Reason.of(ReasonCode.SETTING_NUMBER).with("number", whole.value()), write(takes));
    } else if (value instanceof Many many && takes.ofTexts()) {
      texts(given, key, many.items());
    }
  }

  private static void texts(ParsedSettings given, SettingKey key, List<RawValue> items) {
    for (RawValue item : items) {
      if (item.kind() != Kind.TEXT) {
        given.wrong(
            key,
            Reason.of(ReasonCode.SETTING_ITEM_KIND).with("kind", item.kind().words()),
            write(key.takes()));
        return;
      }
    }
  }
}
