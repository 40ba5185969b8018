package org.sbs.lpm.claims;

import java.util.Locale;

/** How far a job has come; the name of the folder that its claim lies in. */
public enum ClaimState {
  /** Taken from the capture folder; no byte was ever sent. */
  CLAIMED,
  /** A first byte may have been sent; only its end is known by the file's leaving this folder. */
  SENDING,
  /** Waits for an operator. */
  HELD;

  /** The folder's name. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }
}
