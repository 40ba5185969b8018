package org.sbs.server.link;

import java.time.Duration;

/**
 * How long the link waits. A busy machine may take most of a minute for a handshake, and its peer
 * waits for it so long at a start (R1.8), so neither side cuts it earlier. Each is counted on a
 * monotonic clock and holds for the whole step, however many bytes trickle in meanwhile.
 *
 * @param greeting from accepting a connection to its complete Hello, and again from there to this
 *     node's answer
 * @param follow how long an answered peer may stay without saying Follow
 * @param stall how long one control message may take to go out before the peer counts as not
 *     reading
 * @param lastWords from {@link PeerLink#goodbye} or {@link PeerLink#refuse} until the connection is
 *     cut, whether or not the message went out
 */
public record LinkTimes(Duration greeting, Duration follow, Duration stall, Duration lastWords) {
  /** What the product uses. */
  public static final LinkTimes DEFAULT =
      new LinkTimes(
          Duration.ofSeconds(60),
          Duration.ofSeconds(90),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1));
}
