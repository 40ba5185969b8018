package org.sbs.server.sync.disk;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sbs.core.consent.FolderPath;
import org.sbs.core.replica.PathRules.Names;

/** Between paths of this machine and those that the core compares. */
public final class FolderPaths {
  private FolderPaths() {}

  /** An absolute path of this machine, whatever its names are. */
  public static FolderPath of(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    List<String> parts = new ArrayList<>();
    absolute.forEach(name -> parts.add(name.toString()));
    return new FolderPath(Platform.NAMES, top(absolute.getRoot()), parts);
  }

  public static List<FolderPath> of(List<Path> paths) {
    return paths.stream().map(FolderPaths::of).toList();
  }

  private static String top(Path root) {
    if (Platform.NAMES == Names.POSIX) {
      return "/";
    }
    String text = root.toString().replace('\\', '/');
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
