package org.sbs.server.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.sbs.core.settings.Settings;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.licence.LicenceException;
import org.sbs.server.licence.LicenceFile;
import org.sbs.server.store.NodeStore;
import org.sbs.server.store.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of commands round licences. */
@Command(
    name = "licence",
    aliases = LicenceCommand.AMERICAN,
    description = "Issues, installs and explains licences.",
    synopsisSubcommandLabel = "COMMAND")
final class LicenceCommand implements Callable<Integer> {
  static final String AMERICAN = "license";

  @Spec private CommandSpec spec;

  private LicenceCommand() {}

  static CommandLine line(Sbs sbs) {
    return new CommandLine(new LicenceCommand())
        .addSubcommand("show", new LicenceShowCommand(sbs))
        .addSubcommand("install", new LicenceInstallCommand(sbs))
        .addSubcommand("issue", new LicenceIssueCommand(sbs));
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Say show, install or issue.");
  }

  /** The id of the home's node; empty if it never ran. */
  static Optional<String> nodeId(HomeFolder home) throws Failure {
    try {
      return NodeStore.knownId(home.state());
    } catch (StoreException e) {
      throw new Failure(ExitStatus.FAILED, e.getMessage(), e);
    }
  }

  static LicenceFile file(HomeFolder home, Settings settings, String nodeId) {
    return LicenceFile.of(home.file(LicenceFile.NAME), settings.licence().issuer(), nodeId);
  }

  static Failure failed(LicenceException e) {
    return new Failure(ExitStatus.FAILED, e.getMessage(), e);
  }
}
