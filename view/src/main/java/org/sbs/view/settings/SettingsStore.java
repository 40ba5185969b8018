package org.sbs.view.settings;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.settings.PairOption;
import org.sbs.core.settings.PathStyle;
import org.sbs.core.settings.Problems;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;
import org.sbs.core.settings.Settings;

/** Where a node's settings are kept. */
public interface SettingsStore {
  /** Whether there are no settings yet; the first save makes them. */
  boolean isNew();

  /** What is kept now. Never throws: what cannot be read is a problem like others. */
  Kept load();

  /** Changes whenever the file does; looked up on the disk. */
  String stamp();

  /** How paths are written on the node's platform. */
  PathStyle pathStyle();

  /**
   * Writes settings, all of them or none, as what a user set. Durable when this returns.
   *
   * @param values by setting; others stay
   * @param folders all of them; empty: they stay
   * @return why nothing was written; empty if it was
   * @throws IOException when they cannot be read or written
   */
  Problems save(Map<SettingKey, RawValue> values, Optional<List<Settings.Folder>> folders)
      throws IOException;

  /** What was kept when it was asked. Immutable. */
  interface Kept {
    /** The values of the node's file with their lines, as far as it could be read. */
    RawValue.Table root();

    /** All that is wrong with the file. */
    Problems problems();

    /** The file's value of a setting, whatever it is, else the default. */
    RawValue value(SettingKey key);

    /** What is in force for a setting; empty if the file's value holds. */
    Optional<RawValue> inForce(SettingKey key);

    /** The folders in force beside the settings folder; empty if those of the file hold. */
    Optional<List<Settings.Folder>> folders();

    /** Where an option of the pair was set, if somebody has set it. */
    Optional<OptionNote> note(PairOption option);

    /** Whether mails are sent with a password that was set on the other node. */
    boolean hasPeersMailPassword();

    /** Those changes, with all that is written with them. */
    Map<SettingKey, RawValue> whole(Map<SettingKey, RawValue> changes);
  }
}
