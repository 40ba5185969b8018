package org.sbs.server.cli;

import org.sbs.core.settings.Problems;
import org.sbs.core.settings.Settings;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.config.SettingsFile;

/** What a node needs before it may start. */
final class Checks {
  private Checks() {}

  /** The home's settings, or a failure that tells all that is wrong with them. */
  static Settings settings(HomeFolder home) throws Failure {
    SettingsFile.Loaded loaded = SettingsFile.load(home.settingsFile());
    return loaded
        .settings()
        .orElseThrow(() -> Failure.of(heading(home, loaded.problems()), loaded.problems()));
  }

  static String heading(HomeFolder home, Problems problems) {
    int count = problems.list().size();
    return "The settings in "
        + home.settingsFile()
        + " have "
        + (count == 1 ? "a problem" : count + " problems")
        + "; nothing was started.";
  }
}
