package org.sbs.server.link;

import java.time.Duration;

/**
 * The numbers of the pair link, all in one place. Times that a node may set are {@link LinkTimes}.
 */
final class Protocol {
  /** The newest version that this program speaks; sbs.proto defines it, and when to raise it. */
  static final int VERSION = 1;

  /** The oldest version that it still speaks: at least that of the release before this one. */
  static final int OLDEST_VERSION = 1;

  /** The longest frame, without its length. */
  static final int MAX_FRAME_BYTES = 1 << 20;

  /** The longest frame from somebody who has not said Hello. */
  static final int MAX_GREETING_BYTES = 64 << 10;

  /** How deep messages may nest; ours nest four deep. */
  static final int MAX_MESSAGE_DEPTH = 16;

  /** Connections that have said nothing: in all, and from one address. */
  static final int MAX_ARRIVED = 256;

  static final int MAX_ARRIVED_PER_ADDRESS = 192;

  /** Connections that speak without a sign of the pair key: in all, and from one address. */
  static final int MAX_STRANGERS = 16;

  static final int MAX_STRANGERS_PER_ADDRESS = 8;

  /** Connections that know the pair key and have not said Hello. */
  static final int MAX_KNOWN = 16;

  /** The longest first TLS record in which a sign of the pair key is looked for. */
  static final int MAX_FIRST_RECORD_BYTES = 4096;

  /** Used signs that are remembered. */
  static final int MAX_PREAUTH_TOKENS = 1024;

  /** Control links from the peer that may be open at once; a sound peer needs two. */
  static final int MAX_LINKS = 16;

  /** Characters of a peer's free text that are kept. */
  static final int MAX_TEXT = 300;

  /** Addresses and faults that the log remembers, and for how long it stays silent about one. */
  static final int MAX_COMPLAINTS = 256;

  static final Duration COMPLAINT_INTERVAL = Duration.ofHours(1);

  /** How long the listener rests when the system has no connection to give. */
  static final Duration ACCEPT_PAUSE = Duration.ofMillis(100);

  /** How long closing the listener waits for its thread, which ends at once. */
  static final Duration ACCEPT_END = Duration.ofSeconds(1);

  /** How long an end that failed waits for the other to take note. */
  static final Duration PARTING = Duration.ofMillis(250);

  private Protocol() {}

  /** The version of this program, for the other node's messages; "unknown" outside its jar. */
  static String programVersion() {
    String version = Protocol.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
