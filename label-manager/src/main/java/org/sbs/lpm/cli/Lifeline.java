package org.sbs.lpm.cli;

import java.io.IOException;
import java.io.InputStream;

/**
 * Ends the process at once when a stream ends. Nothing is finished: whoever held the other end is
 * dead, and another node may be about to serve. What was being sent is found in {@code sending} by
 * whoever comes next.
 */
final class Lifeline {
  private Lifeline() {}

  /** Watches from now on, by a thread of its own; what the stream says is dropped. */
  static void hold(InputStream stream) {
    Thread thread =
        new Thread(
            () -> {
              byte[] dropped = new byte[256];
              try {
                int count = 0;
                while (count >= 0) {
                  count = stream.read(dropped);
                }
              } catch (IOException e) {
                // A lifeline that cannot be read is a lifeline that is cut.
              }
              Runtime.getRuntime().halt(ExitStatus.DONE);
            },
            "lpm-lifeline");
    thread.setDaemon(true);
    thread.start();
  }
}
