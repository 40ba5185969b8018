package org.sbs.lpm.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimStoreTest {
  private final JobIds ids = new JobIds(Clock.systemUTC());
  @TempDir private Path capture;
  private ClaimStore a;
  private ClaimStore b;

  @BeforeEach
  void setUp() throws IOException {
    a = new ClaimStore(capture, "Dock", new NodeId("A", "1"));
    b = new ClaimStore(capture, "Dock", new NodeId("B", "1"));
    a.prepare();
    b.prepare();
  }

  private Path drop(String name) throws IOException {
    return Files.writeString(capture.resolve(name), "x");
  }

  private Claim take(ClaimStore store, String name) throws IOException {
    return store.take(capture.resolve(name), JobName.of(ids.next(), name)).orElseThrow();
  }

  @Test
  @DisplayName("R12.2 a file that two nodes claim in the same instant has exactly one winner")
  void oneWinner() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 200; round++) {
        String name = "f" + round;
        drop(name);
        CyclicBarrier barrier = new CyclicBarrier(2);
        List<Future<Optional<Claim>>> results =
            pool.invokeAll(List.of(taker(a, name, barrier), taker(b, name, barrier)));
        boolean wonByA = results.get(0).get().isPresent();
        boolean wonByB = results.get(1).get().isPresent();
        assertThat(wonByA ^ wonByB).as("round " + round).isTrue();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(a.own().size() + b.own().size()).isEqualTo(200);
  }

  private Callable<Optional<Claim>> taker(ClaimStore store, String name, CyclicBarrier barrier) {
    return () -> {
      barrier.await();
      return store.take(capture.resolve(name), JobName.of(ids.next(), name));
    };
  }

  @Test
  @DisplayName("R12.4 a claim that was taken over is lost to its old owner at every step")
  void lostClaims() throws Exception {
    drop("x");
    Claim claim = take(a, "x");
    assertThat(b.adopt(true)).hasSize(1);
    assertThatThrownBy(() -> a.check(claim)).isInstanceOf(LostClaimException.class);
    assertThatThrownBy(() -> a.move(claim, ClaimState.SENDING))
        .isInstanceOf(LostClaimException.class);
    assertThatThrownBy(() -> a.done(claim)).isInstanceOf(LostClaimException.class);
    assertThatThrownBy(() -> a.failed(claim, "no")).isInstanceOf(LostClaimException.class);
    assertThat(capture.resolve("done")).isEmptyDirectory();
    assertThat(capture.resolve("failed")).isEmptyDirectory();
  }

  @Test
  @DisplayName("R12.4 taking over keeps identity and state, and leaves no empty folders")
  void adoption() throws Exception {
    drop("x.csv");
    drop("y.csv");
    drop("z.csv");
    Claim x = take(a, "x.csv");
    Claim y = a.move(take(a, "y.csv"), ClaimState.SENDING);
    Claim z = a.move(take(a, "z.csv"), ClaimState.HELD);
    assertThat(b.adopt(false)).as("not told to take from others").isEmpty();
    List<ClaimStore.Adopted> adopted = b.adopt(true);
    assertThat(adopted)
        .extracting(one -> one.claim().name(), one -> one.claim().state(), ClaimStore.Adopted::from)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(x.name(), ClaimState.CLAIMED, "A~1"),
            org.assertj.core.groups.Tuple.tuple(y.name(), ClaimState.SENDING, "A~1"),
            org.assertj.core.groups.Tuple.tuple(z.name(), ClaimState.HELD, "A~1"));
    assertThat(capture.resolve("claims/Dock/A~1")).doesNotExist();
    Path done = b.done(adopted.get(0).claim());
    assertThat(done.getFileName()).hasToString("x~" + x.name().id() + ".csv");
    drop("w");
    assertThat(a.take(capture.resolve("w"), JobName.of(ids.next(), "w")))
        .as("its folders were cleared away; they are made again, and the next look takes it")
        .isEmpty();
    assertThat(take(a, "w").path()).exists();
  }

  @Test
  @DisplayName("R12.4 a node's own claims of an earlier run are its own")
  void earlierInstance() throws Exception {
    drop("x");
    drop("y");
    take(a, "x");
    take(b, "y");
    ClaimStore again = new ClaimStore(capture, "Dock", new NodeId("A", "2"));
    again.prepare();
    assertThat(again.adopt(false))
        .extracting(one -> one.claim().name().file())
        .containsExactly("x");
  }

  @Test
  @DisplayName("R12.4 a share that went away does not look like a claim that was taken over")
  void unmountedShare() throws Exception {
    drop("x");
    Claim claim = take(a, "x");
    Path away = capture.resolveSibling(capture.getFileName() + "-away");
    Files.move(capture, away);
    try {
      assertThatThrownBy(() -> a.check(claim)).isInstanceOf(NoSuchFileException.class);
      assertThatThrownBy(() -> a.done(claim)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> a.prepare()).isInstanceOf(NoSuchFileException.class);
      assertThat(capture).doesNotExist();
    } finally {
      Files.move(away, capture);
    }
    a.check(claim);
  }

  @Test
  @DisplayName("R12.4 a job's name survives the way into a claim and back")
  void jobNames() {
    JobName name = JobName.of(ids.next(), "a~b.tar.gz");
    assertThat(JobName.parse(name.claimName())).contains(name);
    assertThat(name.endName()).isEqualTo("a~b.tar~" + name.id() + ".gz");
    assertThat(JobName.parse("notes.txt")).isEmpty();
    assertThat(ids.next()).isNotEqualTo(ids.next());
  }

  @Test
  @DisplayName("R12.7 rows that are not printed are filed once, whoever handles the job")
  void rowsOnce() throws Exception {
    drop("x.csv");
    Claim claim = take(a, "x.csv");
    String name = a.fileRows(claim, out -> out.write('x'), "why");
    Path rows = capture.resolve("failed").resolve(name);
    assertThat(rows).hasContent("x");
    assertThat(rows.resolveSibling(name + ".reason.txt")).hasContent("why");
    Files.delete(rows);
    Claim adopted = b.adopt(true).get(0).claim();
    assertThat(b.fileRows(adopted, out -> out.write('x'), "why")).isEqualTo(name);
    assertThat(rows).doesNotExist();
    assertThat(b.takeBack(claim.name().id(), claim.name())).isEmpty();
    Files.writeString(rows, "x");
    assertThat(b.takeBack(claim.name().id(), claim.name())).isEmpty();
    b.notes().forgetAll(claim.name());
    assertThat(b.notes().hasFiledRows(claim.name())).isFalse();
  }
}
