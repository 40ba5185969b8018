package org.sbs.server.node;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.sbs.core.health.CheckOutcome;
import org.sbs.core.health.CheckState;
import org.sbs.core.health.CheckedRun;
import org.sbs.core.health.HealthCheck;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.Event;
import org.sbs.core.role.NodeState;
import org.sbs.server.health.HealthProbe;
import org.sbs.view.status.NodeStatus;
import org.sbs.view.text.ReasonText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the health checks of the service while it runs here, and tells the node when one finds that
 * it hangs (R7.3). Each form of check has a thread of its own, on which checks are done one after
 * another, so that no check waits for one of another form, and never are two of a form under way.
 * What a check found of a service that was started anew or is being restarted meanwhile does not
 * count. Safe for any thread.
 */
final class HealthMonitor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);

  /** So often a thread that waits looks at the clock, which may jump when the machine wakes. */
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** One that does not come to its end so long after its limit is worth a word. */
  private static final long OVERDUE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final List<HealthCheck> checks;
  private final List<HealthProbe> probes = new ArrayList<>();
  private final LongSupplier clock;
  private final Disturbance disturbance;
  private final Consumer<Event> events;
  private final Consumer<Reason> news;
  private final Consumer<Throwable> fault;
  private final ReasonText english = ReasonText.english();
  private final List<Thread> threads = new ArrayList<>();

  /** When each check is due; while one is under way, when it was begun. */
  private final long[] dueNanos;

  private final boolean[] underWay;

  /** How often in a row each could not be done, and whether that was told. */
  private final int[] notPossible;

  private final boolean[] told;

  /** Which run of the service is checked, as the node knows it. */
  private Optional<Long> runNanos = Optional.empty();

  /** What was found of it, since it was last restarted beside what the node knows of. */
  private Optional<CheckedRun> run = Optional.empty();

  private long disturbances;
  private boolean hangs;
  private boolean closed;

  /** Tells of what befalls the service without any event. */
  interface Disturbance {
    /** Another number each time that something begins or ends; odd while something is under way. */
    long count();
  }

  /**
   * One check to be done.
   *
   * @param runNanos the run that it is done in
   * @param disturbances what had befallen the service by then
   */
  private record Turn(int index, long runNanos, long disturbances) {}

  /**
   * Does nothing before {@link #start}.
   *
   * @param probes make what asks, for each check
   * @param events gets what checks find of the service
   * @param news gets what is wrong with checks themselves
   */
  HealthMonitor(
      List<HealthCheck> checks,
      HealthCheck.Cases<HealthProbe> probes,
      LongSupplier clock,
      Disturbance disturbance,
      Consumer<Event> events,
      Consumer<Reason> news,
      Consumer<Throwable> fault) {
    this.checks = List.copyOf(checks);
    this.clock = clock;
    this.disturbance = disturbance;
    this.events = events;
    this.news = news;
    this.fault = fault;
    this.checks.forEach(check -> this.probes.add(check.choose(probes)));
    this.dueNanos = new long[checks.size()];
    this.underWay = new boolean[checks.size()];
    this.notPossible = new int[checks.size()];
    this.told = new boolean[checks.size()];
  }

  /** Begins to look. */
  void start() {
    Map<HealthCheck.Kind, List<Integer>> forms = new EnumMap<>(HealthCheck.Kind.class);
    for (int i = 0; i < checks.size(); i++) {
      forms.computeIfAbsent(checks.get(i).kind(), kind -> new ArrayList<>()).add(i);
    }
    forms.forEach(
        (kind, indexes) -> {
          Thread thread = Worker.thread(() -> work(indexes), "sbs-check-" + kind.word());
          threads.add(thread);
          thread.start();
        });
  }

  /** The node has made a step: its service may have been started, or be no more to be checked. */
  synchronized void stepped(NodeState state) {
    Optional<Long> now = state.checkedRun();
    if (!now.equals(runNanos)) {
      runNanos = now;
      run = Optional.empty();
      now.ifPresent(started -> begin(disturbance.count()));
      notifyAll();
    }
  }

  /** Begins anew: of the service as it is now nothing is known. */
  private void begin(long count) {
    long now = clock.getAsLong();
    run = Optional.of(CheckedRun.begun(now, checks));
    disturbances = count;
    hangs = false;
    for (int i = 0; i < checks.size(); i++) {
      dueNanos[i] = now + checks.get(i).pace().everyNanos();
    }
  }

  /** Whether the service hung when it was checked last: it is of no use to ask it for anything. */
  synchronized boolean hangs() {
    return hangs;
  }

  // ---- the checks ----

  private void work(List<Integer> indexes) {
    try {
      while (true) {
        Turn turn = awaitTurn(indexes);
        long began = clock.getAsLong();
        CheckOutcome outcome =
            probes.get(turn.index).ask(checks.get(turn.index).pace().withinNanos());
        done(turn, outcome, began);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      fault.accept(e);
    }
  }

  private synchronized Turn awaitTurn(List<Integer> indexes) throws InterruptedException {
    while (!closed) {
      long count = disturbance.count();
      boolean restarting = count % 2 != 0;
      if (run.isPresent() && !restarting && count != disturbances) {
        begin(count);
      }
      long now = clock.getAsLong();
      int next = Collections.min(indexes, (a, b) -> Long.compare(dueNanos[a] - dueNanos[b], 0));
      long left = run.isEmpty() || restarting ? LOOK_NANOS : dueNanos[next] - now;
      if (left <= 0) {
        dueNanos[next] = now;
        underWay[next] = true;
        return new Turn(next, runNanos.orElseThrow(), count);
      }
      wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(Math.min(left, LOOK_NANOS))));
    }
    throw new InterruptedException("SBS is ending");
  }

  private synchronized void done(Turn turn, CheckOutcome outcome, long began) {
    int index = turn.index;
    HealthCheck check = checks.get(index);
    underWay[index] = false;
    dueNanos[index] = began + check.pace().everyNanos();
    boolean same =
        runNanos.filter(now -> now == turn.runNanos).isPresent()
            && disturbance.count() == turn.disturbances;
    if (!same) {
      return;
    }
    CheckedRun after = run.orElseThrow().after(index, outcome, began, clock.getAsLong());
    run = Optional.of(after);
    boolean hung = hangs;
    hangs = after.isUnhealthy();
    tell(index, after.states().get(index));
    Optional<Reason> finding = after.finding(index);
    if (finding.isPresent()) {
      events.accept(new Event.ServiceUnhealthy(turn.runNanos, finding.get()));
    } else if (hung && !hangs) {
      events.accept(new Event.ServiceHealthy(turn.runNanos));
    }
  }

  /** What is wrong with the check itself is told once, when it is no chance any more. */
  private void tell(int index, CheckState state) {
    HealthCheck check = checks.get(index);
    Reason trouble = state.trouble(check);
    switch (state.last().orElseThrow().result()) {
      case PASSED -> {
        notPossible[index] = 0;
        if (told[index]) {
          told[index] = false;
          news.accept(
              Reason.of(ReasonCode.CHECK_PASSES_AGAIN)
                  .with("check", check.kind().word())
                  .with("target", check.target()));
        }
      }
      case FAILED -> {
        notPossible[index] = 0;
        int failures = state.failures();
        if (failures <= check.pace().failures() || Integer.bitCount(failures) == 1) {
          LOG.warn("{}", english.say(trouble));
        }
      }
      case NOT_ASKED -> {
        notPossible[index]++;
        if (notPossible[index] >= check.pace().failures() && !told[index]) {
          told[index] = true;
          news.accept(trouble);
        }
      }
    }
  }

  // ---- what is known ----

  /** What is wrong with the service by each check, or with the check. */
  List<Reason> problems() {
    return findings().stream().filter(finding -> !finding.isEmpty()).toList();
  }

  /** The same for each check; failures that do not count yet are nothing. */
  synchronized List<Reason> findings() {
    List<Reason> findings = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      Reason trouble = trouble(i);
      boolean counts =
          trouble.has(ReasonCode.CHECK_NOT_POSSIBLE)
              || state(i).filter(state -> state.failures() > 0).isPresent();
      findings.add(counts ? trouble : Reason.NONE);
    }
    return findings;
  }

  private Reason trouble(int index) {
    HealthCheck check = checks.get(index);
    long since = clock.getAsLong() - dueNanos[index];
    if (underWay[index] && since > check.pace().withinNanos() + OVERDUE_NANOS) {
      return Reason.of(ReasonCode.CHECK_NOT_POSSIBLE)
          .with("check", check.kind().word())
          .with("target", check.target())
          .with(
              "cause",
              Reason.of(ReasonCode.CHECK_UNDER_WAY)
                  .with("seconds", TimeUnit.NANOSECONDS.toSeconds(since)));
    }
    return run.map(now -> now.trouble(index)).orElse(Reason.NONE);
  }

  /** Each check with its last result, for status. */
  synchronized List<NodeStatus.CheckStatus> status() {
    List<NodeStatus.CheckStatus> all = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      HealthCheck check = checks.get(i);
      Optional<CheckState> state = state(i);
      Reason trouble = trouble(i);
      all.add(
          new NodeStatus.CheckStatus(
              check.kind().word(),
              check.target(),
              word(state, trouble),
              state.map(CheckState::failures).orElse(0),
              Optional.of(trouble).filter(told -> !told.isEmpty())));
    }
    return List.copyOf(all);
  }

  private Optional<CheckState> state(int index) {
    return run.map(now -> now.states().get(index));
  }

  private static String word(Optional<CheckState> state, Reason trouble) {
    if (trouble.has(ReasonCode.CHECK_NOT_POSSIBLE)) {
      return "not-possible";
    }
    Optional<CheckOutcome> last = state.flatMap(CheckState::last);
    return last.isEmpty()
        ? "waiting"
        : last.get().result() == CheckOutcome.Result.PASSED ? "passed" : "failed";
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    threads.forEach(Thread::interrupt);
  }
}
