package org.sbs.server.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.options.Overridden;
import org.sbs.core.settings.PairOption;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;
import org.sbs.core.settings.Settings;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.config.SettingsFile;
import org.sbs.server.config.TomlValue;
import org.sbs.server.options.OptionsView;
import org.sbs.view.settings.OptionNote;

/** A home's settings as they are in force, with a word on where the pair's options were set. */
final class OptionsShown {
  private final SettingsFile.Loaded loaded;
  private final OptionsView view;

  private OptionsShown(SettingsFile.Loaded loaded, OptionsView view) {
    this.loaded = loaded;
    this.view = view;
  }

  static OptionsShown of(HomeFolder home, SettingsFile.Loaded loaded) {
    return new OptionsShown(loaded, OptionsView.of(home, loaded.settings()));
  }

  /** The value in force. */
  RawValue value(SettingKey key) {
    return view.value(key).orElseGet(() -> loaded.value(key));
  }

  /** The folders in force, as the file would name them. */
  List<Map<String, RawValue>> folders() {
    if (view.folders().isPresent()) {
      return view.folders().get().stream().map(OptionsShown::table).toList();
    }
    List<Map<String, RawValue>> tables = new ArrayList<>();
    if (foldersOfFile() instanceof RawValue.Many folders) {
      for (RawValue item : folders.items()) {
        if (item instanceof RawValue.Table folder) {
          tables.add(folder.entries());
        }
      }
    }
    return tables;
  }

  private RawValue foldersOfFile() {
    return loaded.root().entries().get("sync") instanceof RawValue.Table sync
        ? sync.entries().get("folder")
        : null;
  }

  private static Map<String, RawValue> table(Settings.Folder folder) {
    Map<String, RawValue> table = new LinkedHashMap<>();
    table.put("path", new RawValue.Text(folder.path(), 0));
    table.put("include", texts(folder.include()));
    table.put("exclude", texts(folder.exclude()));
    return table;
  }

  private static RawValue texts(List<String> texts) {
    return new RawValue.Many(
        texts.stream().<RawValue>map(text -> new RawValue.Text(text, 0)).toList(), 0);
  }

  /** Where the value was set, and what the file says if that is something else. */
  Optional<String> note(SettingKey key) {
    Optional<PairOption> option = PairOption.of(key);
    if (option.isEmpty() || view.value(key).isEmpty()) {
      return Optional.empty();
    }
    RawValue file = loaded.value(key);
    boolean given = file.line() > 0;
    boolean differs = !TomlValue.toml(file).equals(TomlValue.toml(view.value(key).get()));
    return Optional.of(
        note(
            option.get(), given && differs ? Optional.of(TomlValue.toml(file)) : Optional.empty()));
  }

  /** The same of the folders. */
  Optional<String> noteOnFolders() {
    if (view.folders().isEmpty()) {
      return Optional.empty();
    }
    List<Settings.Folder> here =
        loaded.settings().map(settings -> settings.sync().folders()).orElse(List.of());
    boolean given = foldersOfFile() != null;
    boolean differs = !here.equals(view.folders().get());
    String names = here.isEmpty() ? "none" : String.join(", ", paths(here));
    return Optional.of(
        note(PairOption.FOLDERS, given && differs ? Optional.of(names) : Optional.empty()));
  }

  private static List<String> paths(List<Settings.Folder> folders) {
    return folders.stream().map(Settings.Folder::path).toList();
  }

  private String note(PairOption option, Optional<String> fileSays) {
    OptionNote known = view.note(option).orElseThrow();
    String where = known.here() ? "this node" : "the other node (" + known.host() + ")";
    String note = "set on " + where + ", revision " + known.revision();
    if (known.waiting()) {
      return note
          + fileSays.map(said -> "; this file says " + said).orElse("; this file was changed")
          + ", which comes into force by sbs reload, or when the node is started again";
    }
    return note + fileSays.map(said -> "; this file says " + said).orElse("");
  }

  /** For programs: each option that somebody has set. */
  Map<String, Object> json() {
    Map<String, Object> options = new LinkedHashMap<>();
    for (PairOption option : PairOption.values()) {
      Optional<OptionNote> note = view.note(option);
      if (note.isPresent()) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("setOn", note.get().here() ? "this" : "other");
        one.put("host", note.get().host());
        one.put("revision", note.get().revision());
        one.put("fileSays", fileSays(option));
        one.put("waiting", note.get().waiting());
        one.put("overridden", view.state(option).overridden().map(Overridden::value).orElse(null));
        options.put(option.word(), one);
      }
    }
    return options;
  }

  /** What the file names, by the names of its settings. */
  private Object fileSays(PairOption option) {
    if (option == PairOption.FOLDERS) {
      return foldersOfFile() == null ? null : TomlValue.plain(foldersOfFile());
    }
    Map<String, Object> said = new LinkedHashMap<>();
    for (SettingKey key : SettingKey.values()) {
      if (PairOption.of(key).equals(Optional.of(option)) && loaded.value(key).line() > 0) {
        said.put(key.path(), TomlValue.plain(loaded.value(key)));
      }
    }
    return said;
  }
}
