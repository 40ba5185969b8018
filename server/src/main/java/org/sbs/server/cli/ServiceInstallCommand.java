package org.sbs.server.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /** As whom it runs. */
  static final class As {
    @Option(
        names = "--privileged",
        description = "SBS runs as root, for sites whose hooks or folders need that.")
    private boolean privileged;

    @Option(
        names = "--unprivileged",
        description =
            "SBS runs as the account sbs. Without either option that stays as it is; a new service"
                + " is unprivileged.")
    @SuppressWarnings("UnusedVariable") // it is what happens without --privileged
    private boolean unprivileged;
  }

  @ArgGroup private Start start;

  @ArgGroup private As as;

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
    Optional<OwnService.Account> account =
        Optional.ofNullable(as)
            .map(
                chosen -> chosen.privileged ? OwnService.Account.ROOT : OwnService.Account.SERVICE);
    List<Path> copied = new ArrayList<>(List.of(Path.of(settings.service().settingsFolder())));
    settings.sync().folders().forEach(folder -> copied.add(Path.of(folder.path())));
    try {
      List<String> done =
          manager.install(
              new OwnService.Installation(
                  home.settings(),
                  own(home),
                  home.labelManager(),
                  copied,
                  command,
                  start != null && start.auto,
                  account,
                  settings.service().adapter()));
      done.forEach(sbs::say);
    } catch (OwnServiceException e) {
      throw new Failure(ExitStatus.FAILED, e.getMessage(), e);
    }
    return ExitStatus.DONE;
  }

  /** Of an installed node's data the folder itself is root's: it also holds what root recorded. */
  private static List<Path> own(HomeFolder home) {
    return home.installed()
        ? List.of(home.settings(), home.state(), home.history(), home.log())
        : List.of(home.settings());
  }
}
