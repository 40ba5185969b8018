package org.sbs.core.settings;

import java.util.ArrayList;
import java.util.List;
import org.sbs.core.settings.Settings.Adapter;

/** What must hold in {@code [service]}. */
final class ServiceRules {
  private static final List<SettingKey> COMMANDS =
      List.of(
          SettingKey.SERVICE_RUN,
          SettingKey.SERVICE_START,
          SettingKey.SERVICE_STOP,
          SettingKey.SERVICE_RUNNING,
          SettingKey.SERVICE_LIST,
          SettingKey.SERVICE_ACTIVATE,
          SettingKey.SERVICE_DEACTIVATE,
          SettingKey.SERVICE_RELOAD);
  private static final List<SettingKey> OTHERS_OWN =
      List.of(
          SettingKey.SERVICE_UNIT,
          SettingKey.SERVICE_SENTINEL_UNIT,
          SettingKey.SERVICE_SERVICE_NAME);

  private ServiceRules() {}

  static Settings.Service check(Given given, PathStyle style) {
    Adapter adapter =
        given.choice(
            SettingKey.SERVICE_ADAPTER,
            List.of(Adapter.values()),
            List.of("systemd", "windows-service"));
    if (given.isSound(SettingKey.SERVICE_ADAPTER)) {
      othersOwn(given);
      switch (adapter) {
        case LPM -> noCommands(given);
        case COMMAND -> commands(given);
      }
    }
    hooks(given, SettingKey.SERVICE_ON_PROMOTE);
    hooks(given, SettingKey.SERVICE_ON_DEMOTE);
    return new Settings.Service(
        adapter,
        settingsFolder(given, style),
        given.small(SettingKey.SERVICE_RESTARTS),
        new Settings.Commands(
            given.texts(SettingKey.SERVICE_RUN),
            given.texts(SettingKey.SERVICE_START),
            given.texts(SettingKey.SERVICE_STOP),
            given.texts(SettingKey.SERVICE_RUNNING),
            given.texts(SettingKey.SERVICE_LIST),
            given.texts(SettingKey.SERVICE_ACTIVATE),
            given.texts(SettingKey.SERVICE_DEACTIVATE),
            given.texts(SettingKey.SERVICE_RELOAD)));
  }

  private static String settingsFolder(Given given, PathStyle style) {
    SettingKey key = SettingKey.SERVICE_SETTINGS_FOLDER;
    String path = given.text(key);
    FolderPaths.wrongWith(path, style)
        .ifPresent(fault -> given.wrong(key, fault.wrong(), fault.remedy()));
    return path;
  }

  private static void hooks(Given given, SettingKey key) {
    if (!given.items(key).isEmpty()) {
      given.wrong(
          key,
          "this version of SBS does not run hooks at role changes yet.",
          "Set " + key.shortName() + " = [], or leave the line out.");
    }
  }

  private static void othersOwn(Given given) {
    for (SettingKey key : OTHERS_OWN) {
      if (!given.text(key).isEmpty()) {
        given.wrong(
            key,
            "this belongs to an adapter that this version of SBS does not offer yet.",
            "Remove the line.");
      }
    }
  }

  private static void noCommands(Given given) {
    for (SettingKey key : COMMANDS) {
      if (!given.texts(key).isEmpty()) {
        given.wrong(
            key,
            "commands are used only with adapter = \"command\", and the adapter is \"lpm\".",
            "Set adapter = \"command\", or remove the line.");
      }
    }
  }

  private static void commands(Given given) {
    for (SettingKey key : COMMANDS) {
      List<String> command = given.texts(key);
      if (!command.isEmpty() && command.get(0).isBlank()) {
        given.wrong(
            key,
            "the name of the program is empty.",
            "Write the program first, then its arguments: [\"/usr/bin/program\", \"argument\"].");
      }
    }
    howItRuns(given);
    for (SettingKey key : List.of(SettingKey.SERVICE_LIST, SettingKey.SERVICE_ACTIVATE)) {
      if (given.isSound(key) && given.texts(key).isEmpty()) {
        given.wrong(
            key,
            "the adapter \"command\" needs this command.",
            "Set " + key.shortName() + " = [\"program\", \"argument\"].");
      }
    }
  }

  private static void howItRuns(Given given) {
    List<SettingKey> managed =
        List.of(SettingKey.SERVICE_START, SettingKey.SERVICE_STOP, SettingKey.SERVICE_RUNNING);
    if (!given.isSound(SettingKey.SERVICE_RUN)) {
      return;
    }
    List<String> missing = new ArrayList<>();
    List<SettingKey> present = new ArrayList<>();
    for (SettingKey key : managed) {
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
