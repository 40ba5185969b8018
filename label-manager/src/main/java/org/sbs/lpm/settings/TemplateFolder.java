package org.sbs.lpm.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.sbs.lpm.label.PrinterLanguage;
import org.sbs.lpm.label.Template;
import org.sbs.lpm.label.TemplateException;

/** The templates of a settings folder; the ending of a file says its language. */
record TemplateFolder(Path folder) {
  /** The names of all templates, whether or not they can be used. */
  Set<String> names() throws IOException {
    Set<String> names = new TreeSet<>();
    for (PrinterLanguage language : PrinterLanguage.values()) {
      names.addAll(SettingsFolder.names(folder, language.ending()));
    }
    return names;
  }

  /** The file of a template; where there is none, the one that there may be. */
  Path file(String name) {
    return found(name).stream().findFirst().orElse(file(name, PrinterLanguage.ZPL));
  }

  /**
   * Reads a template.
   *
   * @throws SettingsException if it cannot be used, with file, line and remedy
   */
  Template read(String name) throws SettingsException {
    String shown = "templates/" + name;
    if (!SettingsPaths.isName(name)) {
      throw new SettingsException(
          List.of(
              "template must be the name of a file in templates without its ending, and is '"
                  + name
                  + "'."));
    }
    List<Path> files = found(name);
    if (files.isEmpty()) {
      throw new SettingsException(
          List.of(shown + ".zpl is missing; create it, or name another template."));
    }
    if (files.size() > 1) {
      throw new SettingsException(
          List.of(shown + " is there in several languages; give one of them another name."));
    }
    Path file = files.get(0);
    String fileName = file.getFileName().toString();
    try {
      return Template.parse(Files.readAllBytes(file), language(fileName));
    } catch (TemplateException e) {
      throw new SettingsException(List.of("templates/" + fileName + ": " + e.getMessage()));
    } catch (IOException e) {
      throw new SettingsException(List.of("templates/" + fileName + " cannot be read: " + e + "."));
    }
  }

  private List<Path> found(String name) {
    return Stream.of(PrinterLanguage.values())
        .map(language -> file(name, language))
        .filter(Files::exists)
        .toList();
  }

  private Path file(String name, PrinterLanguage language) {
    return folder.resolve(name + language.ending());
  }

  private static PrinterLanguage language(String fileName) {
    return Stream.of(PrinterLanguage.values())
        .filter(language -> fileName.endsWith(language.ending()))
        .findFirst()
        .orElse(PrinterLanguage.ZPL);
  }
}
