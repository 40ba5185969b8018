package org.sbs.lpm.capture;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Locale;
import java.util.regex.PatternSyntaxException;

/**
 * Which file names a sentinel takes: any of some globs, compared without regard to case. Names that
 * programs give to unfinished files never match. Immutable.
 */
public final class FileMask {
  private static final List<String> UNFINISHED =
      List.of(".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".swp", ".lock");

  private final List<PathMatcher> matchers;

  /**
   * Reads the globs.
   *
   * @throws IllegalArgumentException if one is no glob, or has a path separator
   */
  public FileMask(List<String> globs) {
    for (String glob : globs) {
      if (glob.contains("/") || glob.isBlank()) {
        throw new IllegalArgumentException(
            "'" + glob + "' must be a mask for file names, such as *.csv, without folders");
      }
    }
    this.matchers = globs.stream().map(FileMask::matcher).toList();
  }

  private static PathMatcher matcher(String glob) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + glob.toLowerCase(Locale.ROOT));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "'" + glob + "' is no mask; close each [ and {, or write ? for a character itself", e);
    }
  }

  /** Whether a file of that name is wanted and not marked as unfinished. */
  public boolean matches(String fileName) {
    String lower = fileName.toLowerCase(Locale.ROOT);
    if (lower.startsWith(".")
        || lower.startsWith("~")
        || UNFINISHED.stream().anyMatch(lower::endsWith)) {
      return false;
    }
    try {
      Path name = Path.of(lower);
      return matchers.stream().anyMatch(matcher -> matcher.matches(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
