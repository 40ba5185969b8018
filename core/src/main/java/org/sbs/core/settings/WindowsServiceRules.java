package org.sbs.core.settings;

import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.settings.ServiceAdapter.SentinelCommands;

/** What the adapter {@code windows-service} needs. */
final class WindowsServiceRules {
  /** The service manager's own limit. */
  private static final int LONGEST_NAME = 256;

  private final ParsedSettings given;

  WindowsServiceRules(ParsedSettings given) {
    this.given = given;
  }

  ServiceAdapter.WindowsService check() {
    String name = given.text(SettingKey.SERVICE_SERVICE_NAME);
    if (given.isSound(SettingKey.SERVICE_SERVICE_NAME)) {
      name(name);
    }
    SentinelCommands sentinels = CommandRules.sentinels(given);
    together(SettingKey.SERVICE_LIST, SettingKey.SERVICE_ACTIVATE);
    return new ServiceAdapter.WindowsService(name, sentinels);
  }

  private void name(String name) {
    SettingKey key = SettingKey.SERVICE_SERVICE_NAME;
    if (name.isBlank()) {
      given.wrong(
          key,
          Reason.of(ReasonCode.SERVICE_NAME_MISSING),
          Reason.of(ReasonCode.DO_SET_SERVICE_NAME));
    } else if (name.length() > LONGEST_NAME || name.contains("/") || name.contains("\\")) {
      given.wrong(
          key,
          Reason.of(ReasonCode.SERVICE_NAME_IMPROPER).with("name", name),
          Reason.of(ReasonCode.DO_WRITE_SERVICE_NAME));
    }
  }

  /** A list of sentinels that nobody can activate is of no use, and the other way round. */
  private void together(SettingKey one, SettingKey other) {
    boolean first = !given.texts(one).isEmpty();
    boolean second = !given.texts(other).isEmpty();
    if (given.isSound(one, other) && first != second) {
      given.wrong(
          first ? one : other,
          Reason.of(ReasonCode.SETTING_ALONE).with("other", (first ? other : one).shortName()),
          Reason.of(ReasonCode.DO_SET_BOTH_COMMANDS));
    }
  }
}
