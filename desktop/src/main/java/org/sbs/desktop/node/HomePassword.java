package org.sbs.desktop.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sbs.core.settings.SettingKey;
import org.sbs.desktop.model.MailPassword;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.options.SharedSettings;
import org.sbs.server.platform.FolderOwner;
import org.sbs.view.settings.SettingsDraft;

/** The mail password in its file, where the settings say. */
public final class HomePassword implements MailPassword {
  private final HomeFolder home;
  private final SettingsDraft draft;

  /** In that home, whose settings are in the draft. */
  public HomePassword(HomeFolder home, SettingsDraft draft) {
    this.home = home;
    this.draft = draft;
  }

  private Path file() {
    return home.file(draft.text(SettingKey.MAIL_PASSWORD_FILE));
  }

  @Override
  public boolean isThere() {
    return draft.hasSharedMailPassword() || Files.exists(file());
  }

  @Override
  public void store(char[] password) throws IOException {
    if (SharedSettings.claimMail(home)) {
      draft.load();
    }
    org.sbs.server.mail.MailPassword.write(file(), new String(password));
    FolderOwner.settle(home.settings());
  }
}
