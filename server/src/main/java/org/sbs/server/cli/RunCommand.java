package org.sbs.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sbs.core.settings.Settings;
import org.sbs.server.config.HomeFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a node in the foreground. */
@Command(
    name = "run",
    description = {
      "Runs the node in the foreground, as service managers do.",
      "SIGTERM hands over and ends it."
    })
final class RunCommand implements Callable<Integer> {
  private final Sbs sbs;

  @Option(
      names = "--force",
      description =
          "Serves with the data that is here, even if the witness remembers that the other node was"
              + " primary later.")
  private boolean force;

  RunCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure, IOException {
    HomeFolder home = sbs.home();
    Settings settings = Checks.settings(home);
    Path key = home.file(settings.pair().keyFile());
    if (!Files.exists(key)) {
      throw new Failure(
          ExitStatus.CONFIGURATION,
          "There is no pair key in "
              + key
              + "; nothing was started. On one node type: sbs pair new. On the other type: sbs pair"
              + " join, and enter the key that the first one shows.");
    }
    Surroundings around = sbs.surroundings();
    return around.runner().run(home, settings, force, around.out(), around.err());
  }
}
