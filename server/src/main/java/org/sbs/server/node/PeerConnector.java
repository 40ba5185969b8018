package org.sbs.server.node;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sbs.core.role.Effect;
import org.sbs.core.role.Event;
import org.sbs.core.role.PeerView;
import org.sbs.server.link.DialResult;
import org.sbs.server.link.PeerDialer;
import org.sbs.server.link.Question;

/**
 * Puts questions to the peer, each on a thread of its own, because each waits up to its deadline. A
 * new question takes the place of the one before, whose answer decides nothing any more.
 */
final class PeerConnector implements AutoCloseable {
  private final PeerDialer dialer;
  private final Links links;
  private final LinkInbox.Keys keys;
  private final OtherKeyMonitor otherKey;
  private final Consumer<Event> events;
  private final Consumer<Throwable> fault;
  private final ExecutorService calls;
  private final AtomicReference<Question> latest = new AtomicReference<>(new Question());

  PeerConnector(
      PeerDialer dialer,
      Links links,
      LinkInbox.Keys keys,
      OtherKeyMonitor otherKey,
      Consumer<Event> events,
      Consumer<Throwable> fault) {
    this.dialer = dialer;
    this.links = links;
    this.keys = keys;
    this.otherKey = otherKey;
    this.events = events;
    this.fault = fault;
    AtomicInteger number = new AtomicInteger();
    this.calls =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "sbs-ask-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  void ask(Effect.Ask asked, Supplier<PeerView> mine) {
    Question question = new Question();
    Question before = latest.getAndSet(question);
    try {
      calls.execute(before::giveUp);
      calls.execute(() -> call(question, asked, mine));
    } catch (RejectedExecutionException e) {
      // SBS ends: nobody waits for the answer.
    }
  }

  private void call(Question question, Effect.Ask asked, Supplier<PeerView> mine) {
    try {
      Duration reach = Duration.ofNanos(asked.reachNanos());
      Duration within = Duration.ofNanos(asked.withinNanos());
      DialResult result = dialer.ask(question, mine, reach, within);
      if (question == latest.get()) {
        otherKey.asked(result);
      }
      events.accept(event(asked.attempt(), result));
    } catch (RuntimeException | Error e) {
      fault.accept(e);
    }
  }

  private Event event(long attempt, DialResult result) {
    if (result instanceof DialResult.Answered answered) {
      links.opened(answered.link(), answered.peer());
      if (answered.keys().isPresent()) {
        keys.told(answered.link(), answered.keys());
      }
      return new Event.Answered(attempt, answered.link().id(), answered.peer());
    } else if (result instanceof DialResult.NoAnswer none) {
      return new Event.NoAnswer(attempt, none.refused(), none.why());
    } else if (result instanceof DialResult.NameUnknown unknown) {
      return new Event.NameUnknown(attempt, unknown.name(), unknown.trouble());
    } else if (result instanceof DialResult.Silent silent) {
      return new Event.SilentPeer(attempt, silent.why());
    } else if (result instanceof DialResult.Broken broken) {
      return new Event.BrokenAnswer(attempt, broken.why());
    } else if (result instanceof DialResult.NotAPeer other) {
      boolean mayPass = other.misfit() != DialResult.Misfit.SELF;
      return new Event.NotAPeer(attempt, mayPass, other.what(), other.outdated());
    }
    throw new IllegalStateException("unknown answer " + result);
  }

  @Override
  public void close() {
    calls.shutdownNow();
  }
}
