package org.sbs.desktop.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sbs.core.settings.SettingKey;
import org.sbs.desktop.model.MailPassword;
import org.sbs.desktop.model.SettingsDraft;
import org.sbs.server.options.SharedSettings;
import org.sbs.server.platform.FolderOwner;

/** The mail password in its file, where the settings say. */
public final class HomePassword implements MailPassword {
  private final SettingsDraft draft;

  /** In the home of those settings. */
  public HomePassword(SettingsDraft draft) {
    this.draft = draft;
  }

  private Path file() {
    return draft.home().file(draft.text(SettingKey.MAIL_PASSWORD_FILE));
  }

  @Override
  public boolean isThere() {
    return draft.hasSharedMailPassword() || Files.exists(file());
  }

  @Override
  public void store(char[] password) throws IOException {
    if (SharedSettings.claimMail(draft.home())) {
      draft.load();
    }
    org.sbs.server.mail.MailPassword.write(file(), new String(password));
    FolderOwner.settle(draft.home().settings());
  }
}
