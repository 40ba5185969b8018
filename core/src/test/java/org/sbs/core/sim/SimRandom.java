package org.sbs.core.sim;

import java.util.Random;

/**
 * Draws what {@link Random} draws from the same seed, so that seeds keep their meaning, without its
 * atomic operations: each run has one thread.
 */
final class SimRandom extends Random {
  private static final long serialVersionUID = 1L;
  private static final long MULTIPLIER = 0x5DEECE66DL;
  private static final long MASK = (1L << 48) - 1;

  private long state;

  SimRandom(long seed) {
    super(seed);
  }

  /** Is called by the constructor of {@link Random}, too. Only one thread draws. */
  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  public void setSeed(long seed) {
    state = (seed ^ MULTIPLIER) & MASK;
  }

  @Override
  protected int next(int bits) {
    state = (state * MULTIPLIER + 0xBL) & MASK;
    return (int) (state >>> (48 - bits));
  }
}
