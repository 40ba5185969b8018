package org.sbs.core.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How a platform writes the paths of folders. Pure text: nothing is looked up on a disk. */
public enum PathStyle {
  /** {@code /srv/labels}; upper and lower case differ. */
  POSIX("/var/lib/lpm", "/srv/labels"),
  /** {@code C:\labels} or {@code \\server\share}; upper and lower case are the same. */
  WINDOWS("C:\\ProgramData\\lpm", "C:\\labels");

  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:[\\\\/].*");
  private static final Pattern SHARE = Pattern.compile("\\\\\\\\[^\\\\/]+\\\\[^\\\\/]+.*");

  private final String settingsFolder;
  private final String example;

  PathStyle(String settingsFolder, String example) {
    this.settingsFolder = settingsFolder;
    this.example = example;
  }

  /** Where the protected service keeps its settings if nothing else is said. */
  public String defaultSettingsFolder() {
    return settingsFolder;
  }

  /** A path as users would write it, for messages. */
  public String example() {
    return example;
  }

  /** True for a path that means the same from every working folder. */
  public boolean isAbsolute(String path) {
    return switch (this) {
      case POSIX -> path.startsWith("/");
      case WINDOWS -> DRIVE.matcher(path).matches() || SHARE.matcher(path).matches();
    };
  }

  /** The names in the path, outermost first, without empty ones and {@code .}. */
  public List<String> names(String path) {
    String plain =
        switch (this) {
          case POSIX -> path;
          case WINDOWS -> path.replace('\\', '/').toLowerCase(Locale.ROOT);
        };
    List<String> names = new ArrayList<>();
    for (String name : plain.split("/", -1)) {
      if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
    }
    return names;
  }

  /** True if the path is the top of a file system. */
  public boolean isTop(String path) {
    int top = this == WINDOWS ? (SHARE.matcher(path).matches() ? 2 : 1) : 0;
    return names(path).size() <= top;
  }

  /** True if the inner folder is the outer one, or lies in it. */
  public boolean contains(String outer, String inner) {
    List<String> outerNames = names(outer);
    List<String> innerNames = names(inner);
    return innerNames.size() >= outerNames.size()
        && innerNames.subList(0, outerNames.size()).equals(outerNames);
  }
}
