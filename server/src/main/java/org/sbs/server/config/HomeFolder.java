package org.sbs.server.config;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a node keeps what is its own. Paths only: nothing is made or read here. Immutable.
 *
 * @param settings the folder of what people write: settings and keys; absolute
 * @param data the folder of what the node writes; the same one, except for an installed node
 * @param installed whether this is the home of the system's own node
 */
public record HomeFolder(Path settings, Path data, boolean installed) {
  /** Where an installed node keeps its settings. */
  public static final Path INSTALLED_SETTINGS = Path.of("/etc/sbs");

  /** Where an installed node keeps its data. */
  public static final Path INSTALLED_DATA = Path.of("/var/lib/sbs");

  private static final String VARIABLE = "SBS_HOME";
  private static final String OTHERWISE = "sbs-home";

  /** Checks that nothing is missing. */
  public HomeFolder {
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(data, "data");
  }

  /** A home that is one folder. */
  public static HomeFolder at(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    return new HomeFolder(absolute, absolute, false);
  }

  /** The home of the system's own node; on Windows one folder below that of all programs' data. */
  public static HomeFolder installedHome() {
    if (File.separatorChar == '\\') {
      String programData =
          Objects.requireNonNullElse(System.getenv("ProgramData"), "C:\\ProgramData");
      Path home = Path.of(programData, "sbs");
      return new HomeFolder(home, home, true);
    }
    return new HomeFolder(INSTALLED_SETTINGS, INSTALLED_DATA, true);
  }

  /**
   * Finds the home: the option, else {@code SBS_HOME}, else the installed home if there is one,
   * else {@code sbs-home} in the working folder. Naming the installed home's settings folder means
   * the installed home.
   *
   * @param option what {@code --home} said
   * @param environment of the process
   * @param workingFolder what relative paths start from
   */
  public static HomeFolder find(
      Optional<Path> option, Map<String, String> environment, Path workingFolder) {
    return find(option, environment, workingFolder, installedHome());
  }

  static HomeFolder find(
      Optional<Path> option,
      Map<String, String> environment,
      Path workingFolder,
      HomeFolder installed) {
    String variable = environment.getOrDefault(VARIABLE, "");
    if (option.isEmpty() && variable.isBlank()) {
      return Files.isDirectory(installed.settings())
          ? installed
          : at(workingFolder.resolve(OTHERWISE));
    }
    HomeFolder named = at(workingFolder.resolve(option.orElseGet(() -> Path.of(variable))));
    return named.settings().equals(installed.settings()) ? installed : named;
  }

  /** The settings file. */
  public Path settingsFile() {
    return settings.resolve("sbs.toml");
  }

  /** A file that a setting names: as it is if absolute, else in this home. */
  public Path file(String named) {
    return settings.resolve(named).normalize();
  }

  /** What the node remembers. */
  public Path state() {
    return data.resolve("state");
  }

  /** What the Label Print Manager remembers; it may belong to an account of its own. */
  public Path labelManager() {
    return (installed ? data : state()).resolve("lpm");
  }

  /** What the node logs. */
  public Path log() {
    return data.resolve("log");
  }

  /** What cycles replaced. */
  public Path history() {
    return data.resolve("history");
  }

  /** As users would name it. */
  @Override
  public String toString() {
    return settings.toString();
  }
}
