package org.sbs.core.role;

/** What a node tells its peer about itself: its role, and whether it is about to leave it. */
public enum AnnouncedRole {
  /** Starting, undecided. */
  STARTING,
  /** Has decided to become primary and has not yet made that durable. */
  PROMOTING,
  /** Holds a copy; does not serve. */
  SECONDARY,
  /** Serves. */
  PRIMARY,
  /** Was primary, stops its service now and serves no new follower. */
  LEAVING,
  /** Ends. */
  STOPPED
}
