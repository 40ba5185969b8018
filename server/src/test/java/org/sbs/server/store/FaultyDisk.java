package org.sbs.server.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The real disk, with one step that fails or at which the process dies. */
final class FaultyDisk implements Disk {
  /** The steps of a durable replacement, in their order. */
  enum Step {
    WRITE,
    FORCE,
    REPLACE,
    FORCE_FOLDER
  }

  /** The process is dead: nothing may catch this and go on. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final Disk disk = new RealDisk();
  private final Map<Path, Boolean> forced = new HashMap<>();
  private Step failing;
  private boolean crash;

  /** From now on the step throws, half done. */
  void fail(Step step) {
    failing = step;
    crash = false;
  }

  /** From now on the process dies in the step, half done. */
  void crash(Step step) {
    failing = step;
    crash = true;
  }

  /** From now on all goes well. */
  void heal() {
    failing = null;
  }

  @Override
  public void write(Path file, byte[] content) throws IOException {
    forced.put(file, false);
    if (failing == Step.WRITE) {
      disk.write(file, Arrays.copyOf(content, content.length / 2));
    } else {
      disk.write(file, content);
    }
    reach(Step.WRITE);
  }

  @Override
  public void force(Path file) throws IOException {
    reach(Step.FORCE);
    disk.force(file);
    forced.put(file, true);
  }

  @Override
  public void replace(Path source, Path target) throws IOException {
    if (!forced.getOrDefault(source, false)) {
      throw new AssertionError(source + " takes a place before its content is durable");
    }
    reach(Step.REPLACE);
    disk.replace(source, target);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    reach(Step.FORCE_FOLDER);
    disk.forceFolder(folder);
  }

  private void reach(Step step) throws IOException {
    if (failing != step) {
      return;
    }
    if (crash) {
      throw new Crash();
    }
    throw new IOException("Input/output error at " + step);
  }
}
