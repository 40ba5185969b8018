package org.sbs.server.link;

import java.net.InetAddress;
import java.util.Optional;
import org.sbs.core.options.PairOptions;
import org.sbs.core.reason.Reason;
import org.sbs.core.role.PeerView;
import org.sbs.core.settings.MailAccess;

/**
 * One authenticated connection to the peer, for greetings, heartbeats and role messages. Safe for
 * any thread. Sending never blocks: a message that cannot be queued closes the link, for its peer
 * does not read; heartbeats are dropped instead when another is still queued.
 */
public interface PeerLink {
  /** Unique within this process. */
  long id();

  /** The other end, as address and port, for logs. */
  String remote();

  /** The address of the other end. */
  InetAddress address();

  /** The id of the pair key by which this connection was made. */
  default Optional<String> provedKey() {
    return Optional.empty();
  }

  /** Answers the peer's greeting (listener's side only). */
  void greet(PeerView mine);

  /** Asks the primary to take this node as its secondary (dialer's side only). */
  default void follow() {
    follow(Optional.empty());
  }

  /**
   * The same.
   *
   * @param options of the pair, as they are in force on this node (R4.4)
   */
  void follow(Optional<PairOptions> options);

  /** Accepts the peer as secondary; a bulk connection with a fresh session may then be opened. */
  default void accept(long epoch) {
    accept(epoch, Optional.empty(), Optional.empty());
  }

  /**
   * The same.
   *
   * @param mail the mail settings that a secondary is handed which knows of no options (R8.1)
   * @param options of the pair, as they are in force from now on (R4.4)
   */
  void accept(long epoch, Optional<MailAccess> mail, Optional<PairOptions> options);

  /** Does not take the peer as secondary; closes the link when that is said. */
  void refuse(Reason why);

  /**
   * Says that this node lives, and what it is.
   *
   * @param stampNanos of this node's clock
   * @param echoNanos the peer's latest stamp; 0 for none
   */
  default void heartbeat(PeerView mine, long stampNanos, long echoNanos) {
    heartbeat(mine, stampNanos, echoNanos, Optional.empty());
  }

  /**
   * The same.
   *
   * @param keys what is told of the pair keys (R10.8)
   */
  void heartbeat(PeerView mine, long stampNanos, long echoNanos, Optional<KeyNote> keys);

  /** Says that this node's user wants the roles swapped (secondary's side only). */
  void wantSwitchover();

  /** Says why the roles are not swapped (primary's side only); an older peer learns nothing. */
  void refuseSwitchover(PeerView mine, Reason why);

  /** Hands the role over. */
  void handOver(long epoch);

  /** Confirms that the role was taken over. */
  void handOverTaken(long epoch);

  /** Says that this node ends, and closes the link when that is said. */
  void goodbye(Reason why);

  /** Closes at once. */
  void close(Reason why);
}
