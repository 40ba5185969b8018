package org.sbs.server.sync.disk;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.files.ReasonIOException;

/**
 * Which folders of the set do not answer (R4.16). A call into a file system that hangs does not
 * return and cannot be interrupted, so whoever may meet one makes it on a thread that can be left
 * behind. As long as such a thread has not come back its folder is not touched again. Any thread.
 */
public final class HangingFolders {
  /** After so long without getting on, a look at a folder is left behind. */
  public static final Duration LIMIT = Duration.ofSeconds(6);

  private static final long TICK_MS = 100;

  private final Duration limit;
  private final Map<Path, Left> left = new ConcurrentHashMap<>();
  private final Map<Path, Probe> probes = new ConcurrentHashMap<>();

  /** With {@link #LIMIT}. */
  public HangingFolders() {
    this(LIMIT);
  }

  public HangingFolders(Duration limit) {
    this.limit = limit;
  }

  /** After so long without getting on, nobody is waited for. */
  public Duration limit() {
    return limit;
  }

  private record Probe(FutureTask<Boolean> task, long sinceNanos) {}

  /**
   * Looks from time to time whether these folders answer, so that it is known before anybody needs
   * them. Does not wait; to be called every few seconds, by one thread at a time.
   */
  public void probe(Collection<Path> folders) {
    probes.keySet().retainAll(Set.copyOf(folders));
    long now = System.nanoTime();
    for (Path folder : folders) {
      Probe before = probes.get(folder);
      if (before != null && !before.task().isDone()) {
        if (now - before.sinceNanos() >= limit.toNanos() && !hangs(folder)) {
          leave(folder, folder, before.task()::isDone);
        }
      } else if (!hangs(folder)) {
        FutureTask<Boolean> task = new FutureTask<>(() -> isThere(folder));
        probes.put(folder, new Probe(task, now));
        start(task);
      }
    }
  }

  /** Asks the file system itself: what it remembers of the folder says nothing. */
  private static boolean isThere(Path folder) {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      return stream.iterator().hasNext();
    } catch (IOException | DirectoryIteratorException e) {
      // It answers.
      return false;
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "sbs-folder-call");
    thread.setDaemon(true);
    thread.start();
  }

  private record Left(Path at, long sinceNanos, BooleanSupplier back) {}

  /**
   * A folder that does not answer.
   *
   * @param root the folder of the set
   * @param at where in it
   * @param since for how long
   */
  public record Hang(Path root, Path at, Duration since) {}

  /** A folder of the set does not answer. */
  public static final class NoAnswerException extends ReasonIOException {
    private static final long serialVersionUID = 1L;

    public NoAnswerException(Path root) {
      super(Reason.of(ReasonCode.FOLDER_HANGS).with("folder", root.toString()));
    }
  }

  /** The folders that do not answer, by name. */
  public List<Hang> now() {
    left.values().removeIf(one -> one.back().getAsBoolean());
    long now = System.nanoTime();
    return left.entrySet().stream()
        .map(
            one ->
                new Hang(
                    one.getKey(),
                    one.getValue().at(),
                    Duration.ofNanos(now - one.getValue().sinceNanos())))
        .sorted(Comparator.comparing(hang -> hang.root().toString()))
        .toList();
  }

  /** Whether somebody who was left behind in that folder has not come back. */
  public boolean hangs(Path root) {
    Left one = left.get(root);
    if (one != null && one.back().getAsBoolean()) {
      left.remove(root, one);
      return false;
    }
    return one != null;
  }

  /**
   * Somebody is left behind there.
   *
   * @param back tells when he has come back: then the folder answers again
   */
  public void leave(Path root, Path at, BooleanSupplier back) {
    long since = System.nanoTime() - limit.toNanos();
    left.merge(
        root,
        new Left(at, since, back),
        (old, one) ->
            new Left(
                old.at(),
                old.sinceNanos(),
                () -> old.back().getAsBoolean() && one.back().getAsBoolean()));
  }

  /** What users are told of a folder that is left out of a cycle. */
  public static Reason problem(Path root) {
    return Reason.of(ReasonCode.FOLDER_HANGS_LEFT_OUT).with("folder", root.toString());
  }

  /**
   * Waits for what looks at a folder.
   *
   * @param steps moves as long as it gets on
   * @param where it is at present
   * @return empty if it does not get on any more: it is left behind
   */
  public <T> Optional<T> await(Path root, Future<T> work, LongSupplier steps, Supplier<Path> where)
      throws ExecutionException {
    return await(() -> root, work, steps, where);
  }

  /** The same, where the folder is known only once it hangs. */
  public <T> Optional<T> await(
      Supplier<Path> root, Future<T> work, LongSupplier steps, Supplier<Path> where)
      throws ExecutionException {
    boolean interrupted = false;
    try {
      long last = steps.getAsLong();
      long movedNanos = System.nanoTime();
      while (true) {
        try {
          return Optional.of(work.get(TICK_MS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
          long now = System.nanoTime();
          long step = steps.getAsLong();
          if (step != last) {
            last = step;
            movedNanos = now;
          } else if (now - movedNanos >= limit.toNanos()) {
            leave(root.get(), where.get(), work::isDone);
            return Optional.empty();
          }
        } catch (InterruptedException e) {
          // The end of a look is near, one way or the other.
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Makes a short call into a folder, on a thread of its own.
   *
   * @throws IOException when it fails, or does not answer
   */
  public <T> T call(Path root, Callable<T> work) throws IOException {
    if (hangs(root)) {
      throw new NoAnswerException(root);
    }
    FutureTask<T> task = new FutureTask<>(work);
    start(task);
    try {
      return await(root, task, () -> 0, () -> root).orElseThrow(() -> new NoAnswerException(root));
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  /** What failed on the other thread: the disk, to be told on, or the program, thrown here. */
  public static IOException failure(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof IOException failure) {
      return failure;
    }
    throw cause instanceof RuntimeException failure
        ? failure
        : new IllegalStateException("a call into a folder failed", cause);
  }
}
