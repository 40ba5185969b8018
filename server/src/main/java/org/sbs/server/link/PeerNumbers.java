package org.sbs.server.link;

import org.sbs.core.bound.Bound;

/** Checks numbers of the peer's; one that cannot be ends the connection, and is named (R10.10). */
final class PeerNumbers {
  private PeerNumbers() {}

  /**
   * A number that counts.
   *
   * @param field what the protocol calls it
   * @param value as it came: the wire's numbers are unsigned
   * @throws FrameException if there can be no such number
   */
  static long count(Bound bound, String field, long value) throws FrameException {
    if (!bound.allows(value)) {
      throw beyond(field, value, bound.most());
    }
    return value;
  }

  /**
   * A number that counts, and that this node may get to know by this.
   *
   * @throws FrameException if there can be no such number, or it is too far above what is known
   */
  static long count(Bound bound, String field, long value, long known) throws FrameException {
    count(bound, field, value);
    if (!bound.isPlausible(value, known)) {
      throw new FrameException(
          String.format(
              "an implausible number: %s is %d, and this node knows of %d (at most %d more is"
                  + " believed; if the other node's state is damaged, run sbs repair there)",
              field, value, known, bound.jump()));
    }
    return value;
  }

  /**
   * An amount.
   *
   * @throws FrameException if it is above the most
   */
  static long atMost(long most, String field, long value) throws FrameException {
    if (value < 0 || value > most) {
      throw beyond(field, value, most);
    }
    return value;
  }

  private static FrameException beyond(String field, long value, long most) {
    return new FrameException(
        String.format(
            "an impossible number: %s is %s, and %d is the most that can be (if the other node's"
                + " state is damaged, run sbs repair there)",
            field, Long.toUnsignedString(value), most));
  }
}
