package org.sbs.server.sync.scan;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.sbs.core.reason.Reason;

/**
 * Watches the folders of a set, each with a watcher of its own: a folder that hangs blocks whatever
 * is asked of its watcher, and the others go on (R4.16). Any thread.
 */
public final class FolderWatchers implements AutoCloseable {
  private final Function<Runnable, FolderWatcher> watching;
  private final Runnable onChange;
  private final Map<Path, FolderWatcher> tops = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * Watches nothing yet.
   *
   * @param onChange called when there is something to {@link #take}; must return soon
   */
  public FolderWatchers(Function<Runnable, FolderWatcher> watching, Runnable onChange) {
    this.watching = watching;
    this.onChange = onChange;
  }

  /** Watches a folder from now on; the top of a tree comes before what lies in it. */
  public void watch(Path folder) {
    Path top = folder;
    for (Path known : tops.keySet()) {
      if (folder.startsWith(known)) {
        top = known;
      }
    }
    if (!closed) {
      tops.computeIfAbsent(top, path -> watching.apply(onChange)).watch(folder);
    }
    if (closed) {
      close();
    }
  }

  /** What has changed since the last call. */
  public FolderWatcher.Changes take() {
    Set<Path> paths = new HashSet<>();
    boolean all = false;
    for (FolderWatcher watcher : tops.values()) {
      FolderWatcher.Changes changes = watcher.take();
      paths.addAll(changes.paths());
      all |= changes.all();
    }
    return new FolderWatcher.Changes(paths, all);
  }

  /** Why changes are not told at once; empty as long as they are. */
  public Optional<Reason> off() {
    return tops.values().stream().flatMap(watcher -> watcher.off().stream()).findFirst();
  }

  /** Does not wait: to close the watcher of a folder that hangs takes as long as that. */
  @Override
  public void close() {
    closed = true;
    tops.forEach(
        (top, watcher) -> {
          if (tops.remove(top, watcher)) {
            Thread thread = new Thread(watcher::close, "sbs-watch-end");
            thread.setDaemon(true);
            thread.start();
          }
        });
  }
}
