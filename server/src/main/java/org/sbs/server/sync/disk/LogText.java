package org.sbs.server.sync.disk;

import org.sbs.core.replica.EntryPath;
import org.sbs.core.text.Sanitizer;

/** Makes what a peer sent fit for a log line: short, and without what could forge one. */
public final class LogText {
  private static final int LIMIT = 200;

  private LogText() {}

  public static String path(EntryPath at) {
    return "'" + text(at.path()) + "' in folder " + at.folder();
  }

  /** A sentence for users; longer than a name may be. */
  public static String sentence(String text) {
    return Sanitizer.line(text.length() > 5 * LIMIT ? text.substring(0, 5 * LIMIT) + "…" : text);
  }

  public static String text(String text) {
    return Sanitizer.line(text.length() > LIMIT ? text.substring(0, LIMIT) + "…" : text);
  }
}
