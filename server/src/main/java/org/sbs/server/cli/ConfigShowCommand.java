package org.sbs.server.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.config.SettingsFile;
import org.sbs.server.config.TomlValue;
import org.sbs.server.json.JsonText;
import picocli.CommandLine.Command;

/** Shows the effective value of every setting, defaults included. */
@Command(
    name = "show",
    description = {
      "Shows the effective value of every setting, defaults included. What belongs to the pair is",
      "shown with where it was set, and with what this file says if that is something else."
    })
final class ConfigShowCommand implements Callable<Integer> {
  private final Sbs sbs;

  ConfigShowCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    HomeFolder home = sbs.home();
    SettingsFile.Loaded loaded = SettingsFile.load(home.settingsFile());
    OptionsShown options = OptionsShown.of(home, loaded);
    if (sbs.json()) {
      sbs.say(json(options));
    } else {
      toml(home, loaded, options);
    }
    if (!loaded.problems().isEmpty()) {
      throw Failure.of("These settings have problems:", loaded.problems());
    }
    return ExitStatus.DONE;
  }

  /** As they are in force, in their tables, and where the pair's options were set. */
  private static String json(OptionsShown options) {
    Map<String, Map<String, Object>> tables = new LinkedHashMap<>();
    for (SettingKey key : SettingKey.values()) {
      tables
          .computeIfAbsent(key.table(), table -> new LinkedHashMap<>())
          .put(key.shortName(), TomlValue.plain(options.value(key)));
    }
    List<Object> folders = new ArrayList<>();
    options
        .folders()
        .forEach(folder -> folders.add(TomlValue.plain(new RawValue.Table(folder, 0))));
    if (!folders.isEmpty()) {
      tables.get("sync").put("folder", folders);
    }
    tables.put("pair-options", options.json());
    return JsonText.line(tables);
  }

  private void toml(HomeFolder home, SettingsFile.Loaded loaded, OptionsShown options) {
    sbs.say("# " + home.settingsFile());
    String table = "";
    for (SettingKey key : SettingKey.values()) {
      if (!key.table().equals(table)) {
        folders(table, options);
        table = key.table();
        sbs.say("\n[" + table + "]");
      }
      String otherwise = loaded.value(key).line() > 0 ? "" : "  # default";
      String note = options.note(key).map(where -> "  # " + where).orElse(otherwise);
      sbs.say(key.shortName() + " = " + TomlValue.toml(options.value(key)) + note);
    }
  }

  /** The blocks of {@code [[sync.folder]]} end the table of sync. */
  private void folders(String table, OptionsShown options) {
    if (!table.equals("sync")) {
      return;
    }
    List<Map<String, RawValue>> folders = options.folders();
    options
        .noteOnFolders()
        .ifPresent(
            note ->
                sbs.say((folders.isEmpty() ? "\n# no further folders: " : "\n# folders: ") + note));
    for (Map<String, RawValue> folder : folders) {
      sbs.say("\n[[sync.folder]]");
      folder.forEach((name, value) -> sbs.say(name + " = " + TomlValue.toml(value)));
    }
  }
}
