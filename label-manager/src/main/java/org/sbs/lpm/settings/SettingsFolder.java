package org.sbs.lpm.settings;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.sbs.lpm.capture.CaptureScanner;
import org.sbs.lpm.capture.FileMask;
import org.sbs.lpm.data.DataFormat;
import org.sbs.lpm.data.DataSource;
import org.sbs.lpm.data.Encodings;
import org.sbs.lpm.label.Fields;
import org.sbs.lpm.label.LabelMaker;
import org.sbs.lpm.label.Selection;
import org.sbs.lpm.label.Template;
import org.sbs.lpm.printer.PrinterDefinition;

/**
 * The settings folder: {@code sentinels/NAME.toml}, {@code printers/NAME.toml}, {@code
 * templates/NAME.zpl}. Nothing is kept in memory: each call reads the files as they are. Thread
 * safe.
 */
public final class SettingsFolder {
  private static final String SUFFIX = ".toml";

  private final SettingsPaths paths;

  /** That folder, which need not be whole. */
  public SettingsFolder(Path root) {
    this.paths = new SettingsPaths(root.toAbsolutePath().normalize());
  }

  /** The folder itself, absolute. */
  public Path path() {
    return paths.root();
  }

  /**
   * The names of all sentinels, sorted, whether or not their definitions can be used.
   *
   * @throws IOException if the folder cannot be read; a missing one has no sentinels
   */
  public Set<String> names() throws IOException {
    return names(paths.sentinels(), SUFFIX);
  }

  /** The names of all printers, whether or not their definitions can be used. */
  public Set<String> printers() throws IOException {
    return names(paths.root().resolve("printers"), SUFFIX);
  }

  /** The names of all templates, whether or not they can be used. */
  public Set<String> templates() throws IOException {
    return paths.templates().names();
  }

  /**
   * Reads a printer's definition.
   *
   * @throws SettingsException with all problems at once
   */
  public PrinterDefinition printer(String name) throws SettingsException {
    List<String> problems = new ArrayList<>();
    Optional<PrinterDefinition> printer = new PrinterReader(paths, problems).read(name);
    if (printer.isEmpty()) {
      throw new SettingsException(problems);
    }
    return printer.get();
  }

  /**
   * Reads a template.
   *
   * @throws SettingsException if it cannot be used
   */
  public Template template(String name) throws SettingsException {
    return paths.templates().read(name);
  }

