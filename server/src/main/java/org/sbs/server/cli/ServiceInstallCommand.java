package org.sbs.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.sbs.core.settings.Settings;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.platform.OwnService;
import org.sbs.server.platform.OwnServiceException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the node of this home the machine's service. */
@Command(
    name = "install",
    description =
        "Makes the node of this home a service of this machine, and ties what it protects to it.")
final class ServiceInstallCommand implements Callable<Integer> {
  private final Sbs sbs;

  /** When it starts. */
  static final class Start {
    @Option(names = "--auto", description = "SBS starts with the machine.")
    private boolean auto;

    @Option(names = "--manual", description = "SBS starts on command only (this is the default).")
    @SuppressWarnings("UnusedVariable") // it is what happens without --auto
    private boolean manual;
  }

  @ArgGroup private Start start;

  ServiceInstallCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    HomeFolder home = sbs.home();
    OwnService manager = ServiceCommand.manager(sbs);
    Settings settings = Checks.settings(home);
    List<String> command = new ArrayList<>(sbs.surroundings().program());
    command.addAll(List.of("run", "--home", home.settings().toString()));
    try {
      List<String> done =
          manager.install(
              new OwnService.Installation(
                  home.settings(),
                  command,
                  start != null && start.auto,
                  settings.service().adapter()));
      done.forEach(sbs::say);
    } catch (OwnServiceException e) {
      throw new Failure(ExitStatus.FAILED, e.getMessage(), e);
    }
    return ExitStatus.DONE;
  }
}
