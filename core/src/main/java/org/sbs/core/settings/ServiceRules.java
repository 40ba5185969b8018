package org.sbs.core.settings;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.settings.ServiceAdapter.Kind;

/** What must hold in {@code [service]}; what each adapter needs is in a class of its own. */
final class ServiceRules {
  private static final Set<Kind> PROGRAMS = EnumSet.of(Kind.COMMAND, Kind.WINDOWS_SERVICE);

  /** Which adapters each setting belongs to, where it does not belong to all. */
  private static final Map<SettingKey, Set<Kind>> OWNERS =
      Map.ofEntries(
          Map.entry(SettingKey.SERVICE_RUN, EnumSet.of(Kind.COMMAND)),
          Map.entry(SettingKey.SERVICE_START, EnumSet.of(Kind.COMMAND)),
          Map.entry(SettingKey.SERVICE_STOP, EnumSet.of(Kind.COMMAND)),
          Map.entry(SettingKey.SERVICE_RUNNING, EnumSet.of(Kind.COMMAND)),
          Map.entry(SettingKey.SERVICE_LIST, PROGRAMS),
          Map.entry(SettingKey.SERVICE_ACTIVATE, PROGRAMS),
          Map.entry(SettingKey.SERVICE_DEACTIVATE, PROGRAMS),
          Map.entry(SettingKey.SERVICE_RELOAD, PROGRAMS),
          Map.entry(SettingKey.SERVICE_UNIT, EnumSet.of(Kind.SYSTEMD)),
          Map.entry(SettingKey.SERVICE_SENTINEL_UNIT, EnumSet.of(Kind.SYSTEMD)),
          Map.entry(SettingKey.SERVICE_SERVICE_NAME, EnumSet.of(Kind.WINDOWS_SERVICE)));

  private ServiceRules() {}

  static Settings.Service check(ParsedSettings given, PathStyle style) {
    Kind kind = given.choice(SettingKey.SERVICE_ADAPTER, List.of(Kind.values()));
    if (given.isSound(SettingKey.SERVICE_ADAPTER)) {
      platform(given, style, kind);
      othersOwn(given, kind);
    }
    return new Settings.Service(
        adapter(given, kind),
        settingsFolder(given, style),
        given.small(SettingKey.SERVICE_RESTARTS),
        CheckRules.check(given, kind),
        new Settings.Hooks(
            program(given, SettingKey.SERVICE_ON_PROMOTE),
            program(given, SettingKey.SERVICE_ON_DEMOTE)));
  }

  private static ServiceAdapter adapter(ParsedSettings given, Kind kind) {
    return switch (kind) {
      case LPM -> new ServiceAdapter.Lpm();
      case COMMAND -> new CommandRules(given).check();
      case SYSTEMD -> new SystemdRules(given).check();
      case WINDOWS_SERVICE -> new WindowsServiceRules(given).check();
    };
  }

  /** A program with its arguments as given; reports one whose name is empty. */
  static List<String> program(ParsedSettings given, SettingKey key) {
    List<String> words = given.texts(key);
    if (!words.isEmpty() && words.get(0).isBlank()) {
      given.wrong(
          key, Reason.of(ReasonCode.PROGRAM_UNNAMED), Reason.of(ReasonCode.DO_WRITE_PROGRAM));
    }
    return words;
  }

  private static String settingsFolder(ParsedSettings given, PathStyle style) {
    SettingKey key = SettingKey.SERVICE_SETTINGS_FOLDER;
    String path = given.text(key);
    FolderPaths.wrongWith(path, style)
        .ifPresent(fault -> given.wrong(key, fault.wrong(), fault.remedy()));
    return path;
  }

  private static void platform(ParsedSettings given, PathStyle style, Kind kind) {
    boolean elsewhere =
        switch (kind) {
          case LPM, COMMAND -> false;
          case SYSTEMD -> style != PathStyle.POSIX;
          case WINDOWS_SERVICE -> style != PathStyle.WINDOWS;
        };
    if (elsewhere) {
      given.wrong(
          SettingKey.SERVICE_ADAPTER,
          Reason.of(ReasonCode.ADAPTER_ELSEWHERE)
              .with("adapter", name(kind))
              .with("system", kind == Kind.SYSTEMD ? "Linux" : "Windows"),
          Reason.of(ReasonCode.DO_SET)
              .with("name", SettingKey.SERVICE_ADAPTER.shortName())
              .with(
                  "words",
                  words(
                      List.of(
                          Kind.LPM,
                          Kind.COMMAND,
                          kind == Kind.SYSTEMD ? Kind.WINDOWS_SERVICE : Kind.SYSTEMD))));
    }
  }

  /** Whoever names a unit and forgets the adapter must not believe that it is protected. */
  private static void othersOwn(ParsedSettings given, Kind kind) {
    for (SettingKey key : SettingKey.in("service")) {
      Set<Kind> owners = OWNERS.getOrDefault(key, EnumSet.allOf(Kind.class));
      boolean empty = given.text(key).isEmpty() && given.texts(key).isEmpty();
      if (!owners.contains(kind) && given.isSound(key) && !empty) {
        String adapter = SettingKey.SERVICE_ADAPTER.shortName();
        given.wrong(
            key,
            Reason.of(ReasonCode.SETTING_ONLY_WITH)
                .with("name", adapter)
                .with("words", words(owners))
                .with("word", name(kind)),
            Reason.of(ReasonCode.DO_SET_OR_REMOVE)
                .with("name", adapter)
                .with("words", words(owners)));
      }
    }
  }

  private static String words(Collection<Kind> kinds) {
    return Words.quoted(kinds.stream().map(ServiceRules::name).toList());
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
