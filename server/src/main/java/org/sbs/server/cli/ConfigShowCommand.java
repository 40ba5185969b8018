package org.sbs.server.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.config.SettingsFile;
import org.sbs.server.config.TomlValue;
import picocli.CommandLine.Command;

/** Shows all settings as they count, defaults included. */
@Command(name = "show", description = "Shows all settings as they count, defaults included.")
final class ConfigShowCommand implements Callable<Integer> {
  private final Sbs sbs;

  ConfigShowCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    HomeFolder home = sbs.home();
    SettingsFile.Loaded loaded = SettingsFile.load(home.settingsFile());
    if (sbs.json()) {
      sbs.say(json(loaded));
    } else {
      toml(home, loaded);
    }
    if (!loaded.problems().isEmpty()) {
      throw Failure.of("These settings have problems:", loaded.problems());
    }
    return ExitStatus.DONE;
  }

  /** As they count, in their tables; folders as they stand in the file. */
  private static String json(SettingsFile.Loaded loaded) {
    Map<String, Map<String, Object>> tables = new LinkedHashMap<>();
    for (SettingKey key : SettingKey.values()) {
      tables
          .computeIfAbsent(key.table(), table -> new LinkedHashMap<>())
          .put(key.shortName(), TomlValue.plain(loaded.value(key)));
    }
    if (loaded.root().entries().get("sync") instanceof RawValue.Table sync
        && sync.entries().get("folder") instanceof RawValue.Many folders) {
      tables.get("sync").put("folder", TomlValue.plain(folders));
    }
    return JsonAnswer.of(json -> json.writePOJO(tables));
  }

  private void toml(HomeFolder home, SettingsFile.Loaded loaded) {
    sbs.say("# " + home.settingsFile());
    String table = "";
    for (SettingKey key : SettingKey.values()) {
      if (!key.table().equals(table)) {
        folders(table, loaded.root());
        table = key.table();
        sbs.say("\n[" + table + "]");
      }
      String given = loaded.value(key).line() > 0 ? "" : "  # default";
      sbs.say(key.shortName() + " = " + TomlValue.toml(loaded.value(key)) + given);
    }
  }

  /** The blocks of {@code [[sync.folder]]} end the table of sync. */
  private void folders(String table, RawValue.Table root) {
    if (table.equals("sync")
        && root.entries().get(table) instanceof RawValue.Table sync
        && sync.entries().get("folder") instanceof RawValue.Many folders) {
      for (RawValue item : folders.items()) {
        sbs.say("\n[[sync.folder]]");
        if (item instanceof RawValue.Table folder) {
          for (Map.Entry<String, RawValue> entry : folder.entries().entrySet()) {
            sbs.say(entry.getKey() + " = " + TomlValue.toml(entry.getValue()));
          }
        }
      }
    }
  }
}
