package org.sbs.core.settings;

import java.util.ArrayList;
import java.util.List;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

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
            Reason.of(ReasonCode.ADAPTER_NEEDS_COMMAND),
            Reason.of(ReasonCode.DO_SET_PROGRAM).with("name", key.shortName()));
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
          Reason.of(ReasonCode.RUN_AND_MANAGED),
          Reason.of(ReasonCode.DO_KEEP_ONE_WAY));
    } else if (!run && present.isEmpty()) {
      given.wrong(
          SettingKey.SERVICE_RUN,
          Reason.of(ReasonCode.NO_WAY_TO_RUN),
          Reason.of(ReasonCode.DO_SET_RUN));
    } else if (!run && !missing.isEmpty()) {
      given.wrong(
          present.get(0),
          Reason.of(ReasonCode.MANAGED_INCOMPLETE).with("names", String.join(", ", missing)),
          Reason.of(ReasonCode.DO_SET_ALL_OR_RUN));
    }
  }
}
