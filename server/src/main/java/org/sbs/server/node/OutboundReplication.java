package org.sbs.server.node;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.sync.CycleResult;
import org.sbs.server.sync.PrimaryReplication;
import org.sbs.server.sync.SyncStatus;

/**
 * Whom this node sends to: the secondary of at most one link. Who asks for a cycle while that
 * secondary has joined and its connection for data still opens waits for the connection. Safe for
 * any thread.
 */
final class OutboundReplication {
  /**
   * To the secondary of one link.
   *
   * @param sending completes when the connection for data is open; cancelled when the link is lost
   *     before
   */
  private record Line(long link, CompletableFuture<PrimaryReplication> sending) {
    Optional<PrimaryReplication> open() {
      // In this order: what is done stays as it is, what is not may be cancelled meanwhile.
      boolean open = sending.isDone() && !sending.isCancelled();
      return open ? Optional.of(sending.join()) : Optional.empty();
    }
  }

  /** By then it is known whether the network takes data. */
  private static final Duration OPENING_LIMIT = Duration.ofSeconds(30);

  private final Duration openingLimit;
  private final AtomicReference<Optional<Line>> line = new AtomicReference<>(Optional.empty());
  private volatile Optional<SyncStatus> last = Optional.empty();

  /** To nobody yet. */
  OutboundReplication() {
    this(OPENING_LIMIT);
  }

  /**
   * The same.
   *
   * @param openingLimit for so long a cycle that is asked for waits for the connection
   */
  OutboundReplication(Duration openingLimit) {
    this.openingLimit = openingLimit;
  }

  /** That link's secondary joins; nobody else is sent to any more. */
  void expect(long link) {
    change(Optional.of(new Line(link, new CompletableFuture<>())));
  }

  boolean isExpected(long link) {
    return line.get().filter(to -> to.link() == link).isPresent();
  }

  /**
   * The connection for data of that link is open.
   *
   * @return false if it is not wanted any more: close what sends over it
   */
  boolean opened(long link, PrimaryReplication sending) {
    return line.get()
        .filter(to -> to.link() == link)
        .map(to -> to.sending().complete(sending))
        .orElse(false);
  }

  /** That link is lost: what is sent over it ends, and nobody waits for it any more. */
  void drop(long link) {
    if (isExpected(link)) {
      change(Optional.empty());
    }
  }

  /** This node sends to nobody, and what it sent does not count any more. */
  void end() {
    change(Optional.empty());
    last = Optional.empty();
  }

  private void change(Optional<Line> next) {
    line.getAndSet(next)
        .ifPresent(
            before -> {
              before.sending().cancel(false);
              before
                  .open()
                  .ifPresent(
                      sending -> {
                        sending.close();
                        last = Optional.of(sending.status());
                      });
            });
  }

  /**
   * A cycle now, or as soon as the secondary that joins has its connection.
   *
   * @param obstacle what is known to be wrong with the connection: that is why, should the cycle
   *     not come about
   */
  CompletableFuture<CycleResult> cycle(
      boolean allowHeldDeletes, boolean whole, Supplier<Optional<Reason>> obstacle) {
    return line.get()
        .map(
            to ->
                to.sending()
                    .copy()
                    .orTimeout(openingLimit.toMillis(), TimeUnit.MILLISECONDS)
                    .thenCompose(sending -> sending.requestCycle(allowHeldDeletes, whole))
                    .thenApply(
                        result -> result.committed() ? result : result.because(obstacle.get()))
                    .exceptionally(failure -> none(why(failure, obstacle))))
        .orElseGet(
            () -> CompletableFuture.completedFuture(none(Reason.of(ReasonCode.NO_SECONDARY))));
  }

  private Reason why(Throwable failure, Supplier<Optional<Reason>> obstacle) {
    return failure.getCause() instanceof TimeoutException
        ? obstacle
            .get()
            .orElseGet(
                () ->
                    Reason.of(ReasonCode.DATA_CONNECTION_NOT_OPEN)
                        .with("seconds", openingLimit.toSeconds()))
        : Reason.of(ReasonCode.SECONDARY_LOST_BEFORE_CYCLE);
  }

  private static CycleResult none(Reason why) {
    return new CycleResult(0, false, why, 0, 0, 0, List.of());
  }

  /** What sends at present. */
  Optional<PrimaryReplication> sending() {
    return line.get().flatMap(Line::open);
  }

  /**
   * How it stands, or stood when the last secondary was lost.
   *
   * @param before how it stands if nothing was sent yet
   */
  SyncStatus status(SyncStatus before) {
    return sending().map(PrimaryReplication::status).orElseGet(() -> waiting(last.orElse(before)));
  }

  /** What was committed on another secondary, or by this node as one, is not on the one to come. */
  private SyncStatus waiting(SyncStatus known) {
    return line.get().isEmpty()
        ? known
        : new SyncStatus(known.cycle(), known.files(), 0, Optional.empty(), known.problems());
  }
}
