package org.sbs.server.cli;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sbs.core.settings.SettingKey;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of commands round the settings. */
@Command(
    name = "config",
    description = "Shows, checks and changes the settings.",
    synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private ConfigCommand() {}

  static CommandLine line(Sbs sbs) {
    return new CommandLine(new ConfigCommand())
        .addSubcommand("show", new ConfigShowCommand(sbs))
        .addSubcommand("get", new ConfigGetCommand(sbs))
        .addSubcommand("set", new ConfigSetCommand(sbs))
        .addSubcommand("validate", new ConfigValidateCommand(sbs))
        .addSubcommand("init", new ConfigInitCommand(sbs))
        .addSubcommand("dialog", new DialogCommand(sbs));
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Say what to do with the settings.");
  }

  /** The setting that a user named. */
  static SettingKey key(String path) throws Failure {
    Optional<SettingKey> key = SettingKey.find(path);
    if (key.isPresent()) {
      return key.get();
    }
    if (path.startsWith("sync.folder")) {
      throw new Failure(
          ExitStatus.USAGE,
          "Folders are a list of tables, not one value: see sbs config show, and write"
              + " [[sync.folder]] into the settings file by hand.");
    }
    Collection<String> near = SettingKey.near(path);
    throw new Failure(
        ExitStatus.USAGE,
        "SBS knows no setting \""
            + path
            + "\"."
            + (near.isEmpty()
                ? " sbs config show lists all of them."
                : " Did you mean " + String.join(" or ", near) + "?"));
  }
}
