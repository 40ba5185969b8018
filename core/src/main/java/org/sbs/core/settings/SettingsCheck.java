package org.sbs.core.settings;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.licence.IssuerKey;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.reason.ReasonException;

/** Turns what a file says into settings, or into all that is wrong with it. Pure. */
public final class SettingsCheck {
  private SettingsCheck() {}

  /**
   * What came of a check.
   *
   * @param settings present exactly if there is no problem
   * @param problems all of them
   */
  public record Checked(Optional<Settings> settings, Problems problems) {}

  /**
   * Checks a whole file.
   *
   * @param root the file's tables, by name
   * @param style how this platform writes paths
   */
  public static Checked check(RawValue.Table root, PathStyle style) {
    ParsedSettings given = new ParsedSettings(root, style);
    SchemaCheck.check(given);
    Settings.Pair pair = PairRules.check(given);
    Settings.Service service = ServiceRules.check(given, style);
    Settings.Sync sync = SyncRules.check(given, style, service.settingsFolder());
    Settings settings =
        new Settings(
            pair,
            sync,
            service,
            MailRules.check(given),
            WitnessRules.check(given, style, copied(service, sync)),
            licence(given),
            AdminRules.check(given, pair),
            pairOptions(given));
    Problems problems = given.problems();
    return new Checked(problems.isEmpty() ? Optional.of(settings) : Optional.empty(), problems);
  }

  /** The folders that go from node to node. */
  private static List<String> copied(Settings.Service service, Settings.Sync sync) {
    List<String> folders = new ArrayList<>(List.of(service.settingsFolder()));
    sync.folders().forEach(folder -> folders.add(folder.path()));
    return folders;
  }

  private static Set<PairOption> pairOptions(ParsedSettings given) {
    Set<PairOption> options = EnumSet.noneOf(PairOption.class);
    if (given.root().entries().get("sync") instanceof RawValue.Table sync
        && sync.entries().containsKey("folder")) {
      options.add(PairOption.FOLDERS);
    }
    for (SettingKey key : SettingKey.values()) {
      if (given.isGiven(key)) {
        PairOption.of(key).ifPresent(options::add);
      }
    }
    return options;
  }

  private static Settings.Licence licence(ParsedSettings given) {
    String issuer = given.text(SettingKey.LICENCE_ISSUER);
    if (!issuer.isEmpty() && given.isSound(SettingKey.LICENCE_ISSUER)) {
      try {
        IssuerKey.parse(issuer);
      } catch (ReasonException e) {
        given.wrong(
            SettingKey.LICENCE_ISSUER,
            Reason.of(ReasonCode.ISSUER_KEY_IMPROPER).with("why", e.reason()),
            Reason.of(ReasonCode.DO_COPY_ISSUER_KEY));
      }
    }
    return new Settings.Licence(issuer.isEmpty() ? Optional.empty() : Optional.of(issuer));
  }
}
