package org.sbs.lpm.capture;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells at once that something has come into a folder, where the platform can. Only a hint: changes
 * made on other machines, and folders that cannot be watched, are found by looking again. Thread
 * safe.
 */
public final class FolderWatcher implements AutoCloseable {
  private final Object registering = new Object();
  private final Optional<WatchService> service;
  private final Map<WatchKey, Map<Runnable, Boolean>> listeners = new ConcurrentHashMap<>();

  /** Starts a daemon thread; works without hints where the platform refuses to watch. */
  public FolderWatcher() {
    Optional<WatchService> created = Optional.empty();
    try {
      created = Optional.of(FileSystems.getDefault().newWatchService());
    } catch (IOException | UnsupportedOperationException e) {
      // The system's limit of watchers is reached, say; looking again finds everything, too.
      created = Optional.empty();
    }
    this.service = created;
    if (created.isPresent()) {
      WatchService watching = created.get();
      Thread thread = new Thread(() -> listen(watching), "lpm-watch");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /**
   * Calls the listener, from a thread of the watcher, after files came or changed, until closed.
   */
  public AutoCloseable watch(Path folder, Runnable listener) {
    if (service.isEmpty()) {
      return () -> {};
    }
    try {
      WatchKey key = register(service.get(), folder);
      listeners.computeIfAbsent(key, k -> new ConcurrentHashMap<>()).put(listener, true);
      return () -> forget(key, listener);
    } catch (IOException | ClosedWatchServiceException e) {
      return () -> {};
    }
  }

  /**
   * One at a time: on Linux a registration wakes the reader by a byte in a pipe that holds a few
   * hundred, and whoever finds it full waits while he holds the lock that the reader needs.
   */
  private WatchKey register(WatchService watching, Path folder) throws IOException {
    synchronized (registering) {
      return folder.register(
          watching, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
    }
  }

  private void forget(WatchKey key, Runnable listener) {
    listeners.computeIfPresent(
        key,
        (k, known) -> {
          known.remove(listener);
          if (known.isEmpty()) {
            synchronized (registering) {
              k.cancel();
            }
            return null;
          }
          return known;
        });
  }

  private void listen(WatchService watching) {
    try {
      while (true) {
        WatchKey key = watching.take();
        key.pollEvents();
        listeners.getOrDefault(key, Map.of()).keySet().forEach(Runnable::run);
        key.reset();
      }
    } catch (ClosedWatchServiceException | InterruptedException e) {
      // The watcher was closed.
      return;
    }
  }

  @Override
  public void close() {
    if (service.isPresent()) {
      try {
        service.get().close();
      } catch (IOException e) {
        // It watches nothing any more.
        return;
      }
    }
  }
}
