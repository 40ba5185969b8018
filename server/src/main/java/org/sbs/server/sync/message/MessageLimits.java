package org.sbs.server.sync.message;

/**
 * How much one cycle and one of its messages hold, so that a peer can claim so much memory only.
 */
public final class MessageLimits {
  /** Entries of one cycle, and of what a peer says it has. */
  public static final int ENTRIES = 2_000_000;

  /** Bytes of a file in one message. */
  public static final int DATA_BYTES = 256 * 1024;

  /** Files up to here come whole, in one message with others. */
  public static final int SMALL_FILE_BYTES = 64 * 1024;

  private MessageLimits() {}
}
