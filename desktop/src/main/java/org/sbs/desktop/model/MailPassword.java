package org.sbs.desktop.model;

import java.io.IOException;

/** The mail account's password as it is kept: it can be replaced, and never be read here. */
public interface MailPassword {
  /** Whether one is stored. */
  boolean isThere();

  /**
   * Stores one in place of what is there, so that only the account that SBS runs as can read it.
   *
   * @throws IOException when it cannot be stored
   */
  void store(char[] password) throws IOException;
}
