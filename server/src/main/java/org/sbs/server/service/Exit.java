package org.sbs.server.service;

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
}
