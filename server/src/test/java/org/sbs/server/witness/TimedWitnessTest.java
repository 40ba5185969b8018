package org.sbs.server.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.WitnessView;
import org.sbs.server.witness.TimedWitness.Answer;

class TimedWitnessTest {
  private static final Duration DEADLINE = Duration.ofMillis(200);

  private final HangingWitness slow = new HangingWitness();
  private final TimedWitness timed = new TimedWitness(slow, DEADLINE, System::nanoTime);

  /** For what is answered, on a busy machine too. */
  private final TimedWitness patient =
      new TimedWitness(slow, Duration.ofMinutes(1), System::nanoTime);

  @AfterEach
  void end() {
    slow.goOn();
    timed.close();
    patient.close();
  }

  private static <T> Answer<T> answer(CompletableFuture<Answer<T>> future) throws Exception {
    return future.get(30, TimeUnit.SECONDS);
  }

  @Test
  @DisplayName("R6.2 an answer says when its question was sent: before the witness was asked")
  void sent() throws Exception {
    long before = System.nanoTime();
    Answer<Boolean> answer = answer(patient.claim(1, WitnessView.UNCLAIMED));
    assertThat(answer.value()).contains(true);
    assertThat(answer.failure()).isEqualTo(Reason.NONE);
    assertThat(answer.sentNanos() - before).isNotNegative();
    assertThat(slow.askedAt.get(0) - answer.sentNanos()).isNotNegative();
  }

  @Test
  @DisplayName("R6.3 a fault of the witness is an answer with its sentence")
  void fault() throws Exception {
    slow.fault = "The share is away.";
    assertThat(answer(patient.renew(1)).failure()).isEqualTo(Reason.sentence("The share is away."));
    slow.fault = "!";
    assertThat(answer(patient.renew(1)).failure().code()).isEqualTo(ReasonCode.WITNESS_BROKE);
    slow.fault = "";
    assertThat(answer(patient.renew(1)).value()).contains(true);
  }

  @Test
  @DisplayName("R11.3 a call that hangs fails at its deadline, others at once, on no more threads")
  void hangs() throws Exception {
    slow.hang();
    CompletableFuture<Answer<Boolean>> first = timed.claim(1, WitnessView.UNCLAIMED);
    CompletableFuture<Answer<Boolean>> waiting = timed.renew(7);
    assertThat(answer(first).failure())
        .isEqualTo(Reason.of(ReasonCode.WITNESS_UNANSWERED).with("time", "0.2 s"));
    assertThat(answer(waiting).value()).isEmpty();
    for (int i = 0; i < 100; i++) {
      CompletableFuture<Answer<WitnessView>> next = timed.read();
      assertThat(next).isDone();
      assertThat(answer(next).failure().code()).isEqualTo(ReasonCode.WITNESS_UNANSWERED);
    }
    await().until(() -> threads().size() == 1);

    slow.goOn();
    await().until(() -> answer(timed.read()).value().isPresent());
    assertThat(first.join().value()).as("the late answer is nobody's").isEmpty();
    assertThat(slow.asked).as("what was given up is not done after all").doesNotContain("renew 7");
  }

  private static List<String> threads() {
    try (Stream<Thread> all = Thread.getAllStackTraces().keySet().stream()) {
      return all.map(Thread::getName).filter("sbs-witness"::equals).toList();
    }
  }

  @Test
  @DisplayName("R6.2 R2.9 an answer from before a sleep of the machine is too late")
  void slept() throws Exception {
    AtomicLong clock = new AtomicLong();
    slow.whileAsked = () -> clock.addAndGet(DEADLINE.toNanos() + 1);
    try (TimedWitness sleeper = new TimedWitness(slow, DEADLINE, clock::get)) {
      Answer<Boolean> answer = answer(sleeper.renew(1));
      assertThat(answer.value()).isEmpty();
      assertThat(answer.sentNanos()).isZero();
    }
  }

  @Test
  @DisplayName("R6.2 who gets an answer may ask again at once, from where it came")
  void again() throws Exception {
    CompletableFuture<Answer<Boolean>> second =
        patient.read().thenCompose(answer -> patient.claim(1, answer.value().orElseThrow()));
    assertThat(answer(second).value()).contains(true);
  }

  @Test
  @DisplayName("R6.3 the end fails what was asked, and closes the witness when it is free")
  void closed() throws Exception {
    slow.hang();
    CompletableFuture<Answer<WitnessView>> last = patient.read();
    CompletableFuture<Answer<WitnessView>> next = patient.read();
    await().until(() -> !slow.asked.isEmpty());
    patient.close();
    assertThat(answer(last).failure().code()).isEqualTo(ReasonCode.WITNESS_NOT_ASKED);
    assertThat(answer(next).failure().code()).isEqualTo(ReasonCode.WITNESS_NOT_ASKED);
    assertThat(answer(patient.read()).value()).isEmpty();
    slow.goOn();
    await().until(() -> slow.closed);
  }

  /** Answers yes to everything, when it may. */
  private static final class HangingWitness implements Witness {
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<Long> askedAt = new CopyOnWriteArrayList<>();
    volatile String fault = "";
    volatile boolean closed;
    volatile Runnable whileAsked = () -> {};
    private volatile CountDownLatch gate = new CountDownLatch(0);

    void hang() {
      gate = new CountDownLatch(1);
    }

    void goOn() {
      gate.countDown();
    }

    private void ask(String what) throws WitnessException {
      asked.add(what);
      askedAt.add(System.nanoTime());
      whileAsked.run();
      boolean open = false;
      while (!open) {
        try {
          open = gate.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
          // As a share that hangs, it cannot be interrupted.
        }
      }
      if (fault.equals("!")) {
        throw new IllegalStateException("broken");
      } else if (!fault.isEmpty()) {
        throw new WitnessException(Reason.sentence(fault));
      }
    }

    @Override
    public String identity() throws WitnessException {
      ask("identity");
      return "w";
    }

    @Override
    public WitnessView read() throws WitnessException {
      ask("read");
      return WitnessView.UNCLAIMED;
    }

    @Override
    public boolean claim(long epoch, WitnessView seen) throws WitnessException {
      ask("claim " + epoch);
      return true;
    }

    @Override
    public boolean renew(long epoch) throws WitnessException {
      ask("renew " + epoch);
      return true;
    }

    @Override
    public void release(long epoch) throws WitnessException {
      ask("release " + epoch);
    }

    @Override
    public Optional<String> objection() throws WitnessException {
      ask("objection");
      return Optional.empty();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
