package org.sbs.server.link;

import java.util.Optional;
import org.sbs.core.options.PairOptions;
import org.sbs.core.reason.Reason;
import org.sbs.core.role.PeerView;
import org.sbs.core.settings.MailAccess;

/**
 * Whom the link tells what happens on it. The methods are called on threads of the link, for one
 * link in the order of arrival, and must return at once: post to a queue, decide elsewhere.
 */
public interface LinkEvents {
  /**
   * A peer with the right key and version connected and greeted. Answer with {@link
   * PeerLink#greet}; a link that is not answered in time is closed.
   */
  void asked(PeerLink link, PeerView peer);

  /** The peer that asked wants to follow. Answer with accept or refuse. */
  void followAsked(PeerLink link);

  /**
   * The peer tells the options of the pair: a node that wants to follow what is in force on it,
   * just before it asks; a primary what holds, just before it accepts (R4.4). Not told by a peer
   * that knows of no such options.
   */
  default void optionsTold(PeerLink link, PairOptions options) {}

  /** The primary hands its mail settings over, just before it accepts this node (R8.1). */
  default void mailHanded(PeerLink link, MailAccess mail) {}

  /** The primary accepted this node as its secondary. */
  void followAccepted(PeerLink link, long epoch, String bulkSession);

  /** The peer does not take this node as its secondary. */
  void followRefused(PeerLink link, Reason why);

  /**
   * A heartbeat: the sign of life, and what the peer is now.
   *
   * @param stampNanos of the peer's clock, to be echoed
   * @param echoNanos the latest stamp of this node that the peer had got; 0 for none
   */
  void heartbeat(PeerLink link, PeerView peer, long stampNanos, long echoNanos);

  /**
   * What the peer tells of its pair keys, just after it asked and just before each heartbeat
   * (R10.8).
   *
   * @param keys empty where its version cannot change them
   */
  default void keysTold(PeerLink link, Optional<KeyNote> keys) {}

  /**
   * How far the bulk connection of the link is, just before a heartbeat (R4.16), its handshake
   * included. Not told while there is none, nor by a peer that does not count.
   *
   * @param mine this end, now
   * @param theirs the other end, when the heartbeat was said
   */
  default void bulkCounted(PeerLink link, BulkCount mine, BulkCount theirs) {}

  /** The secondary's user wants the roles swapped. */
  void switchoverWanted(PeerLink link);

  /** The primary does not swap the roles. */
  void switchoverRefused(PeerLink link, Reason why);

  /** The primary stopped its service and asks this node to take over. */
  void handOver(PeerLink link, long epoch);

  /** The secondary has taken over. */
  void handOverTaken(PeerLink link, long epoch);

  /** The peer ends on purpose; the link closes next. */
  void goodbye(PeerLink link, Reason why);

  /** The link is closed, whoever closed it; the last call for this link. */
  void closed(PeerLink link, Reason why);

  /** The secondary opened the bulk connection that belongs to an accepted link. */
  void bulkOpened(PeerLink control, BulkChannel channel);
}
