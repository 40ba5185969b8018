package org.sbs.systemtests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sbs.systemtests.kit.Ports;
import org.sbs.systemtests.kit.Sbs;

/**
 * Measures replication beside an rsync daemon and Unison and prints Markdown tables. Not a system
 * test: run it with system-tests/replication-bench.sh, which tells what can be asked for.
 */
final class ReplicationBench {
  private static final Path FILE = Sbs.root().resolve("system-tests/target/replication-bench.md");
  private static final int PORTS = 5;
  private static final long FEW_BYTES = 1L << 30;
  private static final long TOUCHED_BYTES = 8L << 30;

  private final BenchOptions options = BenchOptions.read();
  private final Workloads workloads = new Workloads(options);
  private final StringBuilder text = new StringBuilder();
  private final List<String> problems = new ArrayList<>();

  @Test
  void replication() throws IOException {
    try (BenchCleanup cleanup = new BenchCleanup()) {
      BenchNetwork network = BenchNetwork.make(cleanup);
      Files.createDirectories(options.folder());
      Path folder = Files.createTempDirectory(options.folder(), "bench-").toRealPath();
      cleanup.addFolder(folder);
      heading(network, folder);
      touchMemory(folder);
      if (options.wantsAny(1, 5)) {
        run(workloads.smallFiles(), network, folder, cleanup, true);
      }
      if (options.wantsAny(6, 8)) {
        run(workloads.bigFiles(), network, folder, cleanup, true);
      }
      if (options.wantsAny(9, 9)) {
        run(workloads.settings(), network, folder, cleanup, true);
      }
      if (options.wantsAny(10, 10)) {
        for (Scenario scenario : workloads.millions()) {
          run(scenario, network, folder, cleanup, false);
        }
      }
    }
    finish();
  }

  /** Virtual machines are given their memory when they first use it, which takes time. */
  private void touchMemory(Path folder) throws IOException {
    long bytes = options.scaledBytes(options.wantsAny(6, 8) ? TOUCHED_BYTES : FEW_BYTES);
    ScenarioRun.say("touching %,d MiB of memory", bytes >> 20);
    Path touched = folder.resolve("touched");
    new BigFiles(1, bytes).make(touched);
    Shell.delete(touched);
  }

  private void run(
      Scenario scenario, BenchNetwork network, Path folder, BenchCleanup cleanup, boolean common)
      throws IOException {
    int former = cleanup.size();
    try {
      List<Tool> tools = tools(network, folder, common, cleanup);
      ScenarioRun run = new ScenarioRun(scenario, tools, options.only(), new Meter(network));
      try {
        run.run();
      } finally {
        // What was measured before a failure counts too.
        tell(scenario, run.results());
      }
    } finally {
      cleanup.clear(former);
      emptied(folder);
    }
  }

  private boolean takesPart(String program) {
    return options.programs().contains(program);
  }

  private void tell(Scenario scenario, Results results) throws IOException {
    Tables tables = new Tables(results);
    say("\n### " + scenario.title() + "\n\n" + tables.times() + "\n" + tables.costs());
    problems.addAll(results.problems());
  }

  private static void emptied(Path folder) throws IOException {
    Shell.delete(folder);
    Files.createDirectories(folder);
  }

  private List<Tool> tools(BenchNetwork network, Path folder, boolean common, BenchCleanup cleanup)
      throws IOException {
    List<Integer> ports = Ports.free(PORTS);
    Optional<String> heap = common ? Optional.empty() : Optional.of(options.millionHeap());
    List<Tool> tools = new ArrayList<>();
    if (takesPart("sbs")) {
      tools.add(new SbsTool(folder.resolve("sbs"), network, ports.subList(0, 2), heap, cleanup));
    }
    if (takesPart("rsync")) {
      tools.add(new RsyncTool(folder.resolve("rsync"), network, ports.get(2), false, cleanup));
    }
    if (takesPart("fsync") && common) {
      tools.add(new RsyncTool(folder.resolve("fsync"), network, ports.get(3), true, cleanup));
    }
    if (takesPart("unison") && common) {
      tools.add(new UnisonTool(folder.resolve("unison"), network, ports.get(4), cleanup));
    }
    return tools;
  }

  private void heading(BenchNetwork network, Path folder) throws IOException {
    say(
        String.format(
            Locale.ROOT,
            """
            ## Replication beside rsync and Unison

            `system-tests/replication-bench.sh`, scale %s: %d processors, %s, Java %s, Linux %s, both ends on
            one disk (%s), over %s. %s; %s.

            The programs take turns, each with trees of its own, in one run. Time runs from the instant
            before the change is made until the program says that it is done. SBS is asked by its admin
            interface and answers when the copy is acknowledged, and so survives a power cut; rsync
            without --fsync and Unison answer with the copy in memory only, and none of them replaces
            all files at once. SBS's link is TLS 1.3 with both sides authenticated; the others' is plain.
            rsync has TCP_NODELAY at both ends. Memory is that of the largest process of
            an end; SBS's nodes run on, so theirs is the peak since they started (heap limit by the
            launcher's default, %s in "10").
            """,
            options.scale(),
            Runtime.getRuntime().availableProcessors(),
            memory(),
            System.getProperty("java.version"),
            System.getProperty("os.version"),
            Files.getFileStore(folder).type(),
            network.words(),
            Shell.version("rsync", "--version").orElseThrow(() -> missing("rsync")),
            Shell.version("unison", "-version").orElseThrow(() -> missing("unison")),
            options.millionHeap()));
  }

  private static String memory() throws IOException {
    return Files.readAllLines(Path.of("/proc/meminfo")).get(0).replaceAll("\\s+", " ");
  }

  private static IOException missing(String program) {
    return new IOException(program + " is not installed: apt-get install rsync unison");
  }

  private void say(String markdown) throws IOException {
    text.append(markdown).append('\n');
    System.out.println(markdown);
    Files.writeString(FILE, text);
  }

  private void finish() throws IOException {
    if (!problems.isEmpty()) {
      say("Not counted:\n\n- " + String.join("\n- ", problems));
    }
    ScenarioRun.say("the tables are in %s", FILE);
    assertThat(problems).filteredOn(problem -> problem.startsWith("SBS")).isEmpty();
  }
}