  static Set<String> names(Path folder, String suffix) throws IOException {
    Set<String> names = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + suffix)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        String stem = name.substring(0, name.length() - suffix.length());
        if (!stem.isEmpty() && !stem.startsWith(".")) {
          names.add(stem);
        }
      }
    } catch (NoSuchFileException e) {
      return names;
    }
    return names;
  }

  /**
   * Reads a sentinel with its printer and its template.
   *
   * @throws SettingsException with all problems at once
   */
  public SentinelDefinition load(String name) throws SettingsException {
    List<String> problems = new ArrayList<>();
    Optional<SentinelDefinition> definition = Optional.empty();
    String shown = "sentinels/" + name + SUFFIX;
    if (SettingsPaths.isName(name)) {
      Optional<TomlFile> toml = TomlFile.read(paths.sentinel(name), shown, problems);
      if (toml.isPresent()) {
        definition = read(name, toml.get(), problems);
      }
    } else {
      problems.add(
          shown
              + ": a sentinel's name has up to 64 letters, digits, blanks and . _ - + ( ); rename"
              + " it.");
    }
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return definition.orElseThrow();
  }

  /** A sentinel's capture folder, whatever else of its definition is wrong; nothing if that is. */
  public Optional<Path> captureFolder(String name) {
    List<String> problems = new ArrayList<>();
    return SettingsPaths.isName(name)
        ? TomlFile.read(paths.sentinel(name), name, problems)
            .flatMap(
                toml ->
                    toml.string("capture-folder")
                        .flatMap(text -> paths.resolve(toml, "capture-folder", text)))
        : Optional.empty();
  }

  /** How the files that make up a sentinel look from outside: edited ones look different. */
  public record Stamp(List<Look> files) {}

  /**
   * How one file looks.
   *
   * @param key which file it is, where the platform tells; may be null
   * @param fault why it cannot be looked at; empty if it can
   */
  public record Look(long size, FileTime modified, Object key, String fault) {}

  /** The stamp as it is now; of the definition alone where no other is known. */
  public Stamp stamp(String name, SentinelDefinition known) {
    List<Look> files = new ArrayList<>();
    files.add(look(paths.sentinel(name)));
    files.add(look(paths.printer(known.printer().name())));
    known.printers().values().forEach(each -> files.add(look(paths.printer(each.name()))));
    known.templates().forEach(template -> files.add(look(paths.templates().file(template))));
    return new Stamp(List.copyOf(files));
  }

  private static Look look(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new Look(now.size(), now.lastModifiedTime(), now.fileKey(), "");
    } catch (IOException e) {
      return new Look(0, FileTime.fromMillis(0), null, e.getClass().getSimpleName());
    }
  }

  private Optional<SentinelDefinition> read(String name, TomlFile toml, List<String> problems) {
    checkName(name, toml);
    Optional<Path> capture =
        toml.required("capture-folder", "capture-folder = \"/mnt/share/dock3\"")
            .flatMap(text -> paths.resolve(toml, "capture-folder", text));
    Optional<FileMask> mask = mask(toml);
    ChoiceReader choice = new ChoiceReader(paths, toml, problems);
    Optional<LabelMaker> labels = labels(toml, choice);
    List<String> templates = new ArrayList<>(choice.templateNames());
    toml.string("template").ifPresent(templates::add);
    String group = toml.string("group").orElse("");
    ErrorPolicy policy = toml.choice("error-policy", ErrorPolicy.REPRINT);
    CaptureScanner.Order order = toml.choice("order", CaptureScanner.Order.OLDEST);
    SentinelDefinition.Timing timing =
        new SentinelDefinition.Timing(
            toml.number("stable-ms", 200, 0, 600_000),
            toml.number("complete-wait-seconds", 10, 0, 86_400),
            toml.number("poll-ms", 500, 10, 60_000));
    SentinelDefinition.Limits limits =
        new SentinelDefinition.Limits(
            (long) toml.number("file-limit-mb", 1024, 1, 65_536) << 20,
            toml.duration("expire-after"),
            toml.number("retention-days", 0, 0, 36_500));
    Optional<PrinterDefinition> printer = choice.printer();
    Map<String, PrinterDefinition> printers = choice.printers();
    toml.rejectUnknown();
    if (capture.isPresent() && mask.isPresent()) {
      rejectLoop(
          capture.get(),
          mask.get(),
          Stream.concat(printer.stream(), printers.values().stream()),
          toml);
    }
    if (capture.isEmpty() || mask.isEmpty() || labels.isEmpty() || printer.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new SentinelDefinition(
            name,
            group,
            capture.get(),
            mask.get(),
            labels.get(),
            List.copyOf(templates),
            printer.get(),
            printers,
            policy,
            order,
            timing,
            limits));
  }

  /** Labels that are printed into the capture folder and taken as data are printed without end. */
  private static void rejectLoop(
      Path capture, FileMask mask, Stream<PrinterDefinition> printers, TomlFile toml) {
    SentinelDefinition.folders(printers).stream()
        .filter(each -> each.folder().normalize().equals(capture.normalize()))
        .filter(each -> SentinelDefinition.takesLabels(mask, each))
        .forEach(each -> toml.problem("capture-folder", loop(each)));
  }

  /** What is wrong if the sentinel takes what that printer makes. */
  static String loop(PrinterDefinition.Folder printer) {
    return "printer "
        + printer.name()
        + " prints into the capture folder, and file-mask takes its labels as data; give the"
        + " printer a folder of its own.";
  }

  private static void checkName(String name, TomlFile toml) {
    Optional<String> inside = toml.string("name");
    if (inside.isPresent() && !inside.get().equals(name)) {
      toml.problem(
          "name",
          "name is '"
              + inside.get()
              + "', but the file's name makes it '"
              + name
              + "'; rename the file, or drop the key.");
    }
  }

  private static Optional<FileMask> mask(TomlFile toml) {
    List<String> globs = toml.requiredList("file-mask", "file-mask = \"*.csv\"");
    if (globs.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new FileMask(globs));
    } catch (IllegalArgumentException e) {
      toml.problem("file-mask", "file-mask: " + e.getMessage() + ".");
      return Optional.empty();
    }
  }

  private static Optional<LabelMaker> labels(TomlFile toml, ChoiceReader choice) {
    boolean raw = toml.flag("raw", false);
    DataSource source = source(toml);
    Fields fields = fields(toml);
    int labelLimit = toml.number("label-limit", LabelMaker.MAX_LABELS, 1, 100_000_000);
    Optional<String> name = toml.string("template");
    Selection selection = choice.selection();
    if (raw) {
      for (String key : List.of("template", "template-field", "printer-field", "rows")) {
        if (toml.has(key)) {
          toml.problem(key, "a raw sentinel passes files through; drop " + key + " or raw.");
          return Optional.empty();
        }
      }
      return Optional.of(new LabelMaker(Optional.empty(), source, fields, labelLimit));
    }
    if (name.isEmpty()) {
      toml.required("template", "template = \"pallet\" for templates/pallet.zpl, or raw = true");
      return Optional.empty();
    }
    return choice
        .template("template", name.get())
        .map(
            template ->
                new LabelMaker(Optional.of(template), source, fields, labelLimit, selection));
  }

  private static DataSource source(TomlFile toml) {
    DataFormat format = toml.choice("format", DataFormat.AUTO);
    Optional<Charset> encoding = toml.string("encoding").flatMap(name -> encoding(toml, name));
    List<String> names = toml.list("fields", "fields = [\"article\", \"price\"]");
    boolean finalLineBreak = toml.flag("final-line-break", true);
    try {
      return new DataSource(format, encoding, names, finalLineBreak);
    } catch (IllegalArgumentException e) {
      toml.problem("fields", e.getMessage() + ".");
      return DataSource.AUTO;
    }
  }

  private static Optional<Charset> encoding(TomlFile toml, String name) {
    try {
      return Optional.of(Encodings.named(name));
    } catch (IllegalArgumentException e) {
      toml.problem(
          "encoding",
          "encoding: '"
              + name
              + "' is not known here; there are UTF-8, UTF-16LE, Windows-1252, CP850, ISO-8859-15,"
              + " Shift-JIS and others.");
      return Optional.empty();
    }
  }

  private static Fields fields(TomlFile toml) {
    return new Fields(
        toml.texts("aliases"),
        toml.string("quantity-field").orElse(Fields.PLAIN.quantityField()),
        toml.number("quantity-limit", Fields.MAX_QUANTITY, 1, 1_000_000));
  }
}
