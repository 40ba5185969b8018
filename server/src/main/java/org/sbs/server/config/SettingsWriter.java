package org.sbs.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sbs.core.settings.Problem;
import org.sbs.core.settings.Problems;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;

/** Writes single settings into a file and leaves the rest of it, comments included, as it is. */
public final class SettingsWriter {
  private SettingsWriter() {}

  /**
   * What came of it.
   *
   * @param written whether the file now holds the value
   * @param problems if it was written, what was wrong with other settings before and still is; if
   *     not, why not
   */
  public record Outcome(boolean written, Problems problems) {}

  /**
   * Sets one value, if nothing becomes wrong by that. Durable when this returns.
   *
   * <p>A file in which other settings are wrong already may be written: else a file with two faults
   * could never be mended.
   *
   * @throws IOException when the file cannot be read or written; it then holds what it held
   */
  public static Outcome set(Path file, SettingKey key, RawValue value) throws IOException {
    String text = SettingsFile.text(file);
    SettingsFile.Loaded before = SettingsFile.check(text);
    if (!TomlText.parse(text).faults().isEmpty()) {
      return new Outcome(false, before.problems());
    }
    String edited = new TomlEdit(text).set(key.table(), key.shortName(), TomlValue.toml(value));
    SettingsFile.Loaded after = SettingsFile.check(edited);
    if (!TomlText.parse(edited).faults().isEmpty()
        || !expected(before.root(), key, value).equals(TomlValue.plain(after.root()))) {
      return new Outcome(false, new Problems(List.of(byHand(before.root(), key, value))));
    }
    Problems caused = caused(before.problems(), after.problems(), key);
    if (!caused.isEmpty()) {
      return new Outcome(false, caused);
    }
    DurableFile.replace(file, edited.getBytes(StandardCharsets.UTF_8));
    return new Outcome(true, after.problems());
  }

  private static Problem byHand(RawValue.Table root, SettingKey key, RawValue value) {
    RawValue table = root.entries().get(key.table());
    return new Problem(
        table == null ? 0 : table.line(),
        key.path(),
        "the file is written in a way in which this setting cannot be added without touching"
            + " others.",
        "Write " + key.shortName() + " = " + TomlValue.toml(value) + " into the file by hand.");
  }

  /** What the file must say after the edit: all that it said, and the new value. */
  private static Object expected(RawValue.Table root, SettingKey key, RawValue value) {
    Map<String, RawValue> entries = new TreeMap<>();
    if (root.entries().get(key.table()) instanceof RawValue.Table table) {
      entries.putAll(table.entries());
    }
    entries.put(key.shortName(), value);
    Map<String, RawValue> all = new TreeMap<>(root.entries());
    all.put(key.table(), new RawValue.Table(entries, 0));
    return TomlValue.plain(new RawValue.Table(all, 0));
  }

  /** What is wrong with the setting itself, and what was not wrong before. */
  private static Problems caused(Problems before, Problems after, SettingKey key) {
    return new Problems(
        after.list().stream()
            .filter(
                problem ->
                    problem.key().equals(key.path())
                        || before.list().stream().noneMatch(problem::saysTheSameAs))
            .toList());
  }
}
