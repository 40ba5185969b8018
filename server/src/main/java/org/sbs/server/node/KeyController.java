package org.sbs.server.node;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.NodeState;
import org.sbs.server.link.KeyNote;
import org.sbs.server.link.Keyring;
import org.sbs.server.link.PairKey;
import org.sbs.server.link.PairKeys;
import org.sbs.server.link.PeerLink;
import org.sbs.view.status.NodeStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the pair key while the node runs (R10.8): tells the other node of its keys with each
 * heartbeat, hears of the other's, and takes the steps that {@link Keyring} decides. Writes before
 * it speaks, on a thread of its own. Safe for any thread.
 */
final class KeyController implements LinkInbox.Keys, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyController.class);
  private static final long LOOK_MILLIS = 60_000;

  /** For how long a command waits for a change that needs a few heartbeats. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final PairKeys keys;
  private final Links links;
  private final Supplier<NodeState> state;
  private final Consumer<Reason> news;
  private final LongSupplier wallMillis;
  private final Consumer<Throwable> fault;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(task -> Worker.thread(task, "sbs-pair-key"));

  /** Whether the other end of a link can change keys; links that said nothing yet are not there. */
  private final Map<Long, Boolean> able = new ConcurrentHashMap<>();

  // Used on the worker's thread alone.
  private Runnable renamed = () -> {};
  private Optional<CompletableFuture<NodeControl.Answer>> waiting = Optional.empty();

  private volatile Optional<Reason> trouble = Optional.empty();

  /** That the other node is still to get the key, since this node has it alone. */
  private volatile Optional<Reason> alone = Optional.empty();

  /**
   * Over the keys of a node.
   *
   * @param news whom to tell what goes into the history
   * @param fault what to do with an error of this node itself
   */
  KeyController(
      PairKeys keys,
      Links links,
      Supplier<NodeState> state,
      Consumer<Reason> news,
      LongSupplier wallMillis,
      Consumer<Throwable> fault) {
    this.keys = keys;
    this.links = links;
    this.state = state;
    this.news = news;
    this.wallMillis = wallMillis;
    this.fault = fault;
  }

  /**
   * Begins to look at the time.
   *
   * @param renamed what to do when the pair turns out to have another name at its witness
   */
  void start(Runnable renamed) {
    later(
        () -> {
          this.renamed = renamed;
          look();
        });
  }

  /** What the other end of a link is told now. A new key is for the pair's other node alone. */
  Optional<KeyNote> note(PeerLink link) {
    KeyNote note = keys.now().note();
    return Optional.of(isPartner(link) ? note : note.withoutNews());
  }

  /** Whether a key with that id proves the pair now. */
  static boolean isProved(PairKeys keys, PeerLink link) {
    return link.provedKey().filter(keys.now()::accepts).isPresent();
  }

  /** The other end of a link told of its keys; empty for an older version. */
  @Override
  public void told(PeerLink link, Optional<KeyNote> note) {
    able.put(link.id(), note.isPresent());
    if (!isPartner(link)) {
      return;
    }
    if (note.filter(told -> told.current().equals(keys.now().current().id())).isPresent()) {
      alone = Optional.empty();
    }
    Function<Keyring, Keyring.Next> rule =
        note.<Function<Keyring, Keyring.Next>>map(
                told -> ring -> ring.hear(told, wallMillis.getAsLong()))
            .orElseGet(() -> ring -> ring.hearOlder(link.provedKey().orElse("")));
    if (rule.apply(keys.now()).step() != Keyring.Step.NONE) {
      later(() -> step(rule));
    }
  }

  @Override
  public void closed(PeerLink link) {
    able.remove(link.id());
  }

  private boolean isPartner(PeerLink link) {
    Optional<String> partner = state.get().durable().peerId();
    return partner.isEmpty()
        || links.find(link.id()).map(known -> known.peer().nodeId()).equals(partner);
  }

  /**
   * Stores a new key for both nodes; completes when both have it, or it is clear that one waits.
   */
  CompletableFuture<NodeControl.Answer> change() {
    CompletableFuture<NodeControl.Answer> answer = new CompletableFuture<>();
    later(() -> begin(answer));
    return answer.exceptionally(e -> no(Reason.sentence(e.toString())));
  }

  private void begin(CompletableFuture<NodeControl.Answer> answer) {
    Optional<Long> partner = StatusBoard.peerLink(state.get().phase());
    if (partner.map(able::get).filter(can -> !can).isPresent()) {
      answer.complete(no(Reason.of(ReasonCode.KEY_NOT_CHANGEABLE)));
      return;
    }
    if (keys.now().change().isPresent()) {
      answer.complete(
          no(Reason.of(ReasonCode.KEY_CHANGES_ALREADY).with("what", pending().orElseThrow())));
      return;
    }
    PairKey next = PairKey.generate();
    Optional<Reason> failed = step(ring -> ring.offer(next, wallMillis.getAsLong()));
    if (failed.isPresent()) {
      answer.complete(no(failed.get()));
    } else if (partner.isEmpty()) {
      answer.complete(yes(pending().orElseThrow()));
    } else {
      waiting = Optional.of(answer);
      ScheduledFuture<?> unused =
          worker.schedule(() -> answerNow(answer), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void answerNow(CompletableFuture<NodeControl.Answer> answer) {
    pending().ifPresent(why -> answer.complete(yes(why)));
  }

  /** Replaces the key by a new one at once; nothing of the former ones holds any more. */
  CompletableFuture<NodeControl.NewKey> leaked() {
    CompletableFuture<NodeControl.NewKey> answer = new CompletableFuture<>();
    later(
        () -> {
          PairKey fresh = PairKey.generate();
          NodeControl.Answer done =
              replace(
                  ring -> ring.leaked(fresh),
                  Reason.of(ReasonCode.KEY_LEAKED).with("file", keyFile()));
          answer.complete(
              new NodeControl.NewKey(
                  done, done.done() ? Optional.of(fresh.text()) : Optional.empty()));
        });
    return answer;
  }

  /** Takes a key that a user entered, at once; no other one holds any more. */
  CompletableFuture<NodeControl.Answer> join(PairKey entered) {
    CompletableFuture<NodeControl.Answer> answer = new CompletableFuture<>();
    later(
        () ->
            answer.complete(
                replace(
                    ring -> ring.joined(entered, state.get().durable().peerId().isPresent()),
                    Reason.of(ReasonCode.KEY_ENTERED).with("file", keyFile()))));
    return answer;
  }

  private NodeControl.Answer replace(Function<Keyring, Keyring> rule, Reason why) {
    try {
      keys.change(ring -> new Keyring.Next(rule.apply(ring), Keyring.Step.IN_USE));
    } catch (IOException e) {
      return no(notWritten(e));
    }
    trouble = Optional.empty();
    alone = Optional.of(why).filter(told -> told.code() == ReasonCode.KEY_LEAKED);
    news.accept(why);
    waiting.ifPresent(change -> change.complete(no(why)));
    waiting = Optional.empty();
    links.all().forEach(link -> link.close(why));
    return yes(why);
  }

  /** Looks whether a change has lasted too long, and looks again later. */
  private void look() {
    step(ring -> ring.at(wallMillis.getAsLong()));
    long leftMillis =
        keys.now()
            .change()
            .map(under -> under.untilMillis() - wallMillis.getAsLong())
            .orElse(LOOK_MILLIS);
    long nextMillis = Math.max(1, Math.min(leftMillis, LOOK_MILLIS));
    ScheduledFuture<?> unused =
        worker.schedule(() -> run(this::look), nextMillis, TimeUnit.MILLISECONDS);
  }

  /** Takes a step and tells of it; returns why that failed. */
  private Optional<Reason> step(Function<Keyring, Keyring.Next> rule) {
    String before = keys.now().name();
    Keyring.Next next;
    try {
      next = keys.change(rule);
    } catch (IOException e) {
      return Optional.of(notWritten(e));
    }
    Optional<Reason> reason = reason(next);
    if (next.step() != Keyring.Step.NONE) {
      trouble = Optional.empty();
    }
    if (next.step() == Keyring.Step.ALONE) {
      alone = reason;
    }
    reason.ifPresent(news);
    if (!next.ring().name().equals(before)) {
      renamed.run();
    }
    if (next.ring().change().isEmpty() && reason.isPresent()) {
      boolean done = next.step() == Keyring.Step.IN_USE;
      waiting.ifPresent(answer -> answer.complete(done ? yes(reason.get()) : no(reason.get())));
      waiting = Optional.empty();
    }
    return Optional.empty();
  }

  private Optional<Reason> reason(Keyring.Next next) {
    return switch (next.step()) {
      case NONE, CORRECTED -> Optional.empty();
      case OFFERED, TAKEN -> pending(next.ring());
      case IN_USE -> Optional.of(Reason.of(ReasonCode.KEY_IN_USE));
      case ALONE -> Optional.of(Reason.of(ReasonCode.KEY_IN_USE_ALONE).with("file", keyFile()));
      case WITHDRAWN -> Optional.of(Reason.of(ReasonCode.KEY_NOT_CHANGEABLE));
    };
  }

  /** What is under way, and until when. */
  Optional<Reason> pending() {
    return pending(keys.now());
  }

  private static Optional<Reason> pending(Keyring ring) {
    return ring.change()
        .map(
            under ->
                Reason.of(
                        under.kind() == Keyring.Kind.OFFERED
                            ? ReasonCode.KEY_OFFERED
                            : ReasonCode.KEY_TAKEN)
                    .with("until", StatusBoard.time(until(under)))
                    .with("days", Keyring.LIMIT_DAYS));
  }

  private static Instant until(Keyring.Change under) {
    return Instant.ofEpochMilli(under.untilMillis());
  }

  /** What status says of it. */
  Optional<NodeStatus.KeyChange> status() {
    Keyring ring = keys.now();
    return ring.change()
        .map(
            under ->
                new NodeStatus.KeyChange(
                    under.kind() == Keyring.Kind.OFFERED ? "offered" : "taken",
                    StatusBoard.time(until(under)),
                    pending(ring).orElseThrow()));
  }

  /** Why a step could not be taken; it is tried again. */
  Optional<Reason> problem() {
    return trouble;
  }

  /** That the other node is still to get the key, until it shows that it has it. */
  Optional<Reason> alone() {
    return alone;
  }

  private Reason notWritten(IOException e) {
    LOG.warn("A change of the pair key could not be written", e);
    Reason why =
        Reason.of(ReasonCode.KEY_NOT_WRITTEN).with("file", keyFile()).with("why", e.toString());
    trouble = Optional.of(why);
    return why;
  }

  private String keyFile() {
    return keys.file().keyFile().toString();
  }

  private NodeControl.Answer yes(Reason why) {
    return new NodeControl.Answer(true, why);
  }

  private NodeControl.Answer no(Reason why) {
    return new NodeControl.Answer(false, why);
  }

  private void later(Runnable task) {
    try {
      worker.execute(() -> run(task));
    } catch (RejectedExecutionException e) {
      // SBS ends: the step is taken after the next start.
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RejectedExecutionException e) {
      // As above.
      LOG.debug("the node ends", e);
    } catch (RuntimeException | Error e) {
      fault.accept(e);
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
