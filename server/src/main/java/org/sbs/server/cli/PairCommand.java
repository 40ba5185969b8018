package org.sbs.server.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.config.SettingsFile;
import org.sbs.server.link.PairKey;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of commands round the pair key. */
@Command(
    name = "pair",
    description = "Makes or enters the key that two nodes share; replaces a dead node.",
    synopsisSubcommandLabel = "COMMAND")
final class PairCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private PairCommand() {}

  static CommandLine line(Sbs sbs) {
    return new CommandLine(new PairCommand())
        .addSubcommand("new", new PairNewCommand(sbs))
        .addSubcommand("join", unechoed(new PairJoinCommand(sbs)))
        .addSubcommand("replace", new PairReplaceCommand(sbs));
  }

  /** What begins like an option may be a secret too, and is not repeated. */
  static CommandLine unechoed(Object command) {
    return new CommandLine(command).setUnmatchedOptionsArePositionalParams(true);
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "No command given. Try: sbs pair --help");
  }

  /** Where the home keeps its key, even if other settings are still missing. */
  static Path file(HomeFolder home) {
    RawValue name = SettingsFile.load(home.settingsFile()).value(SettingKey.PAIR_KEY_FILE);
    return home.file(name instanceof RawValue.Text text ? text.value() : "pair.key");
  }

  static void store(PairKey key, Path file, boolean force) throws Failure {
    try {
      Files.createDirectories(file.getParent());
      key.write(file, force);
    } catch (FileAlreadyExistsException e) {
      throw new Failure(
          ExitStatus.FAILED,
          "There is a pair key in "
              + file
              + " already. With another one this node and its peer no longer know each other; if"
              + " that is meant, add --force and enter the new key on both.",
          e);
    } catch (IOException e) {
      throw new Failure(
          ExitStatus.FAILED, "The pair key cannot be stored in " + file + ": " + e, e);
    }
  }
}
