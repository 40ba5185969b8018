package org.sbs.server.service;

import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** Puts exit statuses into words. */
final class Exit {
  private static final int SIGNAL_BASE = 128;
  private static final int SIGNALS = 64;

  private Exit() {}

  static String words(int status) {
    int signal = status - SIGNAL_BASE;
    boolean signalled = signal > 0 && signal <= SIGNALS;
    return "exit status " + status + (signalled ? " (signal " + signal + ")" : "");
  }

  /** The same as a reason. */
  static Reason reason(int status) {
    int signal = status - SIGNAL_BASE;
    Reason reason =
        signal > 0 && signal <= SIGNALS
            ? Reason.of(ReasonCode.EXIT_BY_SIGNAL).with("signal", (long) signal)
            : Reason.of(ReasonCode.EXIT_STATUS);
    return reason.with("status", (long) status);
  }
}
