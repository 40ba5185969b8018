package org.sbs.server.sync.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.EntryPath;
import org.sbs.server.sync.disk.LogText;

/**
 * Counts and names entries that a login or the start of a program reads or runs, and that are not
 * copied (R10.5): one sentence a folder, however many there are. One thread.
 */
public final class LeftOut {
  private static final int MOST_NAMES = 10;

  private final ReasonCode code;
  private final Map<Integer, List<EntryPath>> named = new TreeMap<>();
  private final Map<Integer, Integer> counts = new TreeMap<>();

  /** Tells of them by that code. */
  public LeftOut(ReasonCode code) {
    this.code = code;
  }

  public void add(EntryPath at) {
    counts.merge(at.folder(), 1, Integer::sum);
    List<EntryPath> some = named.computeIfAbsent(at.folder(), folder -> new ArrayList<>());
    if (some.size() < MOST_NAMES) {
      some.add(at);
    }
  }

  /** How many there are in all. */
  int count() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * One for each folder that has some.
   *
   * @param folder what a folder of that index is called
   */
  public List<Reason> reasons(Function<Integer, String> folder) {
    List<Reason> reasons = new ArrayList<>();
    named.forEach(
        (index, some) -> {
          List<String> names = some.stream().map(at -> LogText.text(at.path())).toList();
          String more = counts.get(index) > some.size() ? ", …" : "";
          reasons.add(
              Reason.of(code)
                  .with("count", counts.get(index))
                  .with("folder", folder.apply(index))
                  .with("names", String.join(", ", names) + more));
        });
    return reasons;
  }
}
