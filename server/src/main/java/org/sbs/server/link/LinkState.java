package org.sbs.server.link;

import java.util.Optional;
import org.sbs.server.link.wire.Frame.BodyCase;

/**
 * How far the conversation on a control link is. Both ends go through the same states, for each
 * message that has a place in the conversation moves the one who says it and the one who hears it
 * alike; {@link #after} is the whole table.
 */
enum LinkState {
  /** The dialer has said Hello; the listener has not answered. */
  ASKED,
  /** Both have said Hello. */
  GREETED,
  /** The dialer wants to follow, and waits for the answer. */
  FOLLOWING,
  /** The dialer is the listener's secondary. */
  ACCEPTED,
  /** The listener has handed the role over, and waits for the answer. */
  HANDING_OVER,
  /** The dialer has taken the role over. */
  HANDED_OVER,
  /** The last message was said, or the connection closed. */
  ENDED;

  /** The two ends of a link. */
  enum Side {
    /** Accepted the connection. */
    LISTENER,
    /** Made the connection. */
    DIALER;

    Side other() {
      return this == LISTENER ? DIALER : LISTENER;
    }
  }

  /** The state after one side said something; empty where that has no place in this state. */
  Optional<LinkState> after(Side speaker, BodyCase said) {
    if (this == ENDED) {
      return Optional.empty();
    }
    return switch (said) {
      case HELLO -> step(speaker == Side.LISTENER && this == ASKED, GREETED);
      case FOLLOW -> step(speaker == Side.DIALER && this == GREETED, FOLLOWING);
      case FOLLOW_ACCEPTED -> step(speaker == Side.LISTENER && this == FOLLOWING, ACCEPTED);
      case FOLLOW_REFUSED -> step(speaker == Side.LISTENER && this == FOLLOWING, ENDED);
      case HEARTBEAT -> step(this != ASKED, this);
      // It may cross the hand-over that it wishes for.
      case SWITCHOVER_WANTED ->
          step(speaker == Side.DIALER && (this == ACCEPTED || this == HANDING_OVER), this);
      case HAND_OVER -> step(speaker == Side.LISTENER && this == ACCEPTED, HANDING_OVER);
      case HAND_OVER_TAKEN -> step(speaker == Side.DIALER && this == HANDING_OVER, HANDED_OVER);
      case GOODBYE -> Optional.of(ENDED);
      // Folder data has its own connection, and what is unknown has no place anywhere.
      default -> Optional.empty();
    };
  }

  private static Optional<LinkState> step(boolean allowed, LinkState next) {
    return allowed ? Optional.of(next) : Optional.empty();
  }
}
