package org.sbs.core.settings;

import java.util.Optional;

/** What makes a path unfit as a folder of the folder set. */
final class FolderPaths {
  /** What is wrong with a path, and the remedy. */
  record Fault(String wrong, String remedy) {}

  private FolderPaths() {}

  static Optional<Fault> wrongWith(String path, PathStyle style) {
    String remedy = "Write the whole path, as \"" + style.example() + "\".";
    if (!style.isAbsolute(path)) {
      return fault("\"" + path + "\" is not a whole path from the top of the disk.", remedy);
    }
    if (style.names(path).contains("..")) {
      return fault("\"" + path + "\" goes up with \"..\".", remedy);
    }
    if (path.indexOf('\0') >= 0) {
      return fault("the path holds a character that no path may hold.", remedy);
    }
    if (style.isTop(path)) {
      return fault("\"" + path + "\" is a whole disk.", "Write a folder on it.");
    }
    return Optional.empty();
  }

  private static Optional<Fault> fault(String wrong, String remedy) {
    return Optional.of(new Fault(wrong, remedy));
  }
}
