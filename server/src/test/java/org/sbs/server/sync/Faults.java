package org.sbs.server.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lets one disk operation crash the process or fail. */
final class Faults implements Disk.FaultPoint {
  /** The process is gone: nobody catches this but the test. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash(String where) {
      super(where);
    }
  }

  private final int at;
  private final boolean crash;
  private final List<String> reached = new ArrayList<>();

  private Faults(int at, boolean crash) {
    this.at = at;
    this.crash = crash;
  }

  static Faults crashAt(int operation) {
    return new Faults(operation, true);
  }

  static Faults failAt(int operation) {
    return new Faults(operation, false);
  }

  static Faults none() {
    return new Faults(0, false);
  }

  @Override
  public synchronized void reached(String label, Path path) throws IOException {
    if (crash && at > 0 && reached.size() >= at) {
      throw new Crash("after the crash nothing happens any more: " + label);
    }
    reached.add(label);
    if (reached.size() == at) {
      if (crash) {
        throw new Crash(label + " " + path);
      }
      throw new IOException("no luck with " + path);
    }
  }

  /** Whether the fault has happened. */
  synchronized boolean happened() {
    return at > 0 && reached.size() >= at;
  }

  synchronized List<String> labels() {
    return List.copyOf(reached);
  }
}
