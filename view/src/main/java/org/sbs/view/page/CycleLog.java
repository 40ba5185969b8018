package org.sbs.view.page;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.sbs.view.status.NodeStatus;

/** The cycles that were seen to be committed, newest first. For one thread. */
public final class CycleLog {
  private static final int MOST = 50;

  private final Deque<Cycle> cycles = new ArrayDeque<>();

  /**
   * A committed cycle.
   *
   * @param time ISO 8601
   * @param files in the folder set after it
   */
  public record Cycle(long number, String time, long files) {}

  /** Looks whether there is a new one. */
  public void see(Snapshot seen) {
    if (seen.status().isEmpty()) {
      return;
    }
    NodeStatus.Sync sync = seen.status().get().sync();
    if (sync.committedAt().isEmpty()) {
      return;
    }
    Cycle cycle = new Cycle(sync.cycle(), sync.committedAt().get(), sync.files());
    Cycle last = cycles.peekFirst();
    if (last != null && last.number() == cycle.number()) {
      cycles.removeFirst();
    }
    cycles.addFirst(cycle);
    if (cycles.size() > MOST) {
      cycles.removeLast();
    }
  }

  /** Newest first. */
  public List<Cycle> cycles() {
    return List.copyOf(cycles);
  }
}
