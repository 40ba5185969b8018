package org.sbs.core.replica;

/**
 * Cuts content into chunks where its bytes say so, so that bytes that are put in or taken out move
 * few boundaries: the chunks behind them are found again. This is FastCDC with normalized chunking
 * (Xia et al., "FastCDC: a Fast and Efficient Content-Defined Chunking Approach for Data
 * Deduplication", USENIX ATC 2016). Where a chunk ends depends on the bytes since its beginning
 * alone, so the chunks of a content are always the same. Both nodes must cut alike: a change here
 * is a change of the protocol.
 */
public final class Chunker {
  /** No chunk but the last of a content is shorter; bytes up to here are not looked at. */
  public static final int MIN_BYTES = 32 * 1024;

  /** No chunk is longer. */
  public static final int MAX_BYTES = 512 * 1024;

  /** Up to here a boundary is made hard to find, beyond it easy: most chunks end close by. */
  private static final int AVERAGE_BYTES = 128 * 1024;

  /** The upper bits of the fingerprint, for they depend on the most bytes: 19 and 15 of them. */
  private static final long HARD = -1L << (64 - 19);

  private static final long EASY = -1L << (64 - 15);

  private static final long[] GEAR = gear();

  private Chunker() {}

  /** A number for each byte: SplitMix64 from a fixed seed, the same on every node for ever. */
  private static long[] gear() {
    long[] gear = new long[256];
    long seed = 0x5342532d63686e6bL;
    for (int i = 0; i < gear.length; i++) {
      seed += 0x9e3779b97f4a7c15L;
      long z = seed;
      z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
      z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
      gear[i] = z ^ (z >>> 31);
    }
    return gear;
  }

  /**
   * The length of the chunk that begins at {@code from}.
   *
   * @param to where the known bytes end: at the end of the content, or {@value #MAX_BYTES} or more
   *     bytes behind {@code from}
   */
  public static int cut(byte[] bytes, int from, int to) {
    int known = to - from;
    if (known <= MIN_BYTES) {
      return known;
    }
    int normal = from + Math.min(known, AVERAGE_BYTES);
    int end = from + Math.min(known, MAX_BYTES);
    long print = 0;
    for (int i = from + MIN_BYTES; i < normal; i++) {
      print = (print << 1) + GEAR[bytes[i] & 0xff];
      if ((print & HARD) == 0) {
        return i + 1 - from;
      }
    }
    for (int i = normal; i < end; i++) {
      print = (print << 1) + GEAR[bytes[i] & 0xff];
      if ((print & EASY) == 0) {
        return i + 1 - from;
      }
    }
    return end - from;
  }
}
