package org.sbs.lpm.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Where things lie in the settings folder. */
record SettingsPaths(Path root) {
  Path sentinels() {
    return root.resolve("sentinels");
  }

  Path sentinel(String name) {
    return sentinels().resolve(name + ".toml");
  }

  Path printer(String name) {
    return root.resolve("printers").resolve(name + ".toml");
  }

  TemplateFolder templates() {
    return new TemplateFolder(root.resolve("templates"));
  }

  /** A path in a definition: absolute, or relative to the settings folder. */
  Optional<Path> resolve(TomlFile toml, String key, String text) {
    try {
      return Optional.of(root.resolve(text).normalize());
    } catch (InvalidPathException e) {
      toml.problem(key, key + " is no path that this system knows: " + e.getReason() + ".");
      return Optional.empty();
    }
  }

  /** Whether a name can stand for a file of its own folder, and in a line of a list. */
  static boolean isName(String name) {
    return name.matches("[\\p{L}\\p{N}_][\\p{L}\\p{N}_. ()+-]{0,63}")
        && !name.endsWith(" ")
        && !name.endsWith(".");
  }
}
