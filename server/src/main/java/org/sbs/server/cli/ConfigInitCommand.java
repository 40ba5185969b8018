package org.sbs.server.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.config.NewSettings;
import org.sbs.server.config.SettingsFile;
import org.sbs.view.text.ReasonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a settings file with comments. */
@Command(name = "init", description = "Makes a settings file in which every setting is explained.")
final class ConfigInitCommand implements Callable<Integer> {
  private final Sbs sbs;

  @Option(names = "--peer", paramLabel = "HOST", description = "The other node: host or host:port")
  private String peer;

  ConfigInitCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    HomeFolder home = sbs.home();
    try {
      NewSettings.write(home, Optional.ofNullable(peer));
    } catch (FileAlreadyExistsException e) {
      throw new Failure(
          ExitStatus.FAILED,
          home.settingsFile() + " is there already; change it with: sbs config set KEY VALUE",
          e);
    } catch (IOException e) {
      throw new Failure(ExitStatus.FAILED, home.settingsFile() + " cannot be made: " + e, e);
    }
    sbs.answer("Made " + home.settingsFile() + ".");
    SettingsFile.Loaded loaded = SettingsFile.load(home.settingsFile());
    if (!loaded.problems().isEmpty() && !sbs.json()) {
      sbs.say(
          "Before the node can start:\n"
              + ReasonText.english().problems(loaded.problems()).indent(2).stripTrailing());
    }
    return ExitStatus.DONE;
  }
}
