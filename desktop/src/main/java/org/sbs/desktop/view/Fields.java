package org.sbs.desktop.view;

import java.util.Set;
import org.sbs.core.settings.SettingKey;

/** The settings that have a field in the dialog. */
final class Fields {
  static final Set<SettingKey> SHOWN =
      Set.of(
          SettingKey.PAIR_LOCAL_ADDRESS,
          SettingKey.PAIR_PEER_ADDRESS,
          SettingKey.PAIR_PORT,
          SettingKey.PAIR_PERIOD_SECONDS,
          SettingKey.PAIR_MODE,
          SettingKey.SYNC_STRICT,
          SettingKey.SYNC_KEEP_DATES,
          SettingKey.MAIL_ENABLED,
          SettingKey.MAIL_SMTP_SERVER,
          SettingKey.MAIL_PORT,
          SettingKey.MAIL_SECURED,
          SettingKey.MAIL_ACCOUNT,
          SettingKey.MAIL_SSL,
          SettingKey.MAIL_SENDER,
          SettingKey.MAIL_RECEIVERS,
          SettingKey.SERVICE_SETTINGS_FOLDER);

  private Fields() {}
}
