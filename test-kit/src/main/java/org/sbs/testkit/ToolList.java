package org.sbs.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The list {@code build/tools.txt}: what tests call beyond a JDK and git, and the Debian packages
 * that bring it. {@code .ci/run} installs from the same list.
 */
final class ToolList {
  private static final Path FILE = Path.of("build", "tools.txt");

  private final SortedMap<String, String> packages;

  private ToolList(SortedMap<String, String> packages) {
    this.packages = packages;
  }

  /** The project's own. */
  static ToolList ofProject() {
    return read(project().resolve(FILE));
  }

  static ToolList read(Path file) {
    SortedMap<String, String> packages = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        String entry = line.strip();
        if (entry.isEmpty() || entry.startsWith("#")) {
          continue;
        }
        String[] words = entry.split("\\s+", -1);
        if (words.length != 2 || packages.put(words[0], words[1]) != null) {
          throw new IllegalArgumentException(
              file + ": \"" + entry + "\" is not one more tool and its package");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ToolList(packages);
  }

  /** The folder of the project, of which a module's tests run in a folder. */
  static Path project() {
    String named = System.getProperty("project.root");
    if (named != null) {
      return Path.of(named);
    }
    for (Path each = Path.of("").toAbsolutePath(); each != null; each = each.getParent()) {
      if (Files.exists(each.resolve(FILE))) {
        return each;
      }
    }
    throw new IllegalStateException("no folder above this one has a " + FILE);
  }

  Set<String> names() {
    return packages.keySet();
  }

  String packageOf(String name) {
    String found = packages.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "a test needs \"" + name + "\", which is not in " + FILE + "; add it there");
    }
    return found;
  }
}
