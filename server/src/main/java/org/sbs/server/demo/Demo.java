package org.sbs.server.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.sbs.view.status.HistoryRow;
import org.sbs.view.status.NodeStatus;
import org.sbs.view.text.ReasonText;

/**
 * The main job, start to end, on this machine: a pair prints labels, its primary is killed, the
 * other node takes over, the old one returns. Every check it prints decides the exit status.
 */
public final class Demo {
  private static final int BEFORE = 8;
  private static final int DURING = 32;
  private static final int KILL_AT = BEFORE + 8;
  private static final int AFTER = 4;
  private static final int PALLETS = BEFORE + DURING + AFTER;
  private static final long DROP_EVERY_MS = 100;

  private final PrintStream out;
  private final List<String> program;
  private final DemoSite site;
  private final long began = System.nanoTime();
  private final List<String> failures = new ArrayList<>();
  private final List<DemoNode> nodes = new ArrayList<>();

  private Demo(PrintStream out, List<String> program, DemoSite site) {
    this.out = out;
    this.program = program;
    this.site = site;
  }

  /**
   * Runs it.
   *
   * @param program the command that runs this program, without arguments
   * @param samples the Label Print Manager's sample settings
   * @param interactive leave the pair running until the user presses Enter
   * @return the exit status: 0 if every check holds
   * @throws IOException when it cannot go on; the message says at what
   */
  public static int run(
      PrintStream out, List<String> program, Path folder, Path samples, boolean interactive)
      throws IOException, InterruptedException {
    return new Demo(out, program, DemoSite.make(folder, samples)).play(interactive);
  }

  private int play(boolean interactive) throws IOException, InterruptedException {
    out.println("SBS demo: two nodes, two Label Print Managers, one warehouse, on this machine.");
    out.println();
    site.guide().forEach(line -> out.println("  " + line));
    out.println();
    try {
      DemoNode first = startFirst();
      DemoNode second = startSecond();
      printBefore();
      killWhilePrinting(first, second);
      DemoNode again = comeBack(second);
      checkLabels();
      checkFolders();
      if (interactive) {
        leaveRunning(again, second);
      }
      say("stopping A, then B");
    } finally {
      // The newest first: that is the secondary, and the other needs no takeover then.
      Collections.reverse(nodes);
      nodes.forEach(DemoNode::close);
    }
    return verdict();
  }

  private DemoNode start(String name) throws IOException {
    DemoNode node = DemoNode.start(name, site.home(name), site.log(name), program);
    nodes.add(node);
    return node;
  }

  private DemoNode startFirst() throws IOException, InterruptedException {
    DemoNode node = start("A");
    say("A starts: no other node is there, so it becomes primary");
    NodeStatus status = await(node, "primary with all sentinels active", Demo::printsEverything);
    say("A is primary, epoch " + status.epoch() + ", its LPM runs " + sentinels(status));
    return node;
  }

  private DemoNode startSecond() throws IOException, InterruptedException {
    DemoNode node = start("B");
    say("B starts with an empty settings folder");
    NodeStatus status =
        await(
            node,
            "secondary with a whole copy",
            s -> s.role().equals("secondary") && s.sync().cycle() > 0);
    say("B is secondary and has a copy of " + status.sync().files() + " settings files");
    check("both settings folders are equal", site.content("A").equals(site.content("B")));
    return node;
  }

  private static boolean printsEverything(NodeStatus status) {
    return status.role().equals("primary")
        && status.service().running()
        && !status.service().sentinels().isEmpty()
        && status.service().sentinels().stream().allMatch(NodeStatus.SentinelStatus::active);
  }

  private static String sentinels(NodeStatus status) {
    List<String> names =
        status.service().sentinels().stream().map(NodeStatus.SentinelStatus::name).toList();
    return names.size() + " sentinels: " + String.join(", ", names);
  }

  private void printBefore() throws IOException, InterruptedException {
    for (int pallet = 1; pallet <= BEFORE; pallet++) {
      site.drop(pallet);
    }
    awaitLabels(BEFORE);
    say("A printed " + BEFORE + " pallet labels from " + BEFORE + " files");
  }

  private void killWhilePrinting(DemoNode first, DemoNode second)
      throws IOException, InterruptedException {
    say("the warehouse goes on: a file every " + DROP_EVERY_MS + " ms, " + DURING + " files");
    Instant killed = Instant.now();
    for (int pallet = BEFORE + 1; pallet <= BEFORE + DURING; pallet++) {
      site.drop(pallet);
      if (pallet == KILL_AT) {
        killed = Instant.now();
        first.kill();
        say("kill -9 of A (process " + first.pid() + ") in the middle of it");
      }
      TimeUnit.MILLISECONDS.sleep(DROP_EVERY_MS);
    }
    NodeStatus status = await(second, "primary with all sentinels active", Demo::printsEverything);
    say("B is primary, epoch " + status.epoch() + ", its LPM runs " + sentinels(status));
    tellTimes(killed, second.history());
    awaitLabels(BEFORE + DURING);
    say("all " + (BEFORE + DURING) + " labels are printed");
  }

  private void tellTimes(Instant killed, List<HistoryRow> history) {
    Instant noticed = first(history, killed, entry -> entry.kind().equals("peer"));
    Instant promoted = first(history, killed, entry -> entry.role().equals("primary"));
    Instant active = first(history, promoted, entry -> entry.kind().equals("service"));
    out.println();
    out.printf("    %-34s %6d ms%n", "killed → B noticed", millis(killed, noticed));
    out.printf("    %-34s %6d ms%n", "noticed → B promoted", millis(noticed, promoted));
    out.printf("    %-34s %6d ms%n", "promoted → sentinels active", millis(promoted, active));
    out.printf("    %-34s %6d ms%n", "killed → sentinels active", millis(killed, active));
    out.println();
  }

