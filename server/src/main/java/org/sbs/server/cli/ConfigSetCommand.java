package org.sbs.server.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;
import org.sbs.server.config.SettingsWriter;
import org.sbs.server.config.TomlValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes one setting into the file. */
@Command(
    name = "set",
    description = "Writes one setting; comments and everything else in the file stay.")
final class ConfigSetCommand implements Callable<Integer> {
  private final Sbs sbs;

  @Parameters(index = "0", paramLabel = "KEY", description = "As table.name: pair.port")
  private String path;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "VALUE",
      description = "A text needs no quotes of its own; for a list give each item, or [] for none.")
  private List<String> words;

  ConfigSetCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    SettingKey key = ConfigCommand.key(path);
    Path file = sbs.home().settingsFile();
    RawValue value = value(key);
    SettingsWriter.Outcome outcome = write(file, key, value);
    if (!outcome.written()) {
      throw Failure.of("Nothing was changed in " + file + ":", outcome.problems());
    }
    sbs.answer(
        path
            + " = "
            + TomlValue.toml(value)
            + " is now in "
            + file
            + ". A node that runs reads it when it is started again.");
    if (!outcome.problems().isEmpty()) {
      sbs.complain("What was wrong with other settings before still is:");
      sbs.surroundings().err().println(outcome.problems().text().indent(2).stripTrailing());
    }
    return ExitStatus.DONE;
  }

  private RawValue value(SettingKey key) throws Failure {
    try {
      return TomlValue.typed(key, words);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitStatus.CONFIGURATION, e.getMessage() + " Nothing was changed.", e);
    }
  }

  private static SettingsWriter.Outcome write(Path file, SettingKey key, RawValue value)
      throws Failure {
    try {
      return SettingsWriter.set(file, key, value);
    } catch (NoSuchFileException e) {
      throw new Failure(
          ExitStatus.CONFIGURATION,
          "The settings file " + file + " does not exist. Make one with: sbs config init",
          e);
    } catch (IOException e) {
      throw new Failure(
          ExitStatus.FAILED, "Nothing was changed in " + file + ": it cannot be written: " + e, e);
    }
  }
}
