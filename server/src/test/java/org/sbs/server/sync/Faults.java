package org.sbs.server.sync;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sbs.server.sync.disk.Disk;

/** Lets one disk operation crash the process or fail. */
public final class Faults implements Disk.FaultPoint {
  /** The process is gone: nobody catches this but the test. */
  public static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    public Crash(String where) {
      super(where);
    }
  }

  private final String label;
  private final int at;
  private final boolean crash;
  private String message = "no luck with ";
  private final List<String> reached = new ArrayList<>();
  private boolean gone;

  private Faults(String label, int at, boolean crash) {
    this.label = label;
    this.at = at;
    this.crash = crash;
  }

  public static Faults crashAt(int operation) {
    return crashAt("", operation);
  }

  /**
   * Counts only operations whose labels begin so; of those done by several threads, say, no one.
   */
  public static Faults crashAt(String label, int operation) {
    return new Faults(label, operation, true);
  }

  static Faults failAt(int operation) {
    return new Faults("", operation, false);
  }

  static Faults failAt(String label, int operation) {
    return new Faults(label, operation, false);
  }

  /** The same, and the system says so: the words, a file's name and then why. */
  static Faults failAt(String label, int operation, String why) {
    Faults faults = failAt(label, operation);
    faults.message = why;
    return faults;
  }

  static Faults none() {
    return new Faults("", 0, false);
  }

  @Override
  public synchronized void reached(String operation, Path path) throws IOException {
    if (gone) {
      throw new Crash("after the crash nothing happens any more: " + operation);
    }
    if (!operation.startsWith(label)) {
      return;
    }
    reached.add(operation);
    if (reached.size() == at) {
      if (crash) {
        gone = true;
        throw new Crash(operation + " " + path);
      }
      throw message.startsWith("no luck")
          ? new IOException(message + path)
          : new FileSystemException(path.toString(), null, message);
    }
  }

  /** Whether the fault has happened. */
  public synchronized boolean happened() {
    return at > 0 && reached.size() >= at;
  }

  synchronized List<String> labels() {
    return List.copyOf(reached);
  }
}
