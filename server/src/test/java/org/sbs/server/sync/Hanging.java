package org.sbs.server.sync;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.sbs.server.sync.disk.Disk;

/** A folder that does not answer from some moment on, and answers again later. */
public final class Hanging implements Disk.FaultPoint {
  private final Path folder;
  private final String label;
  private final CountDownLatch stuck = new CountDownLatch(1);
  private volatile CountDownLatch answers = new CountDownLatch(0);

  /** Whoever does something there that is labelled so hangs, once that was told to. */
  public Hanging(Path folder, String label) {
    this.folder = folder;
    this.label = label;
  }

  public void begin() {
    answers = new CountDownLatch(1);
  }

  public void end() {
    answers.countDown();
  }

  /** Returns when somebody hangs. */
  public void awaitVictim() throws InterruptedException {
    stuck.await();
  }

  @Override
  public void reached(String operation, Path path) {
    if (operation.startsWith(label)) {
      touch(path);
    }
  }

  /** Whatever is done with that path. */
  public void touch(Path path) {
    if (!path.startsWith(folder) || answers.getCount() == 0) {
      return;
    }
    stuck.countDown();
    boolean interrupted = false;
    while (answers.getCount() > 0) {
      try {
        // A call into the file system is not interrupted either.
        answers.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
