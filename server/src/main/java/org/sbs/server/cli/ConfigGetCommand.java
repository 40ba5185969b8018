package org.sbs.server.cli;

import java.util.concurrent.Callable;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;
import org.sbs.server.config.SettingsFile;
import org.sbs.server.config.TomlValue;
import org.sbs.server.json.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the effective value of a setting. */
@Command(
    name = "get",
    description =
        "Prints the effective value of a setting: a text without quotes, a list one item a line."
            + " Where an option of the pair was set is said on standard error.")
final class ConfigGetCommand implements Callable<Integer> {
  private final Sbs sbs;

  @Parameters(paramLabel = "KEY", description = "As table.name: pair.port")
  private String path;

  ConfigGetCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    SettingKey key = ConfigCommand.key(path);
    SettingsFile.Loaded loaded = SettingsFile.load(sbs.home().settingsFile());
    OptionsShown options = OptionsShown.of(sbs.home(), loaded);
    RawValue value = options.value(key);
    if (sbs.json()) {
      sbs.say(JsonText.line(TomlValue.plain(value)));
    } else if (value instanceof RawValue.Many many) {
      many.items().forEach(item -> sbs.say(plain(item)));
    } else {
      sbs.say(plain(value));
    }
    options.note(key).ifPresent(note -> sbs.complain(key.path() + ": " + note));
    if (!loaded.problems().isEmpty()) {
      throw Failure.of("The settings have problems:", loaded.problems());
    }
    return ExitStatus.DONE;
  }

  private static String plain(RawValue value) {
    return value instanceof RawValue.Text text ? text.value() : TomlValue.toml(value);
  }
}
