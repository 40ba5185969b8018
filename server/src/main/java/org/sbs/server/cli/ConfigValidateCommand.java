package org.sbs.server.cli;

import java.util.concurrent.Callable;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.config.SettingsFile;
import picocli.CommandLine.Command;

/** Tells all that is wrong with the settings. */
@Command(name = "validate", description = "Tells all that is wrong with the settings at once.")
final class ConfigValidateCommand implements Callable<Integer> {
  private final Sbs sbs;

  ConfigValidateCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    HomeFolder home = sbs.home();
    SettingsFile.Loaded loaded = SettingsFile.load(home.settingsFile());
    if (!loaded.problems().isEmpty()) {
      throw Failure.of(
          "The settings in " + home.settingsFile() + " have problems:", loaded.problems());
    }
    sbs.answer("The settings in " + home.settingsFile() + " are in order.");
    return ExitStatus.DONE;
  }
}
