package org.sbs.server.link;

import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.role.PeerView;

/** What came of one attempt to reach the peer. */
public sealed interface DialResult {
  /**
   * The peer is there and greeted; the link is open and belongs to the caller.
   *
   * @param keys what it told of its pair keys; empty where its version does not tell that here
   */
  record Answered(PeerLink link, PeerView peer, Optional<KeyNote> keys) implements DialResult {}

  /**
   * Nobody is there: unreachable, no connection before the deadline, or refused, at every address.
   *
   * @param refused whether the machine at that address said so itself; of several addresses, each
   */
  record NoAnswer(boolean refused, Reason why) implements DialResult {}

  /**
   * Nobody was asked: the peer's name cannot be resolved, and no earlier address of it is known
   * (R1.3).
   *
   * @param trouble why it cannot be resolved
   */
  record NameUnknown(String name, Reason trouble) implements DialResult {}

  /** Something accepted the connection and said nothing until the deadline. */
  record Silent(Reason why) implements DialResult {}

  /**
   * Somebody alive is there, the peer as far as can be told, but did not get as far as a greeting:
   * the connection broke after the key was proved, or the handshake was begun and took too long.
   */
  record Broken(Reason why) implements DialResult {}

  /**
   * Something else is there (R1.5).
   *
   * @param what it is, and what to do
   * @param outdated whether this may change by itself: it is at an address that the peer's name had
   *     before, or the peer may be at another of its addresses and only be slow
   */
  record NotAPeer(Misfit misfit, Reason what, boolean outdated) implements DialResult {
    /** One that stays until somebody does something. */
    public NotAPeer(Misfit misfit, Reason what) {
      this(misfit, what, false);
    }
  }

  /** Why an answer does not count as the peer's. */
  enum Misfit {
    /** SBS, with another pair key. */
    WRONG_KEY,
    /** SBS, with a protocol that this one does not speak. */
    OTHER_VERSION,
    /** This node itself: the peer address is its own. */
    SELF,
    /** No SBS at all. */
    STRANGER
  }
}
