package org.sbs.server.sync.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes many files durable: one by one when they are very few, at once with their whole file
 * systems when they are many and the platform can, else several at a time.
 */
public final class DurableBatch {
  /** Up to so many files are cheaper than a whole file system, on which others write too. */
  static final int FEW = 32;

  /** Up to so many files are not worth threads; more of them share the flushes of the disk. */
  private static final int VERY_FEW = 8;

  private static final int THREADS = 8;

  private final Disk disk;
  private final String label;

  public DurableBatch(Disk disk, String label) {
    this.disk = disk;
    this.label = label;
  }

  /**
   * Returns when all are durable.
   *
   * @param roots folders on the file systems where the files lie
   */
  public void force(Collection<Path> paths, Collection<Path> roots) throws IOException {
    if (paths.size() <= VERY_FEW) {
      for (Path path : paths) {
        disk.force(label, path);
      }
    } else if (paths.size() > FEW && disk.canForceAll()) {
      for (Path root : roots) {
        disk.forceAll(label, root);
      }
    } else {
      forceInParallel(paths);
    }
  }

  private void forceInParallel(Collection<Path> paths) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Void>> all = new ArrayList<>();
      for (Path path : paths) {
        all.add(
            threads.submit(
                () -> {
                  disk.force(label, path);
                  return null;
                }));
      }
      for (Future<Void> one : all) {
        await(one);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void await(Future<Void> one) throws IOException {
    try {
      one.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while files were made durable", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IOException("a file could not be made durable", e);
    }
  }
}
