package org.sbs.systemtests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Pushes to an rsync daemon at the other end. */
final class RsyncTool implements Tool {
  private static final long REAP_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Site site;
  private final BenchNetwork network;
  private final int port;
  private final boolean fsync;
  private final Process daemon;

  /**
   * A tool whose daemon runs.
   *
   * @param fsync whether the daemon syncs each file that it wrote
   */
  RsyncTool(Path folder, BenchNetwork network, int port, boolean fsync, BenchCleanup cleanup)
      throws IOException {
    this.site = Site.in(folder);
    this.network = network;
    this.port = port;
    this.fsync = fsync;
    Path settings = site.home().resolve("rsyncd.conf");
    Files.writeString(settings, settings(Files.getAttribute(folder, "unix:uid").equals(0)));
    List<String> words =
        List.of(
            "rsync",
            "--daemon",
            "--no-detach",
            "--address=" + network.thereAddress(),
            "--port=" + port,
            "--config=" + settings);
    daemon = Shell.start(network.there(words), site.home().resolve("daemon.log"));
    cleanup.add("rsync daemon", () -> Shell.end(Optional.of(daemon)));
    Ready.await(name() + "'s daemon", () -> Ready.answers(network, port));
  }

  private String settings(boolean root) {
    return String.format(
        Locale.ROOT,
        "socket options = TCP_NODELAY%n"
            + "use chroot = no%n%s"
            + "[copy]%n"
            + "path = %s%n"
            + "read only = no%n",
        root ? "uid = 0\ngid = 0\n" : "",
        site.target());
  }

  @Override
  public String name() {
    return fsync ? "rsync --fsync" : "rsync";
  }

  @Override
  public Site site() {
    return site;
  }

  @Override
  public void fresh() throws IOException {
    site.empty();
  }

  @Override
  public void carry(MemoryWatch watch, Duration limit) throws IOException {
    List<String> words =
        new ArrayList<>(List.of("rsync", "-a", "--delete", "--sockopts=TCP_NODELAY"));
    if (fsync) {
      words.add("--fsync");
    }
    words.add(site.source() + "/");
    words.add("rsync://" + network.thereAddress() + ":" + port + "/copy/");
    Shell.run(words, limit, watch::client);
  }

  /** When the daemon has waited for its children, their CPU time is known. */
  @Override
  public Ends ends() {
    long begin = System.nanoTime();
    while (Proc.family(daemon.pid()).size() > 1 && System.nanoTime() - begin < REAP_LIMIT_NANOS) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    return new Ends(List.of(), List.of(daemon.pid()));
  }
}
