package org.sbs.server;

import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * The system's signals: SIGTERM, which a service manager sends, and Ctrl-C. The JVM waits for the
 * hand-over; the exit status is then the node's, not the signal's.
 */
final class SignalSupervisor implements Supervisor {
  private Optional<Thread> hook = Optional.empty();

  @Override
  public void runs(IntSupplier end) {
    Thread thread = new Thread(() -> Runtime.getRuntime().halt(end.getAsInt()), "sbs-stop");
    Runtime.getRuntime().addShutdownHook(thread);
    hook = Optional.of(thread);
  }

  @Override
  public void ended() {
    try {
      hook.ifPresent(Runtime.getRuntime()::removeShutdownHook);
    } catch (IllegalStateException e) {
      // The hook runs already, and ends the process with this node's status.
    }
  }
}
