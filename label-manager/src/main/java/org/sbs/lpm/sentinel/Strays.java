package org.sbs.lpm.sentinel;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sbs.lpm.capture.FileMask;

/**
 * The masks of all sentinels of a process, by their capture folders: a file that none of them takes
 * lies there for ever, and should be mentioned. Thread safe.
 */
public final class Strays {
  private static final int MOST_NAMES = 5;

  private final Map<Path, Map<String, FileMask>> masks = new ConcurrentHashMap<>();

  /** From now on that sentinel takes these files there. */
  void takes(String sentinel, Path folder, FileMask mask) {
    masks.values().forEach(known -> known.remove(sentinel));
    masks.computeIfAbsent(folder, at -> new ConcurrentHashMap<>()).put(sentinel, mask);
  }

  /** Those of the names that nobody takes, in words; nothing if there are none. */
  List<String> notes(Path folder, List<String> names) {
    Map<String, FileMask> known = masks.getOrDefault(folder, Map.of());
    List<String> strays =
        names.stream()
            .filter(name -> known.values().stream().noneMatch(mask -> mask.matches(name)))
            .sorted()
            .toList();
    if (strays.isEmpty()) {
      return List.of();
    }
    return List.of(
        strays.size()
            + " files lie in "
            + folder
            + " that no sentinel's file-mask takes: "
            + String.join(", ", strays.subList(0, Math.min(MOST_NAMES, strays.size())))
            + (strays.size() > MOST_NAMES ? ", …" : ""));
  }
}
