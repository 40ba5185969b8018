package org.sbs.server.sync;

/** What a primary's replication does next. */
enum NextAction {
  /** Look at everything. */
  FULL,
  /** Look at what has changed. */
  CHANGES,
  /** Say what differs. */
  DIFFERENCES,
  /** Nothing more. */
  END
}
