package org.sbs.systemtests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sbs.server.admin.AdminException;
import org.sbs.server.node.NodeControl.Answer;

/**
 * A pair of SBS nodes, the primary at this end. A run is one request to the admin interface, which
 * is answered when the secondary has acknowledged the cycle.
 */
final class SbsTool implements Tool {
  private static final Duration POLL = Duration.ofMillis(1);

  private final Site site;
  private final SbsNode primary;
  private final SbsNode secondary;

  /**
   * A pair that does not run yet.
   *
   * @param ports two free ones
   * @param options for both nodes' JVMs, beside those of the launcher
   */
  SbsTool(
      Path folder,
      BenchNetwork network,
      List<Integer> ports,
      Optional<String> options,
      BenchCleanup cleanup)
      throws IOException {
    site = Site.in(folder);
    List<String> java = new ArrayList<>(List.of("env"));
    options.ifPresent(words -> java.add("SBS_JAVA_OPTIONS=" + words));
    primary = new SbsNode(site.home().resolve("primary"), java);
    secondary = new SbsNode(site.home().resolve("secondary"), network.there(java));
    String here = network.hereAddress();
    String there = network.thereAddress();
    primary.configure(here, ports.get(0), there, ports.get(1), site.source(), "");
    secondary.configure(there, ports.get(1), here, ports.get(0), site.target(), "");
    SbsNode.share(primary, secondary);
    cleanup.add("the pair of SBS nodes", this::stop);
  }

  @Override
  public String name() {
    return "SBS";
  }

  @Override
  public Site site() {
    return site;
  }

  private synchronized void stop() {
    // The secondary first, or it would take over.
    secondary.stop();
    primary.stop();
  }

  @Override
  public synchronized void fresh() throws IOException {
    stop();
    site.empty();
    primary.forget();
    secondary.forget();
    primary.start();
    Ready.await(
        "SBS's primary (see " + primary.home() + ")",
        () -> primary.status().filter(s -> s.service().running()).isPresent());
    secondary.start();
    Ready.await(
        "SBS's pair (see " + secondary.home() + ")",
        () -> primary.status().filter(s -> s.readiness().ready()).isPresent());
  }

  @Override
  public void carry(MemoryWatch watch, Duration limit) throws IOException {
    CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(this::sync);
    try {
      Answer got = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!got.done()) {
        throw new IOException(got.sentence());
      }
    } catch (TimeoutException e) {
      // Only the end of the node ends the request.
      stop();
      throw new IOException("not done within " + limit.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Answer sync() {
    try {
      return primary.client().sync();
    } catch (AdminException e) {
      return new Answer(false, e.getMessage());
    }
  }

  /** The last cycle that the primary knows to be committed. */
  long cycle() {
    return primary.status().map(status -> status.sync().cycle()).orElse(0L);
  }

  /** Waits until the copy of that file is like it and a later cycle than that one is committed. */
  void awaitByItself(String file, long former, Duration limit) throws IOException {
    Path wanted = site.tree().resolve(file);
    Path copy = site.target().resolve("tree").resolve(file);
    Ready.await("the edit's copy", limit, POLL, () -> same(wanted, copy) && cycle() > former);
  }

  private static boolean same(Path one, Path other) {
    try {
      return Files.size(one) == Files.size(other) && Files.mismatch(one, other) < 0;
    } catch (IOException replacedJustNow) {
      return false;
    }
  }

  @Override
  public Ends ends() {
    return new Ends(List.of(primary.pid()), List.of(secondary.pid()));
  }
}
