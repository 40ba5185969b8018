package org.sbs.server.sync.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out where folders really lie, without waiting for a file system that hangs (R4.16): a node
 * starts although one of its folders, or somebody's home, does not answer. Immutable.
 */
public final class RealPaths {
  private static final Logger LOG = LoggerFactory.getLogger(RealPaths.class);

  private final Duration limit;
  private final Look look;

  /** Asks the file system; may never return. */
  @FunctionalInterface
  public interface Look {
    Path real(Path folder) throws IOException;
  }

  RealPaths(Duration limit, Look look) {
    this.limit = limit;
    this.look = look;
  }

  /** By that look, for as long as a folder may take to answer. */
  public static RealPaths by(Look look) {
    return new RealPaths(HangingFolders.LIMIT, look);
  }

  /**
   * Where they lie, in the same order; one that is not there, or does not answer, lies where it is
   * said to lie. All of them together are waited for once.
   */
  public List<Path> of(List<Path> folders) {
    ExecutorService threads = Executors.newCachedThreadPool(RealPaths::thread);
    try {
      List<Callable<Path>> looks = new ArrayList<>();
      folders.forEach(folder -> looks.add(() -> look.real(folder)));
      List<Future<Path>> answers = threads.invokeAll(looks, limit.toNanos(), TimeUnit.NANOSECONDS);
      List<Path> found = new ArrayList<>();
      for (int i = 0; i < folders.size(); i++) {
        found.add(answer(folders.get(i), answers.get(i)));
      }
      return found;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return folders;
    } finally {
      threads.shutdown();
    }
  }

  private static Path answer(Path folder, Future<Path> answer) throws InterruptedException {
    try {
      return answer.get();
    } catch (CancellationException e) {
      LOG.warn("The folder {} does not answer; links in its path are not followed", folder);
      return folder;
    } catch (ExecutionException e) {
      LOG.debug("Where {} lies is not known", folder, e.getCause());
      return folder;
    }
  }

  /** A call that hangs keeps no process from ending. */
  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "sbs-folder-call");
    thread.setDaemon(true);
    return thread;
  }
}
