package org.sbs.server.service;

import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.view.text.ReasonText;

/** Says how programs ended. */
final class Exit {
  private static final int SIGNAL_BASE = 128;
  private static final int SIGNALS = 64;

  private Exit() {}

  static Reason reason(int status) {
    int signal = status - SIGNAL_BASE;
    return signal > 0 && signal <= SIGNALS
        ? Reason.of(ReasonCode.EXIT_SIGNAL).with("status", status).with("signal", signal)
        : Reason.of(ReasonCode.EXIT_STATUS).with("status", status);
  }

  /** The same in English. */
  static String words(int status) {
    return ReasonText.english().say(reason(status));
  }
}
