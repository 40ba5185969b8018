package org.sbs.core.settings;

import java.util.ArrayList;
import java.util.List;

/** What the adapter {@code command} needs. */
final class CommandRules {
  private static final List<SettingKey> MANAGED =
      List.of(SettingKey.SERVICE_START, SettingKey.SERVICE_STOP, SettingKey.SERVICE_RUNNING);

  private final ParsedSettings given;

  CommandRules(ParsedSettings given) {
    this.given = given;
  }

  ServiceAdapter.Command check() {
    List<String> run = ServiceRules.program(given, SettingKey.SERVICE_RUN);
    ServiceAdapter.Managed managed =
        new ServiceAdapter.Managed(
            ServiceRules.program(given, SettingKey.SERVICE_START),
            ServiceRules.program(given, SettingKey.SERVICE_STOP),
            ServiceRules.program(given, SettingKey.SERVICE_RUNNING));
    howItRuns();
    ServiceAdapter.SentinelCommands sentinels = sentinels(given);
    for (SettingKey key : List.of(SettingKey.SERVICE_LIST, SettingKey.SERVICE_ACTIVATE)) {
      if (given.isSound(key) && given.texts(key).isEmpty()) {
        given.wrong(
            key,
            "the adapter \"command\" needs this command.",
            "Set " + key.shortName() + " = [\"program\", \"argument\"].");
      }
    }
    return new ServiceAdapter.Command(
        run.isEmpty() ? managed : new ServiceAdapter.Owned(run), sentinels);
  }

  /** The programs that deal with sentinels, as they are given. */
  static ServiceAdapter.SentinelCommands sentinels(ParsedSettings given) {
    return new ServiceAdapter.SentinelCommands(
        ServiceRules.program(given, SettingKey.SERVICE_LIST),
        ServiceRules.program(given, SettingKey.SERVICE_ACTIVATE),
        ServiceRules.program(given, SettingKey.SERVICE_DEACTIVATE),
        ServiceRules.program(given, SettingKey.SERVICE_RELOAD));
  }

  private void howItRuns() {
    if (!given.isSound(SettingKey.SERVICE_RUN)) {
      return;
    }
    List<String> missing = new ArrayList<>();
    List<SettingKey> present = new ArrayList<>();
    for (SettingKey key : MANAGED) {
      if (!given.isSound(key)) {
        return;
      }
      if (given.texts(key).isEmpty()) {
        missing.add(key.shortName());
      } else {
        present.add(key);
      }
    }
    boolean run = !given.texts(SettingKey.SERVICE_RUN).isEmpty();
    if (run && !present.isEmpty()) {
      given.wrong(
          present.get(0),
          "run is given too, and a service is either run by SBS or managed elsewhere.",
          "Keep run alone, or start, stop and running.");
    } else if (!run && present.isEmpty()) {
      given.wrong(
          SettingKey.SERVICE_RUN,
          "the adapter \"command\" is told no way to run the service.",
          "Set run to a program that stays in the foreground, or all of start, stop and running.");
    } else if (!run && !missing.isEmpty()) {
      given.wrong(
          present.get(0),
          "a service that is managed elsewhere also needs " + String.join(" and ", missing) + ".",
          "Set all of start, stop and running, or run alone.");
    }
  }
}
