package org.sbs.server.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sbs.core.reason.ReasonException;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;
import org.sbs.core.text.Sanitizer;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.config.SettingsFile;
import org.sbs.server.config.SettingsWriter;
import org.sbs.server.config.TomlValue;
import org.sbs.server.options.OptionsView;
import org.sbs.server.options.SharedSettings;
import org.sbs.view.text.ReasonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes one setting into the file, or several at once. */
@Command(
    name = "set",
    description = {
      "Writes one setting; comments and everything else in the file stay.",
      "Settings that need one another are written at once as KEY=VALUE each:",
      "  sbs config set witness.kind=share witness.folder=/mnt/witness"
    })
final class ConfigSetCommand implements Callable<Integer> {
  private final Sbs sbs;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "KEY", description = "As table.name: pair.port")
  private String path;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "VALUE",
      description = "A text needs no quotes of its own; for a list give each item, or [] for none.")
  private List<String> words = List.of();

  ConfigSetCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    Map<SettingKey, RawValue> values = values();
    HomeFolder home = sbs.home();
    Path file = home.settingsFile();
    Set<SettingKey> more = more(home, values);
    SettingsWriter.Outcome outcome = write(home, values);
    if (!outcome.written()) {
      throw Failure.of("Nothing was changed in " + file + ":", outcome.problems());
    }
    String written =
        values.entrySet().stream()
            .map(each -> each.getKey().path() + " = " + TomlValue.toml(each.getValue()))
            .collect(Collectors.joining(", "));
    sbs.answer(
        written
            + (values.size() == 1 ? " is" : " are")
            + " now in "
            + file
            + ". A node that runs uses it after: sbs reload, or when it is started again where it"
            + " has to be.");
    if (!more.isEmpty()) {
      sbs.complain(
          "All of [mail] counts together, and holds on both nodes: what is in force of it was written"
              + " too ("
              + more.stream().map(SettingKey::path).collect(Collectors.joining(", "))
              + ").");
    }
    if (!outcome.problems().isEmpty()) {
      sbs.complain("What was wrong with other settings before still is:");
      sbs.surroundings()
          .err()
          .println(
              Sanitizer.lines(
                  ReasonText.english().problems(outcome.problems()).indent(2).stripTrailing()));
    }
    return ExitStatus.DONE;
  }

  private Map<SettingKey, RawValue> values() throws Failure {
    if (!path.contains("=")) {
      if (words.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "Missing the value: sbs config set " + path + " VALUE");
      }
      SettingKey key = ConfigCommand.key(path);
      return Map.of(key, value(key, words));
    }
    Map<SettingKey, RawValue> values = new LinkedHashMap<>();
    for (String pair : Stream.concat(Stream.of(path), words.stream()).toList()) {
      int cut = pair.indexOf('=');
      if (cut < 1) {
        throw new ParameterException(
            spec.commandLine(),
            "\"" + pair + "\" is not KEY=VALUE, as the first one is. Several settings are all so.");
      }
      SettingKey key = ConfigCommand.key(pair.substring(0, cut));
      if (values.put(key, value(key, List.of(pair.substring(cut + 1)))) != null) {
        throw new ParameterException(spec.commandLine(), key.path() + " is given twice.");
      }
    }
    return values;
  }

  private static RawValue value(SettingKey key, List<String> words) throws Failure {
    try {
      return TomlValue.typed(key, words);
    } catch (ReasonException e) {
      String why = ReasonText.english().sentence(e.reason());
      throw new Failure(ExitStatus.CONFIGURATION, why + " Nothing was changed.", e);
    }
  }

  /** What belongs to these and is written with them. */
  private static Set<SettingKey> more(HomeFolder home, Map<SettingKey, RawValue> values) {
    SettingsFile.Loaded loaded = SettingsFile.load(home.settingsFile());
    OptionsView view = OptionsView.of(home, loaded.settings());
    Set<SettingKey> more = new TreeSet<>(SharedSettings.whole(values, loaded, view).keySet());
    more.removeAll(values.keySet());
    return more;
  }

  private static SettingsWriter.Outcome write(HomeFolder home, Map<SettingKey, RawValue> values)
      throws Failure {
    Path file = home.settingsFile();
    try {
      return SharedSettings.change(home, new SettingsWriter.Change(values, Optional.empty()));
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
