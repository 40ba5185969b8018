package org.sbs.server.cli;

import java.util.concurrent.Callable;
import org.sbs.server.platform.OwnService;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of commands round SBS as a service of the platform. */
@Command(
    name = "service",
    description = "Makes SBS a service of this machine, or no service any more.",
    synopsisSubcommandLabel = "COMMAND")
final class ServiceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private ServiceCommand() {}

  static CommandLine line(Sbs sbs) {
    return new CommandLine(new ServiceCommand())
        .addSubcommand("install", new ServiceInstallCommand(sbs))
        .addSubcommand("uninstall", new ServiceUninstallCommand(sbs))
        .addSubcommand("take", new ServiceTakeCommand(sbs))
        .addSubcommand("release", new ServiceReleaseCommand(sbs));
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Say install, uninstall, take or release.");
  }

  /** The service manager of this machine. */
  static OwnService manager(Sbs sbs) throws Failure {
    return sbs.surroundings()
        .ownService()
        .orElseThrow(
            () ->
                new Failure(
                    ExitStatus.FAILED,
                    "This machine has no service manager that SBS knows (systemd or that of"
                        + " Windows); let your own run the command sbs run."));
  }
}
