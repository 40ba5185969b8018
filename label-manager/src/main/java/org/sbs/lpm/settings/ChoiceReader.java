package org.sbs.lpm.settings;

import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sbs.lpm.label.Selection;
import org.sbs.lpm.label.Template;
import org.sbs.lpm.printer.PrinterDefinition;

/** Reads what the data of a sentinel may choose, and the templates and printers that it names. */
final class ChoiceReader {
  private static final String PRINTERS = "printers";
  private static final String TEMPLATES = "templates";

  private final SettingsPaths paths;
  private final TomlFile toml;
  private final List<String> problems;

  ChoiceReader(SettingsPaths paths, TomlFile toml, List<String> problems) {
    this.paths = paths;
    this.toml = toml;
    this.problems = problems;
  }

  /** What becomes of the right rows of a file that has wrong ones. */
  enum Rows {
    /** All rows or none. */
    ALL,
    /** They are printed. */
    GOOD_ONES
  }

  Selection selection() {
    Optional<String> printerField = field("printer-field", PRINTERS);
    Optional<String> templateField = field("template-field", TEMPLATES);
    Map<String, Template> templates = new LinkedHashMap<>();
    for (String name : templateNames()) {
      template(TEMPLATES, name).ifPresent(template -> templates.put(key(name), template));
    }
    boolean goodRows = toml.choice("rows", Rows.ALL) == Rows.GOOD_ONES;
    return new Selection(
        templateField,
        templates,
        printerField,
        printerNames().stream().map(ChoiceReader::key).collect(Collectors.toSet()),
        goodRows);
  }

  private Optional<String> field(String key, String list) {
    Optional<String> field = toml.string(key);
    if (field.isPresent() != toml.has(list)) {
      toml.problem(
          field.isPresent() ? key : list,
          key + " names a field, and " + list + " what it may name; both are needed.");
    }
    return field;
  }

  /** The names of the templates that the data may choose. */
  List<String> templateNames() {
    return toml.list(TEMPLATES, "templates = [\"small\", \"large\"]");
  }

  private List<String> printerNames() {
    return toml.list(PRINTERS, "printers = [\"dock1\", \"dock2\"]");
  }

  Optional<Template> template(String key, String name) {
    try {
      return Optional.of(paths.templates().read(name));
    } catch (SettingsException e) {
      e.problems().forEach(problem -> toml.problem(key, problem));
      return Optional.empty();
    }
  }

  /** The sentinel's own printer. */
  Optional<PrinterDefinition> printer() {
    return toml.required("printer", "printer = \"dock3\" for printers/dock3.toml")
        .flatMap(name -> printer("printer", name));
  }

  /** Those that the data may choose, by name in lower case. */
  Map<String, PrinterDefinition> printers() {
    Map<String, PrinterDefinition> printers = new LinkedHashMap<>();
    for (String name : printerNames()) {
      printer(PRINTERS, name).ifPresent(printer -> printers.put(key(name), printer));
    }
    return printers;
  }

  private Optional<PrinterDefinition> printer(String key, String name) {
    if (!SettingsPaths.isName(name)) {
      toml.problem(key, key + " must be the name of a file in printers, without .toml.");
      return Optional.empty();
    }
    if (!Files.exists(paths.printer(name))) {
      toml.problem(
          key, "printers/" + name + ".toml is missing; create it, or name another printer.");
      return Optional.empty();
    }
    return new PrinterReader(paths, problems).read(name);
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
