package org.sbs.trials.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Two nodes that do not run yet, with a key in common, made anew for each trial. After a trial all
 * that it started is ended; if it failed, what both nodes logged is printed first.
 */
public final class TrialPair implements BeforeEachCallback, AfterEachCallback {
  private Path folder;
  private TrialNode nodeA;
  private TrialNode nodeB;
  private Journal journal;
  private final Deque<AutoCloseable> others = new ArrayDeque<>();

  /** One node. Its settings folder holds three sentinels and a file. */
  public TrialNode a() {
    return nodeA;
  }

  /** The other node. Its settings folder is empty. */
  public TrialNode b() {
    return nodeB;
  }

  /** In which the services of both nodes note when they run. */
  public Journal journal() {
    return journal;
  }

  /** Closes something after the trial, before the nodes end. */
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
    nodeA = new TrialNode("A", folder.resolve("a"), ports.get(0), ports.get(1), journal.file());
    nodeB = new TrialNode("B", folder.resolve("b"), ports.get(1), ports.get(0), journal.file());
    Files.copy(keys.made(), nodeA.home().resolve("pair.key"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.copy(keys.joined(), nodeB.home().resolve("pair.key"), StandardCopyOption.COPY_ATTRIBUTES);
    fillA();
  }

  private void fillA() {
    for (String dock : List.of("Dock 1", "Dock 2", "Dock 3")) {
      nodeA.write(dock + ".sentinel", "prints what arrives at " + dock + "\n");
    }
    nodeA.write("labels.txt", "first edition\n");
  }

  /** Makes both nodes, which must not run, what they were before the trial; the journal stays. */
  public void renew() throws IOException {
    nodeA.forget();
    nodeB.forget();
    fillA();
  }

  /** Starts A, then B, and waits until A serves, B follows, and the first copy is committed. */
  public void startReady() {
    nodeA.start().awaitServing();
    nodeB.start().awaitRole("secondary");
    nodeB.awaitReady();
    nodeA.awaitReady();
  }

  /** The services of both nodes never ran at once. */
  public void assertNeverBothServed() {
    assertThat(journal.overlaps()).as("moments at which both services ran").isEmpty();
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    if (context.getExecutionException().isPresent()) {
      System.out.println("==== " + context.getDisplayName() + " failed ====");
      System.out.print(nodeA.report() + nodeB.report());
      System.out.println("---- journal ----\n" + String.join("\n", journal.story()));
    }
    while (!others.isEmpty()) {
      others.pop().close();
    }
    nodeA.clear();
    nodeB.clear();
    Folders.delete(folder);
  }
}
