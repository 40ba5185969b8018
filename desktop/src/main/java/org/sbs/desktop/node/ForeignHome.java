package org.sbs.desktop.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sbs.server.config.HomeFolder;

/**
 * A home that belongs to another user of this machine, in which this one can change nothing.
 *
 * @param me who looks
 * @param owner whose the home is
 */
public record ForeignHome(String me, String owner) {
  /** Whether the home is one; a home that is not there yet is not. */
  public static Optional<ForeignHome> find(HomeFolder home) {
    for (Path folder : List.of(home.settings(), home.data())) {
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !mayUse(folder)) {
        return Optional.of(new ForeignHome(System.getProperty("user.name", "?"), owner(folder)));
      }
    }
    return Optional.empty();
  }

  private static boolean mayUse(Path folder) {
    return Files.isReadable(folder) && Files.isWritable(folder) && Files.isExecutable(folder);
  }

  private static String owner(Path folder) {
    try {
      return Files.getOwner(folder).getName();
    } catch (IOException | UnsupportedOperationException e) {
      return "?";
    }
  }
}
