package org.sbs.server.sync;

import org.sbs.core.replica.EntryPath;

/** Makes what a peer sent fit for a log line: short, and without control characters. */
final class Shown {
  private static final int LIMIT = 200;

  private Shown() {}

  static String path(EntryPath at) {
    return "'" + text(at.path()) + "' in folder " + at.folder();
  }

  /** A sentence for users; longer than a name may be. */
  static String sentence(String text) {
    String shown = text.length() > 5 * LIMIT ? text.substring(0, 5 * LIMIT) + "…" : text;
    return shown.replaceAll("\\p{Cntrl}", "\ufffd");
  }

  static String text(String text) {
    String shown = text.length() > LIMIT ? text.substring(0, LIMIT) + "…" : text;
    return shown.replaceAll("\\p{Cntrl}", "\ufffd");
  }
}
