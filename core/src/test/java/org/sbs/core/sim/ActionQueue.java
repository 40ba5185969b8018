package org.sbs.core.sim;

import java.util.Arrays;

/**
 * What is to be done at which time: the earliest first, and of the same time what was added first.
 * A binary heap of numbers, because every action of every schedule passes through it.
 */
final class ActionQueue {
  private static final int SLOT_BITS = 16;

  /** The heap: when, and in the same place in which order and where the action is. */
  private long[] times = new long[64];

  private long[] orders = new long[64];
  private int size;
  private long added;

  /** The actions, and which places of theirs are free. */
  private Runnable[] actions = new Runnable[64];

  private int[] free = new int[64];
  private int used;

  ActionQueue() {
    Arrays.setAll(free, slot -> slot);
  }

  void add(long time, Runnable action) {
    if (size == times.length) {
      grow();
    }
    int slot = free[used++];
    actions[slot] = action;
    int hole = size++;
    // It was added last, so it passes only what is later than it.
    while (hole > 0 && times[(hole - 1) / 2] > time) {
      move((hole - 1) / 2, hole);
      hole = (hole - 1) / 2;
    }
    times[hole] = time;
    orders[hole] = (added++ << SLOT_BITS) | slot;
  }

  private void grow() {
    int next = 2 * size;
    times = Arrays.copyOf(times, next);
    orders = Arrays.copyOf(orders, next);
    actions = Arrays.copyOf(actions, next);
    free = Arrays.copyOf(free, next);
    for (int slot = size; slot < next; slot++) {
      free[slot] = slot;
    }
  }

  /** When the earliest action is due; {@link Long#MAX_VALUE} if there is none. */
  long dueAt() {
    return size == 0 ? Long.MAX_VALUE : times[0];
  }

  /** Takes the earliest action out. There must be one. */
  Runnable remove() {
    int slot = (int) (orders[0] & ((1 << SLOT_BITS) - 1));
    free[--used] = slot;
    int last = --size;
    long time = times[last];
    long order = orders[last];
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
    times[hole] = time;
    orders[hole] = order;
    return actions[slot];
  }

  private boolean isBefore(int index, long time, long order) {
    return times[index] != time ? times[index] < time : orders[index] < order;
  }

  private void move(int from, int to) {
    times[to] = times[from];
    orders[to] = orders[from];
  }
}
