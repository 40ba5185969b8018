package org.sbs.server.sync.scan;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.view.text.ReasonText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells at once that something in watched folders has changed (R4.7). Events may be lost: then it
 * says so, and the full scan catches up. Has one thread of its own; the methods may be called from
 * any.
 */
public final class FolderWatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderWatcher.class);

  /** More changes than these are found faster by a scan. */
  static final int MOST_CHANGES = 20_000;

  /**
   * What has changed.
   *
   * @param paths files and folders
   * @param all whether there may be more than those: look at everything
   */
  public record Changes(Set<Path> paths, boolean all) {
    public boolean any() {
      return all || !paths.isEmpty();
    }
  }

  /** How a folder is put on the watch. */
  @FunctionalInterface
  public interface Registrar {
    WatchKey register(Path folder, WatchService service) throws IOException;
  }

  private final Runnable onChange;
  private final Registrar registrar;
  private final Optional<WatchService> service;
  private final Map<Path, WatchKey> keys = new HashMap<>();
  private final Map<WatchKey, Path> folders = new HashMap<>();
  private Set<Path> changed = new HashSet<>();
  private boolean all;
  private Reason off = Reason.NONE;

  /**
   * Watches no folder yet.
   *
   * @param onChange called on the watcher's thread when there is something to {@link #take}; must
   *     return soon
   */
  public FolderWatcher(Runnable onChange) {
    this(onChange, FolderWatcher::register);
  }

  public FolderWatcher(Runnable onChange, Registrar registrar) {
    this.onChange = onChange;
    this.registrar = registrar;
    this.service = open();
    service.ifPresent(
        watching -> {
          Thread thread = new Thread(() -> run(watching), "sbs-folder-watcher");
          thread.setDaemon(true);
          thread.start();
        });
  }

  private Optional<WatchService> open() {
    try {
      return Optional.of(FileSystems.getDefault().newWatchService());
    } catch (IOException | UnsupportedOperationException e) {
      fail(e);
      return Optional.empty();
    }
  }

  /** Why changes are not told at once; empty as long as they are. */
  public synchronized Optional<Reason> off() {
    return off.isEmpty() ? Optional.empty() : Optional.of(off);
  }

  /** Watches a folder from now on; to be called before it is listed, so that nothing is missed. */
  public void watch(Path folder) {
    if (service.isEmpty()) {
      return;
    }
    synchronized (this) {
      if (!off.isEmpty() || (keys.containsKey(folder) && keys.get(folder).isValid())) {
        return;
      }
    }
    try {
      WatchKey key = registrar.register(folder, service.get());
      synchronized (this) {
        // A folder that was renamed keeps its key, which says its old name.
        Path before = folders.put(key, folder);
        if (before != null) {
          keys.remove(before, key);
        }
        keys.put(folder, key);
      }
    } catch (NoSuchFileException | AccessDeniedException | NotDirectoryException e) {
      // Whoever lists it next finds that out too.
      return;
    } catch (IOException e) {
      fail(e);
    } catch (ClosedWatchServiceException e) {
      return;
    }
  }

  private static WatchKey register(Path folder, WatchService service) throws IOException {
    return folder.register(
        service,
        StandardWatchEventKinds.ENTRY_CREATE,
        StandardWatchEventKinds.ENTRY_DELETE,
        StandardWatchEventKinds.ENTRY_MODIFY);
  }

  /** Half a watch is worth nothing: users would take late changes for early ones. */
  private void fail(Exception cause) {
    synchronized (this) {
      if (!off.isEmpty()) {
        return;
      }
      off = Reason.of(ReasonCode.FILE_EVENTS_OFF).with("why", String.valueOf(cause.getMessage()));
    }
    LOG.warn("{}", ReasonText.english().sentence(off));
    service.ifPresent(FolderWatcher::close);
  }

  /** What has changed since the last call. */
  public synchronized Changes take() {
    Changes changes = new Changes(changed, all);
    changed = new HashSet<>();
    all = false;
    return changes;
  }

  private void run(WatchService watching) {
    try {
      while (true) {
        WatchKey key = watching.take();
        if (note(key)) {
          onChange.run();
        }
      }
    } catch (ClosedWatchServiceException e) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean note(WatchKey key) {
    Path folder = folders.get(key);
    if (folder == null) {
      key.cancel();
      return false;
    }
    for (WatchEvent<?> event : key.pollEvents()) {
      if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
        all = true;
      } else if (event.context() instanceof Path name && !name.toString().startsWith(".sbs-")) {
        Path path = folder.resolve(name);
        changed.add(path);
        if (event.kind() != StandardWatchEventKinds.ENTRY_MODIFY) {
          forget(path);
        }
      }
    }
    if (!key.reset()) {
      // The folder is gone, or was taken off with its file system.
      folders.remove(key);
      keys.remove(folder, key);
      changed.add(folder);
    }
    if (changed.size() > MOST_CHANGES) {
      changed = new HashSet<>();
      all = true;
    }
    return all || !changed.isEmpty();
  }

  /** What has that name now may be another folder: it must be watched anew. */
  private void forget(Path path) {
    if (keys.containsKey(path)) {
      keys.entrySet()
          .removeIf(
              watched -> {
                boolean below = watched.getKey().startsWith(path);
                if (below) {
                  folders.remove(watched.getValue());
                  watched.getValue().cancel();
                }
                return below;
              });
    }
  }

  private static void close(WatchService watching) {
    try {
      watching.close();
    } catch (IOException e) {
      LOG.debug("The watch on folders did not end cleanly", e);
    }
  }

  @Override
  public void close() {
    service.ifPresent(FolderWatcher::close);
  }
}
