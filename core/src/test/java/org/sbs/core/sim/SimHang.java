package org.sbs.core.sim;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Something on a node that may stop answering without an error: a folder on a share that is gone, a
 * disk that hangs, a program. What was asked of it meanwhile is done when it answers again, in the
 * order asked, however late that is.
 */
final class SimHang {
  private final SimNode node;
  private final String what;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean hangs;
  private boolean over;

  SimHang(SimNode node, String what) {
    this.node = node;
    this.what = what;
  }

  boolean hangs() {
    return hangs;
  }

  /** Does it now, or when this answers again. */
  void pass(Runnable task) {
    if (hangs) {
      waiting.add(task);
    } else {
      task.run();
    }
  }

  void begins() {
    node.world.note(() -> node.name() + ": " + what + " does not answer any more");
    hangs = true;
    over = false;
  }

  /** A frozen node gets to know of it when it thaws. */
  void ends() {
    if (!hangs) {
      return;
    }
    node.world.note(() -> node.name() + ": " + what + " answers again");
    over = true;
    if (node.runs()) {
      node.whenAwake(this::answer);
    } else {
      answer();
    }
  }

  private void answer() {
    hangs &= !over;
    while (!hangs && !waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  /** Whoever waited for it is gone. */
  void forget() {
    waiting.clear();
    answer();
  }
}
