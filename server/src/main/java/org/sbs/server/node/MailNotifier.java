package org.sbs.server.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.sbs.core.alert.AlertBook;
import org.sbs.core.alert.Health;
import org.sbs.core.alert.Notice;
import org.sbs.core.role.Event;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Phase;
import org.sbs.core.role.Step;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.Settings;
import org.sbs.server.mail.MailContext;
import org.sbs.server.mail.MailTester;
import org.sbs.server.mail.Mailer;
import org.sbs.server.node.NodeControl.Answer;
import org.sbs.server.service.Sentinel;
import org.sbs.server.sync.SyncStatus;
import org.sbs.view.status.NodeStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells administrators by mail what happens to the node (R8): notes each step, looks once a second
 * at how the node does, and hands what is to be told to the {@link Mailer}. Nothing here keeps the
 * loop waiting. Safe for any thread.
 */
final class MailNotifier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MailNotifier.class);
  private static final long SECOND = 1_000_000_000L;
  private static final long LISTED_NANOS = 15 * SECOND;

  private final Mailer mailer;
  private final Supplier<NodeState> state;
  private final ServiceController service;
  private final ReplicationManager data;
  private final LongSupplier clock;
  private final long stallNanos;
  private final ScheduledExecutorService threads;

  // Guarded by `this`: steps come from the loop, looks from a thread of its own.
  private final AlertBook book = new AlertBook();

  private volatile Optional<MailAccess> handing = Optional.empty();
  private volatile Consumer<MailAccess> files = access -> {};

  // Of the thread that looks, alone.
  private Optional<MailAccess> said = Optional.empty();

  MailNotifier(
      Mailer mailer,
      Settings.Pair pair,
      Supplier<NodeState> state,
      ServiceController service,
      ReplicationManager data,
      LongSupplier clock) {
    this.mailer = mailer;
    this.state = state;
    this.service = service;
    this.data = data;
    this.clock = clock;
    this.stallNanos = Math.max(60, 3 * pair.periodSeconds() + 5) * SECOND;
    this.threads =
        Executors.newScheduledThreadPool(
            2,
            work -> {
              Thread thread = new Thread(work, "sbs-alerts");
              thread.setDaemon(true);
              return thread;
            });
    handing = mailer.toHand();
  }

  /** Begins to look, and to send. */
  void start() {
    mailer.start();
    Future<?> unused = threads.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  /** The node's settings were read again. */
  void use(Settings.Mail settings) {
    mailer.use(settings);
  }

  /** On the loop's thread, after each step. */
  synchronized void stepped(NodeState before, Event event, Step step) {
    book.stepped(before, event, step, clock.getAsLong());
  }

  /** Tells from now on what the node's own mail settings say, with the files that they name. */
  void watch(Consumer<MailAccess> files) {
    this.files = files;
  }

  private void look() {
    try {
      handing = mailer.toHand();
      lookAtFiles();
      List<Notice> notices = new ArrayList<>();
      Health health = health();
      synchronized (this) {
        notices.addAll(book.look(health, clock.getAsLong()));
      }
      notices.forEach(notice -> mailer.post(notice, scene(health)));
    } catch (RuntimeException e) {
      // Without mails the node is still a node.
      LOG.error("SBS could not see what is to be mailed", e);
    }
  }

  private void lookAtFiles() {
    Optional<MailAccess> now = mailer.said();
    if (now.isPresent() && !now.equals(said)) {
      said = now;
      files.accept(now.get());
    }
  }

  private Health health() {
    NodeState now = state.get();
    List<Sentinel> sentinels =
        now.phase() instanceof Phase.Serving ? service.sentinels(LISTED_NANOS) : List.of();
    SyncStatus sync = data.status();
    return new Health(
        now,
        sentinels.stream()
            .filter(sentinel -> sentinel.state() == Sentinel.State.FAILED)
            .map(sentinel -> new Health.Failed(sentinel.name(), SentinelReport.why(sentinel)))
            .toList(),
        copied(sync),
        stallNanos,
        data.trouble(),
        sync.held().files(),
        sync.held().reasons(),
        data.conflicts(),
        data.gaps());
  }

  /** Changes with every commit and every progress. */
  private static String copied(SyncStatus sync) {
    return sync.cycle()
        + sync.committedAt().map(at -> " " + at).orElse("")
        + sync.progress()
            .map(now -> " " + now.phase() + now.files() + "/" + now.bytes())
            .orElse("");
  }

  private MailContext scene(Health health) {
    NodeState now = health.state();
    List<Sentinel> sentinels = service.sentinels(LISTED_NANOS);
    int active =
        (int) sentinels.stream().filter(one -> one.state() == Sentinel.State.ACTIVE).count();
    return new MailContext(
        place(now.phase()),
        service.runs(),
        active,
        sentinels.size(),
        health.failed().stream().map(Health.Failed::told).toList(),
        other(now.phase()),
        now.self().peerName());
  }

  private static MailContext.NetworkState place(Phase phase) {
    if (phase instanceof Phase.Serving) {
      return MailContext.NetworkState.PRIMARY;
    }
    return phase instanceof Phase.Following
        ? MailContext.NetworkState.SECONDARY
        : MailContext.NetworkState.IDLE;
  }

  private static MailContext.Other other(Phase phase) {
    if (phase instanceof Phase.Serving serving && serving.follower().isPresent()) {
      return serving.follower().get().current()
          ? MailContext.Other.READY
          : MailContext.Other.COPYING;
    }
    return MailContext.Other.ABSENT;
  }

  /** What a secondary is handed; as it was a second ago, for the disk is not asked here. */
  Optional<MailAccess> handing() {
    return handing;
  }

  /** Keeps what the primary handed over; later, on a thread of its own. */
  void handed(MailAccess access) {
    try {
      threads.execute(() -> mailer.handed(access));
    } catch (RejectedExecutionException e) {
      // SBS ends: it is handed over again at the next connection.
    }
  }

  /** How mail stands. */
  NodeStatus.Mail status() {
    Mailer.State now = mailer.state();
    return new NodeStatus.Mail(now.enabled(), now.whose(), now.waiting(), now.problem());
  }

  /** Sends a test mail. */
  CompletableFuture<Answer> test(NodeControl.MailTest test) {
    return CompletableFuture.supplyAsync(
        () -> {
          MailTester.Outcome outcome = mailer.test(test.to(), test.settings(), test.password());
          return new Answer(outcome.sent(), outcome.reason());
        },
        threads);
  }

  /** Keeps what would still have been told; it is sent when SBS runs again. */
  @Override
  public void close() {
    threads.shutdownNow();
    List<Notice> last;
    synchronized (this) {
      last = book.last();
    }
    if (!last.isEmpty()) {
      Health health = health();
      last.forEach(notice -> mailer.post(notice, scene(health)));
    }
    mailer.close();
  }
}
