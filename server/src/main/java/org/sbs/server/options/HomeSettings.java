package org.sbs.server.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.settings.PairOption;
import org.sbs.core.settings.PathStyle;
import org.sbs.core.settings.Problems;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;
import org.sbs.core.settings.Settings;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.config.NewSettings;
import org.sbs.server.config.SettingsFile;
import org.sbs.server.config.SettingsWriter;
import org.sbs.server.platform.FolderOwner;
import org.sbs.view.settings.OptionNote;
import org.sbs.view.settings.SettingsStore;

/** The settings of a home: its file, and the options of the pair that are in force. */
public final class HomeSettings implements SettingsStore {
  private final HomeFolder home;

  /** Of that home; one without a file is taken for one with the usual settings. */
  public HomeSettings(HomeFolder home) {
    this.home = home;
  }

  @Override
  public boolean isNew() {
    return !Files.exists(home.settingsFile());
  }

  @Override
  public Kept load() {
    SettingsFile.Loaded file =
        isNew() ? SettingsFile.check("") : SettingsFile.load(home.settingsFile());
    return new KeptInHome(file, OptionsView.of(home, file.settings()));
  }

  @Override
  public String stamp() {
    try {
      BasicFileAttributes now =
          Files.readAttributes(home.settingsFile(), BasicFileAttributes.class);
      return now.lastModifiedTime() + " " + now.size();
    } catch (IOException e) {
      // One that is not there, or cannot be looked at.
      return "";
    }
  }

  @Override
  public PathStyle pathStyle() {
    return SettingsFile.platformStyle();
  }

  @Override
  public Problems save(Map<SettingKey, RawValue> values, Optional<List<Settings.Folder>> folders)
      throws IOException {
    if (isNew()) {
      NewSettings.write(home, Optional.empty());
    }
    SettingsWriter.Outcome outcome =
        SharedSettings.change(home, new SettingsWriter.Change(values, folders));
    if (!outcome.written()) {
      return outcome.problems();
    }
    FolderOwner.settle(home.settings());
    return Problems.NONE;
  }

  private record KeptInHome(SettingsFile.Loaded file, OptionsView options) implements Kept {
    @Override
    public RawValue.Table root() {
      return file.root();
    }

    @Override
    public Problems problems() {
      return file.problems();
    }

    @Override
    public RawValue value(SettingKey key) {
      return file.value(key);
    }

    @Override
    public Optional<RawValue> inForce(SettingKey key) {
      return options.value(key);
    }

    @Override
    public Optional<List<Settings.Folder>> folders() {
      return options.folders();
    }

    @Override
    public Optional<OptionNote> note(PairOption option) {
      return options.note(option);
    }

    @Override
    public boolean hasPeersMailPassword() {
      return options.hasPeersMailPassword();
    }

    @Override
    public Map<SettingKey, RawValue> whole(Map<SettingKey, RawValue> changes) {
      return SharedSettings.whole(changes, file, options);
    }
  }
}