  private static Instant first(List<HistoryRow> history, Instant from, Predicate<HistoryRow> what) {
    return history.stream()
        .filter(entry -> !at(entry).isBefore(from.minusMillis(1)))
        .filter(what)
        .findFirst()
        .map(Demo::at)
        .orElse(from);
  }

  private static Instant at(HistoryRow entry) {
    return OffsetDateTime.parse(entry.time()).toInstant();
  }

  private static long millis(Instant from, Instant to) {
    return Duration.between(from, to).toMillis();
  }

  private DemoNode comeBack(DemoNode second) throws IOException, InterruptedException {
    Path template = site.settings("B").resolve("templates").resolve("pallet.zpl");
    Files.writeString(template, "^FX Edited on B while A was away.\n", StandardOpenOption.APPEND);
    say("somebody edits the pallet template on B, the new primary");
    // Before A starts: it may have the next one by the time that B is asked.
    long cycle = await(second, "primary", Demo::printsEverything).sync().cycle();
    DemoNode again = start("A");
    say("A starts again: B is primary, so A becomes its secondary and stops nothing");
    await(
        again,
        "secondary with B's newer data",
        s -> s.role().equals("secondary") && s.sync().cycle() > cycle);
    for (int pallet = BEFORE + DURING + 1; pallet <= PALLETS; pallet++) {
      site.drop(pallet);
    }
    awaitLabels(PALLETS);
    NodeStatus status = await(second, "ready", s -> s.readiness().ready());
    say(
        "B printed the last "
            + AFTER
            + " files; ready to fail over: "
            + status.readiness().ready());
    return again;
  }

  /** Waits until a node's status is as wished. */
  private NodeStatus await(DemoNode node, String what, Predicate<NodeStatus> wish)
      throws IOException, InterruptedException {
    Patience patience = new Patience(System::nanoTime);
    while (true) {
      Optional<NodeStatus> status = node.status();
      if (status.filter(wish).isPresent()) {
        return status.get();
      }
      Optional<String> ended = patience.ended(howFar());
      if (ended.isPresent()) {
        throw new IOException(
            "waited in vain for node %s: %s; %s. Last: %s"
                .formatted(
                    node.name(),
                    what,
                    ended.get(),
                    status
                        .map(s -> s.role() + ": " + ReasonText.english().say(s.reason()))
                        .orElse("it did not answer")));
      }
      Patience.pause();
    }
  }

  private void awaitLabels(int pallets) throws IOException, InterruptedException {
    Patience patience = new Patience(System::nanoTime);
    while (site.labels(pallets).containsValue(0)) {
      Optional<String> ended = patience.ended(howFar());
      if (ended.isPresent()) {
        List<String> missing =
            site.labels(pallets).entrySet().stream()
                .filter(entry -> entry.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList();
        throw new IOException(
            "these labels were never printed: " + missing + "; " + ended.get() + ".");
      }
      Patience.pause();
    }
  }

  /** What all nodes that run have logged, are and do, and which labels there are. */
  private Object howFar() throws IOException {
    List<Object> all = new ArrayList<>(List.of(site.labels(PALLETS)));
    for (DemoNode node : nodes) {
      if (node.runs()) {
        all.add(node.howFar());
      }
    }
    return all;
  }

  private void checkLabels() throws IOException {
    Map<String, Integer> labels = site.labels(PALLETS);
    boolean once = labels.values().stream().allMatch(count -> count == 1);
    check("each of " + PALLETS + " labels came out exactly once", once);
    if (!once) {
      labels.entrySet().stream()
          .filter(entry -> entry.getValue() != 1)
          .forEach(entry -> out.println("      " + entry.getKey() + ": " + entry.getValue()));
    }
  }

  private void checkFolders() throws IOException {
    Map<String, String> a = site.content("A");
    check("both settings folders are equal", a.equals(site.content("B")));
    check(
        "the edit that was made while A was away is on A",
        a.getOrDefault(Path.of("templates", "pallet.zpl").toString(), "").contains("Edited on B"));
  }

  private void leaveRunning(DemoNode first, DemoNode second) throws IOException {
    out.println();
    out.println("The pair goes on. Drop files into the capture folder, or type");
    for (String name : List.of("A", "B")) {
      out.println("  ./sbs --home " + site.home(name) + " status --watch");
    }
    out.println("Commands reach A at " + first.admin() + " and B at " + second.admin() + ".");
    out.println("Press Enter to end the demo.");
    while (true) {
      int read = System.in.read();
      if (read < 0 || read == '\n') {
        return;
      }
    }
  }

  private void check(String what, boolean holds) {
    say((holds ? "CHECK ok      " : "CHECK FAILED  ") + what);
    if (!holds) {
      failures.add(what);
    }
  }

  private void say(String what) {
    out.printf("%6.2f s  %s%n", (System.nanoTime() - began) / 1e9, what);
    out.flush();
  }

  private int verdict() {
    out.println();
    if (failures.isEmpty()) {
      out.println("All checks hold. The labels are in " + site.printed());
      return 0;
    }
    failures.forEach(failure -> out.println("FAILED: " + failure));
    out.println("The logs are " + site.log("A") + " and " + site.log("B"));
    return 1;
  }
}
