package org.sbs.desktop.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonException;
import org.sbs.core.settings.SettingKey;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.link.PairKey;
import org.sbs.server.platform.FolderOwner;
import org.sbs.view.settings.SettingsDraft;

/** Makes the pair key and enters it. What is stored is never shown again. */
public final class PairKeyEditor {
  private final HomeFolder home;
  private final SettingsDraft draft;

  /** For that home, whose settings are in the draft. */
  public PairKeyEditor(HomeFolder home, SettingsDraft draft) {
    this.home = home;
    this.draft = draft;
  }

  private Path file() {
    return home.file(draft.text(SettingKey.PAIR_KEY_FILE));
  }

  /** Whether there is one; whether it can be read is found out at the start. */
  public boolean isThere() {
    return Files.exists(file());
  }

  /**
   * Makes a key and stores it in place of one that is there.
   *
   * @return as it is entered on the other node
   * @throws IOException when it cannot be stored
   */
  public String make() throws IOException {
    PairKey key = PairKey.generate();
    store(key);
    return key.text();
  }

  /** What is wrong with a key as it was typed; empty if nothing is. */
  public Reason wrongWith(String typed) {
    try {
      PairKey.parse(typed);
      return Reason.NONE;
    } catch (ReasonException e) {
      return e.reason();
    }
  }

  /**
   * Stores the key that the other node made, in place of one that is there.
   *
   * @throws IOException when it cannot be stored
   * @throws ReasonException when it is none
   */
  public void enter(String typed) throws IOException {
    store(PairKey.parse(typed));
  }

  private void store(PairKey key) throws IOException {
    Path file = file();
    Files.createDirectories(file.getParent());
    key.write(file, true);
    FolderOwner.settle(file.getParent());
  }
}
