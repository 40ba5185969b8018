package org.sbs.systemtests.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.sbs.systemtests.kit.TestNetwork.Host;
import org.sbs.view.status.NodeStatus;

/**
 * Two nodes that do not run yet, with a key in common, made anew for each system test. After a
 * system test all that it started is ended; if it failed, what both nodes logged is printed first.
 */
public final class TestPair implements BeforeEachCallback, AfterEachCallback {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Path folder;
  private TestNode nodeA;
  private TestNode nodeB;
  private Journal journal;
  private ServingLog servingLog;
  private final Deque<AutoCloseable> others = new ArrayDeque<>();

  /** One node. Its settings folder holds three sentinels and a file. */
  public TestNode a() {
    return nodeA;
  }

  /** The other node. Its settings folder is empty. */
  public TestNode b() {
    return nodeB;
  }

  /** In which the services of both nodes note when they run. */
  public Journal journal() {
    return journal;
  }

  /** Closes something after the system test, before the nodes end. */
  public <T extends AutoCloseable> T closing(T other) {
    others.push(other);
    return other;
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    PairKeyMaker.Keys keys = PairKeyMaker.of(context);
    folder = Files.createTempDirectory("trial-").toRealPath();
    journal = new Journal(folder.resolve("journal"));
    List<Integer> ports = Ports.free(2);
    nodeA = new TestNode("A", folder.resolve("a"), ports.get(0), ports.get(1), journal.file());
    nodeB = new TestNode("B", folder.resolve("b"), ports.get(1), ports.get(0), journal.file());
    Files.copy(keys.made(), nodeA.home().resolve("pair.key"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.copy(keys.joined(), nodeB.home().resolve("pair.key"), StandardCopyOption.COPY_ATTRIBUTES);
    servingLog = new ServingLog(folder.resolve("serving"));
    fillA();
  }

  /**
   * One more node with the pair's key, whose peer is A. It is ended and removed like the others.
   */
  public TestNode third() throws IOException {
    int port = Ports.free(1).get(0);
    TestNode third = new TestNode("C", folder.resolve("c"), port, nodeA.port(), journal.file());
    Files.copy(
        nodeB.home().resolve("pair.key"),
        third.home().resolve("pair.key"),
        StandardCopyOption.COPY_ATTRIBUTES);
    closing(third::clear);
    return third;
  }

  private void fillA() throws IOException {
    List<String> docks = List.of("Dock 1", "Dock 2", "Dock 3");
    nodeA.service().has(docks);
    for (String dock : docks) {
      nodeA.write(dock + ".sentinel", "prints what arrives at " + dock + "\n");
    }
    nodeA.write("labels.txt", "first edition\n");
  }

  /**
   * Makes both nodes, which must not run, what they were before the system test; the journal stays.
   */
  public void renew() throws IOException {
    nodeA.forget();
    nodeB.forget();
    fillA();
  }

  /** Where a system test may put what it needs besides; it goes when the system test ends. */
  public Path folder() {
    return folder;
  }

  /** Starts A, then B, and waits until A serves, B follows, and the first copy is committed. */
  public void startReady() {
    nodeA.start().awaitServing();
    nodeB.start().awaitRole("secondary");
    nodeB.awaitReady();
    nodeA.awaitReady();
  }

  /** From their next start on the nodes live on hosts of a network, which is returned. */
  public TestNetwork network() {
    TestNetwork network = closing(new TestNetwork());
    nodeA.moveTo(network, Host.A, Host.B.address() + ":" + nodeB.port());
    nodeB.moveTo(network, Host.B, Host.A.address() + ":" + nodeA.port());
    return network;
  }

  /** Makes both nodes quick to notice, and their services tell all the time that they serve. */
  public void hasty() {
    for (TestNode node : List.of(nodeA, nodeB)) {
      node.settings()
          .set("pair.period-seconds", 1)
          .set("pair.heartbeat-ms", 100)
          .set("pair.silence-limit-ms", 1000)
          .set("pair.start-wait-seconds", 2)
          .set("service.run", node.service().servingCommand(servingLog.of(node.name())));
    }
  }

  /** When the services of hasty nodes served. */
  public ServingLog servingLog() {
    return servingLog;
  }

  /** Waits until one node serves, the other follows it, and both are ready. Returns the first. */
  public TestNode awaitSettled() {
    await("one primary, one secondary, ready to fail over")
        .atMost(PATIENCE)
        .pollInterval(Looks.AT_NODES)
        .until(() -> isSettled(nodeA, nodeB) || isSettled(nodeB, nodeA));
    return nodeA.status().filter(a -> a.role().equals("primary")).isPresent() ? nodeA : nodeB;
  }

  private static boolean isSettled(TestNode primary, TestNode secondary) {
    Optional<NodeStatus> first = primary.status().filter(status -> status.readiness().ready());
    Optional<NodeStatus> second = secondary.status().filter(status -> status.readiness().ready());
    return first.filter(p -> p.role().equals("primary") && p.service().running()).isPresent()
        && second.filter(s -> s.role().equals("secondary") && !s.service().running()).isPresent();
  }

  /** Kill -9 of the nodes that run, in one instant; waits until they are gone. */
  public void cutPower() {
    List<TestNode> running = Stream.of(nodeA, nodeB).filter(TestNode::runs).toList();
    Processes.signal("KILL", running.stream().map(TestNode::handle).toList());
    running.forEach(TestNode::awaitEnd);
  }

  /** Waits until both nodes have that file with that text. */
  public void awaitBothHave(String file, String text) {
    nodeA.awaitFile(file, text);
    nodeB.awaitFile(file, text);
  }

  /**
   * Waits until both nodes list that file as edited on both, and restores the version that lost,
   * with the command that the node which has it names, to see that it is this one.
   */
  public void awaitKeptConflict(TestNode owner, String file, String text) {
    for (TestNode node : List.of(nodeA, nodeB)) {
      await("the conflict is listed")
          .atMost(PATIENCE)
          .until(() -> node.command("files", "conflicts").out().contains(file));
    }
    Matcher restore =
        Pattern.compile("sbs files restore (\\S+) --to FILE")
            .matcher(owner.command("files", "conflicts").out());
    assertThat(restore.find()).as("the command that restores it").isTrue();
    Path copy = folder.resolve("copy of " + file);
    Outcome restored = owner.command("files", "restore", restore.group(1), "--to", copy.toString());
    assertThat(restored.status()).as("%s", restored).isZero();
    assertThat(copy).hasContent(text);
  }

  /** The services of hasty nodes never served at once, by their own word. */
  public void assertNeverBothBeat() {
    assertThat(servingLog.lives()).as("what the services wrote").isNotEmpty();
    assertThat(ServingLog.overlaps(servingLog.lives())).as("times of two services").isEmpty();
  }

  /** The services of both nodes never ran at once. */
  public void assertNeverBothServed() {
    assertThat(journal.overlaps()).as("moments at which both services ran").isEmpty();
  }

  private void tellOfFailed(String name) throws IOException {
    System.out.println("==== " + name + " failed ====");
    System.out.print(nodeA.report() + nodeB.report());
    System.out.println("---- journal ----\n" + String.join("\n", journal.story()));
    servingLog.lives().forEach(System.out::println);
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    if (context.getExecutionException().isPresent()) {
      others.push(() -> tellOfFailed(context.getDisplayName()));
    }
    others.addLast(() -> nodeA.clear());
    others.addLast(() -> nodeB.clear());
    others.addLast(() -> Folders.delete(folder));
    Optional<Exception> failed = Optional.empty();
    while (!others.isEmpty()) {
      // What does not end keeps nothing else from its end.
      try {
        others.pop().close();
      } catch (Exception | AssertionError e) {
        Exception cause = e instanceof Exception known ? known : new IllegalStateException(e);
        failed.ifPresent(cause::addSuppressed);
        failed = Optional.of(cause);
      }
    }
    if (failed.isPresent()) {
      throw failed.get();
    }
  }
}
