package org.sbs.server.node;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sbs.core.readiness.Comparison;
import org.sbs.core.readiness.Comparison.Other;
import org.sbs.core.readiness.Facts;
import org.sbs.core.readiness.Finding;
import org.sbs.core.readiness.Level;
import org.sbs.core.readiness.Probe;
import org.sbs.core.readiness.Report;
import org.sbs.core.reason.Reason;
import org.sbs.core.role.PeerView;
import org.sbs.server.check.NodeFacts;
import org.sbs.server.link.FactsAnswer;
import org.sbs.server.link.FactsSource;
import org.sbs.server.link.PeerDialer;

/**
 * Checks the pair (R7.6): when a user asks, and every few minutes by itself, so that status can say
 * in one line what stands in the way of a takeover (R9.3). Nothing here decides about roles, and
 * whatever hangs is waited for on threads of its own. Safe for any thread.
 */
final class ReadinessChecker implements FactsSource, AutoCloseable {
  private static final Duration ASK_LIMIT = Duration.ofSeconds(15);
  private static final long TICK_MS = 2_000;

  /** How long facts count as fresh: for a user who waits, and for anybody else. */
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long USUAL_NANOS = TimeUnit.SECONDS.toNanos(8);
  private static final long EVERY_NANOS = TimeUnit.MINUTES.toNanos(3);
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

  /**
   * The node, as far as a check needs it.
   *
   * @param view what it says of itself to the peer
   * @param live what it knows, given what came of calling the peer
   * @param link the link to the peer while there is one
   * @param unread what this node as primary may not read, which its secondary cannot see
   * @param now why a takeover would not work now, beside what checks found
   */
  record Present(
      Supplier<PeerView> view,
      Function<Optional<Optional<Reason>>, NodeFacts.Live> live,
      Supplier<Optional<Long>> link,
      Supplier<List<Probe>> unread,
      Supplier<List<Reason>> now) {}

  /** What a check found, over which link. */
  private record Checked(Report report, Optional<Long> link, long atNanos) {}

  private record Gathered(Facts facts, long atNanos) {}

  private final NodeFacts gatherer;
  private final PeerDialer dialer;
  private final Present present;
  private final Clock wall;
  private final Consumer<Throwable> fault;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> Worker.thread(task, "sbs-check"));
  private final ExecutorService users =
      Executors.newCachedThreadPool(task -> Worker.thread(task, "sbs-check-asked"));
  private volatile Optional<Checked> last = Optional.empty();
  private volatile Optional<Optional<Reason>> peerTrouble = Optional.empty();
  private volatile Optional<String> peerHost = Optional.empty();
  private Optional<Gathered> gathered = Optional.empty();

  ReadinessChecker(
      NodeFacts gatherer,
      PeerDialer dialer,
      Present present,
      Clock wall,
      Consumer<Throwable> fault) {
    this.gatherer = gatherer;
    this.dialer = dialer;
    this.present = present;
    this.wall = wall;
    this.fault = fault;
  }

  /** Begins to check by itself. */
  void start() {
    Future<?> unused =
        timer.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    try {
      Optional<Long> link = present.link().get();
      if (isDue(link)) {
        Optional<FactsAnswer> answer =
            link.map(connected -> dialer.askFacts(present.view().get(), false, ASK_LIMIT));
        remember(compare(own(false), answer), link);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      fault.accept(e);
    }
  }

  private boolean isDue(Optional<Long> link) {
    if (last.isEmpty() || !last.get().link().equals(link)) {
      return true;
    }
    long age = System.nanoTime() - last.get().atNanos();
    return age >= (last.get().report().ready() ? EVERY_NANOS : AGAIN_NANOS);
  }

  private void remember(Report report, Optional<Long> link) {
    last = Optional.of(new Checked(report, link, System.nanoTime()));
  }

  /** Checks now, for a user. */
  CompletableFuture<Report> check() {
    try {
      return CompletableFuture.supplyAsync(this::checked, users);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Report checked() {
    Optional<Long> link = present.link().get();
    CompletableFuture<FactsAnswer> asked =
        CompletableFuture.supplyAsync(
            () -> dialer.askFacts(present.view().get(), true, ASK_LIMIT), users);
    try {
      Facts mine = own(true);
      Report report = compare(mine, Optional.of(asked.join()));
      if (link.isPresent()) {
        remember(report, link);
      }
      return report.with(present.now().get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("SBS is ending", e);
    }
  }

  private Report compare(Facts mine, Optional<FactsAnswer> answer) {
    if (answer.isEmpty()) {
      return Comparison.alone(mine);
    }
    FactsAnswer theirs = answer.get();
    peerTrouble =
        Optional.of(
            theirs.facts().isPresent() || theirs.mute()
                ? Optional.empty()
                : Optional.of(theirs.why()));
    theirs.facts().map(Facts::host).filter(host -> !host.isEmpty()).ifPresent(this::learn);
    long ahead = theirs.wallMillis() - wall.millis();
    Other other =
        theirs.facts().map(facts -> Other.told(facts, ahead)).orElseGet(() -> silent(theirs));
    return Comparison.of(mine, other);
  }

  private void learn(String host) {
    peerHost = Optional.of(host);
  }

  /** The name of the other node's machine, once it was told. */
  Optional<String> peerHost() {
    return peerHost;
  }

  private static Other silent(FactsAnswer answer) {
    return answer.mute() ? Other.mute(answer.why()) : Other.unreachable(answer.why());
  }

  /** Looked at anew, unless that was done a moment ago. One at a time. */
  private synchronized Facts own(boolean fresh) throws InterruptedException {
    long oldest = fresh ? FRESH_NANOS : USUAL_NANOS;
    if (gathered.isEmpty() || System.nanoTime() - gathered.get().atNanos() > oldest) {
      gathered =
          Optional.of(
              new Gathered(gatherer.gather(present.live().apply(peerTrouble)), System.nanoTime()));
    }
    return gathered.get().facts();
  }

  @Override
  public FactsSource.Answer facts(boolean fresh) {
    try {
      Facts told = own(fresh).with(present.unread().get());
      return new FactsSource.Answer(told, wall.millis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("SBS is ending", e);
    }
  }

  /** What the last check found in the way of a takeover; of the other node only while connected. */
  List<Reason> obstacles() {
    Optional<Checked> checked = last;
    if (checked.isEmpty()) {
      return List.of();
    }
    Optional<Long> link = present.link().get();
    boolean same = link.isPresent() && link.equals(checked.get().link());
    return checked.get().report().findings().stream()
        .filter(finding -> finding.level() == Level.NOT_READY)
        .filter(finding -> same || finding.who() == Finding.Who.THIS)
        .map(Finding::clause)
        .toList();
  }

  @Override
  public void close() {
    timer.shutdownNow();
    users.shutdownNow();
  }
}
