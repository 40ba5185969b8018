package org.sbs.core.role;

/**
 * The secondary as its primary sees it.
 *
 * @param link the control link
 * @param nodeId who it is
 * @param heardNanos when it last gave a sign of life
 */
public record Follower(long link, String nodeId, long heardNanos) {
  /** Having been heard now. */
  public Follower heard(long now) {
    return new Follower(link, nodeId, now);
  }
}
