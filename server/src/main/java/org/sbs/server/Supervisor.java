package org.sbs.server;

import java.util.function.IntSupplier;

/** Who may end the node of this process from outside: the system by a signal, or Windows. */
interface Supervisor {
  /**
   * The node runs.
   *
   * @param end ends it as a user's stop does, with hand-over (R3.1); blocks until it has ended, or
   *     does not get on with it any more, and gives the exit status with which this process is to
   *     end then
   */
  void runs(IntSupplier end);

  /** The node has ended: there is nothing more to end. */
  void ended();
}
