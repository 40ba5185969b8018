package org.sbs.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.settings.Problem;
import org.sbs.core.settings.Problems;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;
import org.sbs.core.settings.Settings;

/** Writes settings into a file and leaves the rest of it, comments included, as it is. */
public final class SettingsWriter {
  private static final String SYNC = "sync";
  private static final String FOLDER = "folder";
  private static final String FOLDERS = SYNC + "." + FOLDER;

  private SettingsWriter() {}

  /**
   * What came of it.
   *
   * @param written whether the file now holds the values
   * @param problems if it was written, what was wrong with other settings before and still is; if
   *     not, why not
   */
  public record Outcome(boolean written, Problems problems) {}

  /**
   * What is to be written at once.
   *
   * @param values by setting; others stay
   * @param folders all of {@code [[sync.folder]]}, which replace those that are there; empty: they
   *     stay
   */
  public record Change(Map<SettingKey, RawValue> values, Optional<List<Settings.Folder>> folders) {
    /** Copies the collections. */
    public Change {
      values = Map.copyOf(values);
      folders = folders.map(List::copyOf);
    }
  }

  /**
   * Sets values, all of them or none, if nothing becomes wrong by that. Durable when this returns.
   *
   * <p>A file in which other settings are wrong already may be written: else a file with two faults
   * could never be mended.
   *
   * @throws IOException when the file cannot be read or written; it then holds what it held
   */
  public static Outcome change(Path file, Change change) throws IOException {
    String text = SettingsFile.text(file);
    SettingsFile.Loaded before = SettingsFile.check(text);
    if (!TomlText.parse(text).faults().isEmpty()) {
      return new Outcome(false, before.problems());
    }
    String edited = edited(text, change);
    SettingsFile.Loaded after = SettingsFile.check(edited);
    if (!TomlText.parse(edited).faults().isEmpty()
        || !TomlFolders.comparable(expected(before.root(), change))
            .equals(TomlFolders.comparable(TomlValue.plain(after.root())))) {
      return new Outcome(false, byHand(before.root(), change));
    }
    Problems caused = caused(before.problems(), after.problems(), change);
    if (!caused.isEmpty()) {
      return new Outcome(false, caused);
    }
    DurableFile.replace(file, edited.getBytes(StandardCharsets.UTF_8));
    return new Outcome(true, after.problems());
  }

  private static String edited(String text, Change change) {
    String edited = text;
    for (Map.Entry<SettingKey, RawValue> entry : new TreeMap<>(change.values()).entrySet()) {
      SettingKey key = entry.getKey();
      String value = TomlValue.toml(entry.getValue());
      edited = new TomlEdit(edited).set(key.table(), key.shortName(), value);
    }
    return change.folders().isPresent()
        ? TomlFolders.replace(edited, change.folders().get())
        : edited;
  }

  private static Problems byHand(RawValue.Table root, Change change) {
    List<Problem> problems = new ArrayList<>();
    change
        .values()
        .forEach(
            (key, value) ->
                problems.add(
                    byHand(
                        root.entries().get(key.table()),
                        key.path(),
                        key.shortName() + " = " + TomlValue.toml(value))));
    if (change.folders().isPresent()) {
      problems.add(byHand(root.entries().get(SYNC), FOLDERS, "[[" + FOLDERS + "]]"));
    }
    return new Problems(problems);
  }

  private static Problem byHand(RawValue table, String key, String what) {
    return new Problem(
        table == null ? 0 : table.line(),
        key,
        Reason.of(ReasonCode.SETTING_BY_HAND),
        Reason.of(ReasonCode.DO_WRITE_BY_HAND).with("what", what));
  }

  /** What the file must say after the edit: all that it said, and the new values. */
  private static Object expected(RawValue.Table root, Change change) {
    Map<String, RawValue> all = new TreeMap<>(root.entries());
    change
        .values()
        .forEach((key, value) -> all.put(key.table(), with(all, key.table(), key, value)));
    Map<String, Object> plain = plain(all);
    change.folders().ifPresent(folders -> putFolders(plain, folders));
    return plain;
  }

  private static RawValue with(
      Map<String, RawValue> all, String name, SettingKey key, RawValue value) {
    Map<String, RawValue> entries = new TreeMap<>();
    if (all.get(name) instanceof RawValue.Table table) {
      entries.putAll(table.entries());
    }
    entries.put(key.shortName(), value);
    return new RawValue.Table(entries, 0);
  }

  private static Map<String, Object> plain(Map<String, RawValue> all) {
    Map<String, Object> plain = new TreeMap<>();
    all.forEach((name, value) -> plain.put(name, TomlValue.plain(value)));
    return plain;
  }

  private static void putFolders(Map<String, Object> plain, List<Settings.Folder> folders) {
    Map<String, Object> sync = new TreeMap<>();
    if (plain.get(SYNC) instanceof Map<?, ?> there) {
      there.forEach((key, value) -> sync.put(String.valueOf(key), value));
    }
    sync.remove(FOLDER);
    if (!folders.isEmpty()) {
      sync.put(FOLDER, folders.stream().map(TomlFolders::plain).toList());
    }
    if (!sync.isEmpty() || plain.containsKey(SYNC)) {
      plain.put(SYNC, sync);
    }
  }

  /** What is wrong with the settings themselves, and what was not wrong before. */
  private static Problems caused(Problems before, Problems after, Change change) {
    Set<String> own =
        change.values().keySet().stream().map(SettingKey::path).collect(Collectors.toSet());
    return new Problems(
        after.list().stream()
            .filter(
                problem ->
                    own.contains(problem.key())
                        || (change.folders().isPresent() && problem.key().startsWith(FOLDERS))
                        || before.list().stream().noneMatch(problem::saysTheSameAs))
            .toList());
  }
}
