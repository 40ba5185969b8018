package org.sbs.server.witness;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.WitnessView;

/**
 * A witness that always answers in time: each call runs on a thread of its own and counts as failed
 * at its deadline. While one hangs beyond that, further calls fail at once; when it returns, its
 * answer is thrown away and the witness works again. Never blocks; safe for any thread.
 *
 * <p>The futures never end with an exception, and end on a thread of the witness: who waits must
 * not be kept.
 */
public final class TimedWitness implements AutoCloseable {
  private static final int MOST_WAITING = 16;

  /** Trying out whether a witness is fit takes many calls of it. */
  private static final int CALLS_OF_A_TRIAL = 10;

  private static final Reason ENDS = Reason.of(ReasonCode.WITNESS_NOT_ASKED);

  /**
   * What came of a call.
   *
   * @param sentNanos by the node's clock, before the call was begun: a lease counts from then
   * @param value the answer; empty if there was none in time
   * @param failure why there is none; else empty
   */
  public record Answer<T>(long sentNanos, Optional<T> value, Reason failure) {}

  /** A call of the witness. */
  private interface Call<T> {
    T call() throws WitnessException;
  }

  private final Witness witness;
  private final long deadlineNanos;
  private final LongSupplier clock;
  private final ThreadPoolExecutor caller;
  private final ScheduledThreadPoolExecutor timer;
  private Optional<Job<?>> running = Optional.empty();

  /**
   * Takes the witness over: nobody else calls it from now on.
   *
   * @param clock monotonic, in nanoseconds, the same by which the lease is counted
   */
  public TimedWitness(Witness witness, Duration deadline, LongSupplier clock) {
    this.witness = witness;
    this.deadlineNanos = deadline.toNanos();
    this.clock = clock;
    this.caller =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            task -> daemon(task, "sbs-witness"),
            (task, executor) -> ((Job<?>) task).fail(Reason.of(ReasonCode.WITNESS_OVERRUN)));
    this.timer = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "sbs-witness-deadline"));
    timer.setRemoveOnCancelPolicy(true);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** As {@link Witness#identity}. */
  public CompletableFuture<Answer<String>> identity() {
    return ask(witness::identity);
  }

  /** As {@link Witness#read}. */
  public CompletableFuture<Answer<WitnessView>> read() {
    return ask(witness::read);
  }

  /** As {@link Witness#claim}. */
  public CompletableFuture<Answer<Boolean>> claim(long epoch, WitnessView seen) {
    return ask(() -> witness.claim(epoch, seen));
  }

  /** As {@link Witness#renew}. */
  public CompletableFuture<Answer<Boolean>> renew(long epoch) {
    return ask(() -> witness.renew(epoch));
  }

  /** As {@link Witness#release}; the answer is true. */
  public CompletableFuture<Answer<Boolean>> release(long epoch) {
    return ask(
        () -> {
          witness.release(epoch);
          return true;
        });
  }

  /**
   * As {@link Witness#objection}; the answer is empty text where there is none. It may take ten
   * times the deadline, and other calls wait for it.
   */
  public CompletableFuture<Answer<String>> objection() {
    return ask(() -> witness.objection().orElse(""), deadlineNanos * CALLS_OF_A_TRIAL);
  }

  private <T> CompletableFuture<Answer<T>> ask(Call<T> call) {
    return ask(call, deadlineNanos);
  }

  private <T> CompletableFuture<Answer<T>> ask(Call<T> call, long limitNanos) {
    Job<T> job = new Job<>(call, limitNanos);
    synchronized (this) {
      if (running.map(Job::isOver).orElse(false)) {
        job.late();
      } else if (caller.isShutdown()) {
        job.fail(ENDS);
      } else {
        job.timeout = timer.schedule(job::late, limitNanos, TimeUnit.NANOSECONDS);
        caller.execute(job);
      }
    }
    return job.answer;
  }

  /** One call, from the question to its answer or its deadline, whichever comes first. */
  private final class Job<T> implements Runnable {
    private final Call<T> call;
    private final long limitNanos;
    private final CompletableFuture<Answer<T>> answer = new CompletableFuture<>();
    private volatile long sentNanos = clock.getAsLong();
    private volatile ScheduledFuture<?> timeout;

    Job(Call<T> call, long limitNanos) {
      this.call = call;
      this.limitNanos = limitNanos;
    }

    boolean isOver() {
      return answer.isDone();
    }

    @Override
    public void run() {
      synchronized (TimedWitness.this) {
        if (isOver()) {
          // Nobody waits any more: a claim that was given up must not be made after all.
          return;
        }
        running = Optional.of(this);
      }
      Answer<T> result = result();
      synchronized (TimedWitness.this) {
        running = Optional.empty();
        if (caller.isShutdown()) {
          witness.close();
        }
      }
      // Last, for whoever waits for it may ask again at once.
      end(result);
    }

    private Answer<T> result() {
      long began = clock.getAsLong();
      sentNanos = began;
      try {
        T value = call.call();
        // An answer from before a sleep of this machine is as late as any.
        return clock.getAsLong() - began > limitNanos
            ? failed(lateness())
            : new Answer<>(began, Optional.of(value), Reason.NONE);
      } catch (WitnessException e) {
        return new Answer<>(began, Optional.empty(), e.reason());
      } catch (RuntimeException | Error e) {
        return failed(Reason.of(ReasonCode.WITNESS_BROKE).with("words", e.toString()));
      }
    }

    void late() {
      fail(lateness());
    }

    private Reason lateness() {
      return Reason.of(ReasonCode.WITNESS_UNANSWERED)
          .with("time", String.format(Locale.ROOT, "%.1f s", limitNanos / 1e9));
    }

    void fail(Reason why) {
      end(failed(why));
    }

    private Answer<T> failed(Reason why) {
      return new Answer<>(sentNanos, Optional.empty(), why);
    }

    private void end(Answer<T> result) {
      answer.complete(result);
      ScheduledFuture<?> waiting = timeout;
      if (waiting != null) {
        waiting.cancel(false);
      }
    }
  }

  /**
   * Asks nothing more and fails what was asked; connections end when the call that is being made
   * returns.
   */
  @Override
  public void close() {
    Optional<Job<?>> last;
    List<Runnable> waiting;
    synchronized (this) {
      last = running;
      waiting = caller.shutdownNow();
    }
    waiting.forEach(job -> ((Job<?>) job).fail(ENDS));
    last.ifPresent(job -> job.fail(ENDS));
    timer.shutdownNow();
    if (last.isEmpty()) {
      witness.close();
    }
  }
}
