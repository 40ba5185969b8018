package org.sbs.server.options;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sbs.core.options.FileOptions;
import org.sbs.core.settings.Problems;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;
import org.sbs.core.settings.Settings;
import org.sbs.server.config.SettingsFile;
import org.sbs.server.config.TomlValue;

/**
 * The settings that a running node uses, and what its file says now (R9.8). For one thread at a
 * time.
 */
public final class SettingsInUse {
  /** The table of folders, which is no {@link SettingKey}; it belongs to the pair. */
  private static final String FOLDERS = "sync.folder";

  private final Source source;
  private Map<String, String> used;

  /**
   * Where the settings come from.
   *
   * @param file reads and checks it
   * @param stamp is another one when the file was written; cheap
   * @param says what settings say of the pair's options
   */
  public record Source(
      Supplier<SettingsFile.Loaded> file,
      Supplier<String> stamp,
      Function<Settings, FileOptions> says) {}

  /**
   * What the file says now.
   *
   * @param settings empty if something is wrong
   * @param byReload changed settings that a running node can use
   * @param byRestart changed settings that it cannot use
   */
  public record Found(
      Optional<Settings> settings,
      Problems problems,
      Set<String> byReload,
      Set<String> byRestart,
      Map<String, String> values) {
    /** Copies the collections. */
    public Found {
      byReload = new TreeSet<>(byReload);
      byRestart = new TreeSet<>(byRestart);
      values = Map.copyOf(values);
    }
  }

  /** Of a node that starts with what its file says at this moment. */
  public SettingsInUse(Source source) {
    this.source = source;
    this.used = values(source.file().get());
  }

  /** Another one when the file was written. */
  public String stamp() {
    return source.stamp().get();
  }

  /** Reads the file. */
  public Found find() {
    SettingsFile.Loaded file = source.file().get();
    if (file.settings().isEmpty()) {
      return new Found(Optional.empty(), file.problems(), Set.of(), Set.of(), Map.of());
    }
    Map<String, String> now = values(file);
    Set<String> byReload = new TreeSet<>();
    Set<String> byRestart = new TreeSet<>();
    now.forEach(
        (path, value) -> {
          if (!value.equals(used.get(path))) {
            (isByReload(path) ? byReload : byRestart).add(path);
          }
        });
    return new Found(file.settings(), file.problems(), byReload, byRestart, now);
  }

  /** What these settings say of the pair's options. */
  public FileOptions says(Settings settings) {
    return source.says().apply(settings);
  }

  /** From now on the node uses what was found, as far as it can while it runs. */
  public void use(Found found) {
    Map<String, String> next = new LinkedHashMap<>(used);
    found.byReload().forEach(path -> next.put(path, found.values().get(path)));
    used = Map.copyOf(next);
  }

  private static boolean isByReload(String path) {
    return SettingKey.find(path).map(key -> key.takesEffect().isByReload()).orElse(true);
  }

  /** By path, as the file would say it; of the defaults too. */
  private static Map<String, String> values(SettingsFile.Loaded file) {
    Map<String, String> values = new LinkedHashMap<>();
    for (SettingKey key : SettingKey.values()) {
      values.put(key.path(), TomlValue.toml(file.value(key)));
    }
    RawValue sync = file.root().entries().get("sync");
    RawValue folders = sync instanceof RawValue.Table table ? table.entries().get("folder") : null;
    values.put(
        FOLDERS, TomlValue.toml(folders == null ? new RawValue.Many(List.of(), 0) : folders));
    return Map.copyOf(values);
  }
}
