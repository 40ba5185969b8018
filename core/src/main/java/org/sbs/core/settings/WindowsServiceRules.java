package org.sbs.core.settings;

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
          "the adapter \"windows-service\" needs the name of the service that it protects.",
          "Set service-name; sc query state= all shows the names (SERVICE_NAME).");
    } else if (name.length() > LONGEST_NAME || name.contains("/") || name.contains("\\")) {
      given.wrong(
          key,
          "\"" + name + "\" cannot be the name of a Windows service.",
          "Write the name that sc query state= all shows as SERVICE_NAME, not the one that is"
              + " displayed.");
    }
  }

  /** A list of sentinels that nobody can activate is of no use, and the other way round. */
  private void together(SettingKey one, SettingKey other) {
    boolean first = !given.texts(one).isEmpty();
    boolean second = !given.texts(other).isEmpty();
    if (given.isSound(one, other) && first != second) {
      given.wrong(
          first ? one : other,
          "it is of no use without " + (first ? other : one).shortName() + ".",
          "Set both list and activate, or, for a service without sentinels, neither.");
    }
  }
}
