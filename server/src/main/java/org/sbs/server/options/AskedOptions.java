package org.sbs.server.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.sbs.core.settings.PairOption;

/**
 * What a user has set by a command or in the dialog since the node was started last: it counts as
 * changed on purpose even where the file said it before. One empty file an option, in the state
 * folder.
 */
public final class AskedOptions {
  private static final String PREFIX = "option-set.";

  private AskedOptions() {}

  /** Notes that a user has set those. A node that never ran needs no note. */
  public static void note(Path state, Set<PairOption> options) throws IOException {
    if (!Files.isDirectory(state)) {
      return;
    }
    for (PairOption option : options) {
      // Made anew: what is there may be a link, by which root would empty another file.
      Files.deleteIfExists(file(state, option));
      Path unused = Files.createFile(file(state, option));
    }
  }

  /** What was noted. */
  public static Set<PairOption> read(Path state) {
    Set<PairOption> asked = EnumSet.noneOf(PairOption.class);
    for (PairOption option : PairOption.values()) {
      if (Files.exists(file(state, option))) {
        asked.add(option);
      }
    }
    return asked;
  }

  /** Forgets them: the node has taken them in. */
  static void forget(Path state, Set<PairOption> options) throws IOException {
    for (PairOption option : options) {
      Files.deleteIfExists(file(state, option));
    }
  }

  private static Path file(Path state, PairOption option) {
    return state.resolve(PREFIX + option.word());
  }
}
