package org.sbs.lpm.sentinel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.sbs.lpm.claims.ShareJournal;
import org.sbs.lpm.settings.SettingsException;
import org.sbs.lpm.state.StateFolder;

/** All sentinels of a process, by name. Thread safe; calls come one at a time. */
public final class Sentinels {
  private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long POLL_MS = 5;

  private final SentinelContext context;
  private final StateFolder state;
  private final Map<String, Sentinel> byName = new TreeMap<>();

  /** None yet. */
  public Sentinels(SentinelContext context, StateFolder state) {
    this.context = context;
    this.state = state;
  }

  /**
   * Finds the sentinels and activates those that were active last, all of them at the very first
   * run, and none if they are to be held.
   */
  public synchronized void start(boolean held) throws IOException {
    refresh();
    if (held) {
      Set<String> names = Set.copyOf(byName.keySet());
      Thread check = new Thread(() -> check(names), "lpm-check");
      check.setDaemon(true);
      check.start();
      return;
    }
    Optional<Set<String>> last = state.lastActive();
    for (Sentinel sentinel : byName.values()) {
      if (last.isEmpty() || last.get().contains(sentinel.name())) {
        sentinel.activate();
      }
    }
    remember();
  }

  /**
   * Reads all definitions while nobody waits for them, so that what is wrong is in the log before a
   * takeover asks for it, and the first activation finds the readers loaded.
   */
  private void check(Set<String> names) {
    for (String name : names) {
      try {
        context.settings().load(name);
      } catch (SettingsException e) {
        context.log().warn(name + " could not work: " + e.getMessage());
      }
    }
  }

  /** New definitions become inactive sentinels; inactive sentinels without one are forgotten. */
  private void refresh() throws IOException {
    Set<String> names = context.settings().names();
    for (String name : names) {
      byName.computeIfAbsent(name, n -> new Sentinel(n, context));
    }
    byName
        .values()
        .removeIf(
            sentinel -> {
              boolean gone = !names.contains(sentinel.name()) && !sentinel.isWanted();
              if (gone) {
                sentinel.close();
              }
              return gone;
            });
  }

  private void remember() throws IOException {
    state.rememberActive(
        byName.values().stream().filter(Sentinel::isWanted).map(Sentinel::name).toList());
  }

  /** All of them, sorted by name. */
  public synchronized List<SentinelView> views() throws IOException {
    refresh();
    return byName.values().stream().map(Sentinel::view).toList();
  }

  /**
   * Activates or deactivates the sentinels of these names, and waits for up to two seconds until it
   * is known how that went.
   *
   * @return the names that no sentinel has
   * @throws IOException if it cannot be remembered; it is carried out all the same
   */
  public synchronized List<String> set(Collection<String> names, boolean active)
      throws IOException {
    refresh();
    List<String> unknown = new ArrayList<>();
    List<Sentinel> changed = new ArrayList<>();
    for (String name : names) {
      Sentinel sentinel = byName.get(name);
      if (sentinel == null) {
        unknown.add(name);
      } else {
        changed.add(sentinel);
        if (active) {
          sentinel.activate();
        } else {
          sentinel.deactivate();
        }
      }
    }
    remember();
    awaitSettled(changed);
    return unknown;
  }

  private static void awaitSettled(List<Sentinel> changed) {
    long end = System.nanoTime() + SETTLE_NANOS;
    try {
      while (!changed.stream().allMatch(Sentinel::isSettled) && System.nanoTime() - end < 0) {
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Leaves an operator's order for a held job.
   *
   * @return completes when it is carried out; nothing if no such job is held
   */
  public synchronized Optional<CompletableFuture<Void>> order(String jobId, boolean release) {
    return byName.values().stream()
        .filter(sentinel -> sentinel.view().held().stream().anyMatch(job -> job.id().equals(jobId)))
        .findFirst()
        .map(sentinel -> sentinel.order(jobId, release));
  }

  /**
   * Leaves an operator's order to print an ended job again.
   *
   * @return completes when it is in the line; nothing if there is no such sentinel
   */
  public synchronized Optional<CompletableFuture<Void>> reprint(
      String sentinel, String jobId, String file, int from) {
    return Optional.ofNullable(byName.get(sentinel)).map(found -> found.reprint(jobId, file, from));
  }

  /** The lines of all journals beside the claims, of all nodes, newest last. */
  public synchronized List<String> journals() throws IOException {
    refresh();
    Set<Path> folders = new TreeSet<>();
    for (Sentinel sentinel : byName.values()) {
      folders.addAll(captureFolders(sentinel));
    }
    List<String> lines = new ArrayList<>();
    for (Path folder : folders) {
      lines.addAll(new ShareJournal(folder, context.node().node()).tails());
    }
    Collections.sort(lines);
    return lines;
  }

  /** Those that its definition names and that it works with, which differ while edits are wrong. */
  private Set<Path> captureFolders(Sentinel sentinel) throws IOException {
    Set<Path> folders = new TreeSet<>();
    Optional<Path> defined = context.settings().captureFolder(sentinel.name());
    for (Optional<Path> folder : List.of(defined, sentinel.captureFolder())) {
      if (folder.isPresent() && Files.isDirectory(folder.get())) {
        folders.add(folder.get().toRealPath());
      }
    }
    return folders;
  }

  /**
   * Ends all threads, each after the job in hand.
   *
   * @return whether all ended within the time
   */
  public boolean close(long nanos) throws InterruptedException {
    List<Sentinel> all;
    synchronized (this) {
      all = List.copyOf(byName.values());
    }
    all.forEach(Sentinel::close);
    long end = System.nanoTime() + nanos;
    boolean ended = true;
    for (Sentinel sentinel : all) {
      ended &= sentinel.awaitClosed(end - System.nanoTime());
    }
    return ended;
  }
}
