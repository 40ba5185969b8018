package org.sbs.server.platform;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how this process gets on, if systemd started it and wants to know; else nothing is
 * told. Safe for any thread.
 */
public final class SystemdNotice {
  private static final Logger LOG = LoggerFactory.getLogger(SystemdNotice.class);
  private static final String SOCKET = "NOTIFY_SOCKET";

  private final Optional<LibSystemd> library;

  /** systemd's own library. */
  interface LibSystemd extends Library {
    /** Negative if it could not be told. */
    int sd_notify(int unsetEnvironment, String state);
  }

  /** For this process. */
  public SystemdNotice() {
    library = System.getenv(SOCKET) == null ? Optional.empty() : Optional.of(load());
  }

  private static LibSystemd load() {
    return Native.load("libsystemd.so.0", LibSystemd.class);
  }

  /** SBS runs and answers. */
  public void ready() {
    tell("READY=1");
  }

  /** SBS is ending, gets on with it, and needs at most so long from now on. */
  public void ending(Duration atMost) {
    tell("STOPPING=1\nEXTEND_TIMEOUT_USEC=" + atMost.toNanos() / 1000);
  }

  private void tell(String state) {
    library.ifPresent(
        lib -> {
          int answer = lib.sd_notify(0, state);
          if (answer < 0) {
            LOG.warn("systemd could not be told {} (error {})", state, -answer);
          }
        });
  }
}
