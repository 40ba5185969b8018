package org.sbs.server.cli;

import java.io.IOException;

/** Where a command gets a secret from: never its arguments, which others can see (R10.8). */
@FunctionalInterface
public interface SecretSource {
  /**
   * Gets it without the blanks round it; empty where none was given.
   *
   * @param prompt for a person who types it
   * @throws IOException with a sentence for users
   */
  String ask(String prompt) throws IOException;
}
