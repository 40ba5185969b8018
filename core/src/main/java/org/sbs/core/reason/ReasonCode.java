package org.sbs.core.reason;

import java.util.Locale;

/**
 * The stable names of the reasons that a node gives. Each has one text in every language, under
 * {@link #key()}, with the values of its {@link Reason} as parameters.
 *
 * <p>To add one: a constant here, and its text in {@code texts.properties} of every language; a
 * test misses it otherwise. A code is never renamed once it is released.
 */
public enum ReasonCode {
  /** Nothing worth telling. */
  NONE,

  /** A sentence that is already worded: {@code text}. Only for reasons that have no code yet. */
  SENTENCE,

  /** Two reasons, told one after the other: {@code first}, {@code second}. */
  BOTH,

  /** Primary because it started and no other primary was there: {@code epoch}, {@code why}. */
  PRIMARY_BY_START,

  /** Primary because the other node handed its role over: {@code epoch}, {@code peer}. */
  PRIMARY_BY_HANDOVER,

  /** Primary because the primary was lost: {@code epoch}, {@code peer}, {@code why}. */
  PRIMARY_BY_TAKEOVER,

  /** No takeover, because this node's own address is gone: {@code why}. */
  NO_TAKEOVER_WITHOUT_OWN_ADDRESS;

  /** The name as it is written outside, for example {@code own-address-gone}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The key of its texts. */
  public String key() {
    return "reason." + word();
  }
}
