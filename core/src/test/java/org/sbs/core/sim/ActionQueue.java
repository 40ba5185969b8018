package org.sbs.core.sim;

import java.util.Arrays;

/**
 * What is to be done at which time: the earliest first, and of the same time what was added first.
 * A binary heap in plain arrays, because every action of every schedule passes through it.
 */
final class ActionQueue {
  private long[] times = new long[64];
  private long[] orders = new long[64];
  private Runnable[] actions = new Runnable[64];
  private int size;
  private long added;

  void add(long time, Runnable action) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      orders = Arrays.copyOf(orders, 2 * size);
      actions = Arrays.copyOf(actions, 2 * size);
    }
    int hole = size++;
    // It was added last, so it passes only what is later than it.
    while (hole > 0 && times[(hole - 1) / 2] > time) {
      move((hole - 1) / 2, hole);
      hole = (hole - 1) / 2;
    }
    put(hole, time, added++, action);
  }

  /** When the earliest action is due; {@link Long#MAX_VALUE} if there is none. */
  long dueAt() {
    return size == 0 ? Long.MAX_VALUE : times[0];
  }

  /** Takes the earliest action out. There must be one. */
  Runnable remove() {
    Runnable first = actions[0];
    int last = --size;
    long time = times[last];
    long order = orders[last];
    Runnable action = actions[last];
    actions[last] = null;
    if (last == 0) {
      return first;
    }
    int hole = 0;
    for (int child = 1; child < last; child = 2 * hole + 1) {
      if (child + 1 < last && isBefore(child + 1, times[child], orders[child])) {
        child++;
      }
      if (!isBefore(child, time, order)) {
        break;
      }
      move(child, hole);
      hole = child;
    }
    put(hole, time, order, action);
    return first;
  }

  private boolean isBefore(int index, long time, long order) {
    return times[index] != time ? times[index] < time : orders[index] < order;
  }

  private void move(int from, int to) {
    put(to, times[from], orders[from], actions[from]);
  }

  private void put(int index, long time, long order, Runnable action) {
    times[index] = time;
    orders[index] = order;
    actions[index] = action;
  }
}
