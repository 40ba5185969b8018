package org.sbs.desktop.view;

import java.util.Map;
import java.util.Set;
import org.sbs.core.settings.Problem;
import org.sbs.core.settings.SettingKey;
import org.sbs.view.text.Words;

/** The settings that have a field in the dialog. */
final class Fields {
  private static final Map<SettingKey, String> LABELS =
      Map.ofEntries(
          Map.entry(SettingKey.PAIR_LOCAL_ADDRESS, "pair.local-address"),
          Map.entry(SettingKey.PAIR_PEER_ADDRESS, "pair.peer-address"),
          Map.entry(SettingKey.PAIR_PORT, "pair.port"),
          Map.entry(SettingKey.PAIR_PERIOD_SECONDS, "pair.period"),
          Map.entry(SettingKey.PAIR_MODE, "pair.main-only"),
          Map.entry(SettingKey.SYNC_STRICT, "pair.strict"),
          Map.entry(SettingKey.SYNC_KEEP_DATES, "pair.keep-dates"),
          Map.entry(SettingKey.MAIL_ENABLED, "mail.enabled"),
          Map.entry(SettingKey.MAIL_SMTP_SERVER, "mail.server"),
          Map.entry(SettingKey.MAIL_PORT, "mail.port"),
          Map.entry(SettingKey.MAIL_SECURED, "mail.secured"),
          Map.entry(SettingKey.MAIL_ACCOUNT, "mail.account"),
          Map.entry(SettingKey.MAIL_SSL, "mail.ssl"),
          Map.entry(SettingKey.MAIL_SENDER, "mail.sender"),
          Map.entry(SettingKey.MAIL_RECEIVERS, "mail.receivers"),
          Map.entry(SettingKey.SERVICE_SETTINGS_FOLDER, "folders.service"));

  static final Set<SettingKey> SHOWN = LABELS.keySet();

  private Fields() {}

  /** What is wrong, with the tab and the field that it is about. */
  static String say(Words words, Problem problem) {
    return LABELS.entrySet().stream()
        .filter(entry -> entry.getKey().path().equals(problem.key()))
        .map(entry -> place(words, entry) + ": " + words.say(problem.wrong()))
        .findFirst()
        .orElseGet(() -> words.say(problem));
  }

  private static String place(Words words, Map.Entry<SettingKey, String> field) {
    String tab =
        switch (field.getKey().table()) {
          case "mail" -> "tab.mail";
          case "service" -> "tab.folders";
          default -> "tab.configuration";
        };
    return Labels.plain(words.get(tab)) + ", " + Labels.plain(words.get(field.getValue()));
  }
}
