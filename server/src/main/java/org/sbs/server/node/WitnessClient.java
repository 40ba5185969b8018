package org.sbs.server.node;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sbs.core.role.Event;
import org.sbs.core.role.WitnessView;
import org.sbs.server.witness.TimedWitness;

/** Puts the node's questions to its witness, if it has one. Nothing here waits. */
final class WitnessClient implements AutoCloseable {
  private static final long AGAIN_SECONDS = 2;

  private final Optional<TimedWitness> witness;
  private final Consumer<Event> events;
  private volatile CompletableFuture<?> last = CompletableFuture.completedFuture(null);

  WitnessClient(Optional<TimedWitness> witness, Consumer<Event> events) {
    this.witness = witness;
    this.events = events;
  }

  /** Asks what tells the witness from others, until it says so. */
  void know() {
    witness.ifPresent(
        asked -> {
          CompletableFuture<Void> unused =
              asked
                  .identity()
                  .thenAccept(
                      answer ->
                          answer
                              .value()
                              .ifPresentOrElse(
                                  name -> events.accept(new Event.WitnessKnown(name)),
                                  this::knowLater));
        });
  }

  private void knowLater() {
    CompletableFuture.delayedExecutor(AGAIN_SECONDS, TimeUnit.SECONDS).execute(this::know);
  }

  void look() {
    tell(asked().read(), answer -> new Event.WitnessSeen(answer.value().get(), answer.sentNanos()));
  }

  void claim(long epoch, WitnessView seen) {
    tell(asked().claim(epoch, seen), answer -> held(epoch, answer));
  }

  void renew(long epoch) {
    tell(asked().renew(epoch), answer -> held(epoch, answer));
  }

  private static Event held(long epoch, TimedWitness.Answer<Boolean> answer) {
    return answer.value().get()
        ? new Event.Claimed(epoch, answer.sentNanos())
        : new Event.ClaimLost(epoch);
  }

  void release(long epoch) {
    tell(asked().release(epoch), answer -> new Event.Released(epoch));
  }

  private TimedWitness asked() {
    return witness.orElseThrow(() -> new IllegalStateException("there is no witness to ask"));
  }

  private <T> void tell(
      CompletableFuture<TimedWitness.Answer<T>> question,
      Function<TimedWitness.Answer<T>, Event> meaning) {
    last =
        question.thenAccept(
            answer ->
                events.accept(
                    answer.value().isPresent()
                        ? meaning.apply(answer)
                        : new Event.WitnessFailed(answer.failure())));
  }

  /** Does something after the last question is answered, or has failed at its deadline. */
  void afterAll(Runnable what) {
    CompletableFuture<Void> unused = last.thenRun(what);
  }

  @Override
  public void close() {
    witness.ifPresent(TimedWitness::close);
  }
}
