package org.sbs.server.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.role.WitnessView;
import org.sbs.testkit.TestProcess;

/** Nodes that want the same epoch in the same instant. */
class ShareRaceTest {
  private static final int NODES = 4;
  private static final int ROUNDS = 100;

  @TempDir private Path folder;

  private static ShareWitness node(Path folder, int number) {
    String id = Integer.toHexString(number).repeat(32);
    return new ShareWitness(
        folder.resolve("share"),
        ShareWitnessTest.claimant("pair", id),
        folder.resolve("memory-" + number),
        List.of());
  }

  @Test
  @DisplayName("R6.1 R6.2 of many nodes that claim on one view, with any epochs, one at most wins")
  void claims() throws Exception {
    Files.createDirectory(folder.resolve("share"));
    CyclicBarrier together = new CyclicBarrier(NODES);
    ExecutorService threads = Executors.newFixedThreadPool(NODES);
    try {
      List<Future<List<Boolean>>> nodes = new ArrayList<>();
      for (int number = 0; number < NODES; number++) {
        ShareWitness witness = node(folder, number);
        int step = number;
        nodes.add(threads.submit(() -> rounds(witness, together, step % 3)));
      }
      int won = 0;
      for (int round = 0; round < ROUNDS; round++) {
        int winners = 0;
        for (Future<List<Boolean>> node : nodes) {
          winners += node.get(2, TimeUnit.MINUTES).get(round) ? 1 : 0;
        }
        assertThat(winners).as("round %s", round).isLessThanOrEqualTo(1);
        won += winners;
      }
      assertThat(won).as("rounds with a winner").isGreaterThan(ROUNDS / 2);
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<Boolean> rounds(ShareWitness witness, CyclicBarrier together, int further)
      throws Exception {
    List<Boolean> won = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      together.await(1, TimeUnit.MINUTES);
      WitnessView seen = witness.read();
      together.await(1, TimeUnit.MINUTES);
      won.add(witness.claim(seen.epoch() + 1 + further, seen));
    }
    return won;
  }

  @Test
  @DisplayName("R6.2 of a holder that renews and one that claims in the same instant one fails")
  void renewalAgainstClaim() throws Exception {
    Files.createDirectory(folder.resolve("share"));
    ShareWitness holder = node(folder, 0);
    ShareWitness claimant = node(folder, 1);
    CyclicBarrier together = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        WitnessView before = holder.read();
        long epoch = before.epoch() + 1;
        assertThat(holder.claim(epoch, before)).isTrue();
        WitnessView seen = claimant.read();
        Callable<Boolean> renewal =
            () -> {
              together.await(1, TimeUnit.MINUTES);
              return holder.renew(epoch);
            };
        Callable<Boolean> claim =
            () -> {
              together.await(1, TimeUnit.MINUTES);
              return claimant.claim(epoch + 1, seen);
            };
        List<Future<Boolean>> both = threads.invokeAll(List.of(renewal, claim));
        assertThat(both.get(0).get() && both.get(1).get()).as("both in round %s", round).isFalse();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @DisplayName("R6.1 R6.2 two processes that claim one epoch after another never hold the same one")
  void processes() throws Exception {
    Files.createDirectory(folder.resolve("share"));
    List<Process> nodes = List.of(start(1), start(2));
    try {
      List<String> won = new ArrayList<>();
      for (Process node : nodes) {
        try (InputStream out = node.getInputStream()) {
          won.addAll(new String(out.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
        }
        assertThat(node.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(node.exitValue()).isZero();
      }
      assertThat(won).isNotEmpty().doesNotHaveDuplicates();
    } finally {
      nodes.forEach(Process::destroyForcibly);
    }
  }

  private Process start(int number) throws IOException {
    Process node =
        TestProcess.builder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Racer.class.getName(),
                folder.toString(),
                Integer.toString(number))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    node.getOutputStream().close();
    return node;
  }

  /** Claims again and again, and prints each epoch that it got. */
  static final class Racer {
    private Racer() {}

    public static void main(String[] args) throws WitnessException {
      ShareWitness witness = node(Path.of(args[0]), Integer.parseInt(args[1]));
      for (int i = 0; i < ROUNDS; i++) {
        WitnessView seen = witness.read();
        long epoch = seen.epoch() + 1;
        if (witness.claim(epoch, seen)) {
          System.out.println(epoch);
        }
      }
    }
  }
}
