package org.sbs.server.node;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.sbs.core.role.Effect;
import org.sbs.core.role.Event;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.RoleMachine;
import org.sbs.core.role.Step;

/**
 * The one thread on which a node decides. Takes events from a bounded queue, asks the role machine,
 * publishes the new state, and hands out its effects. Nothing that runs on it may block: heartbeats
 * are among its effects.
 */
final class NodeLoop implements AutoCloseable {
  private static final int QUEUE = 10_000;

  /** Is told of every step, on the loop's thread, before its effects run. */
  interface Observer {
    void stepped(NodeState before, Event event, Step step);
  }

  private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>(QUEUE);
  private final LongSupplier clock;
  private final Observer observer;
  private final Consumer<Throwable> fault;
  private final Thread thread;
  private volatile NodeState state;
  private volatile Effect.Visitor effects;
  private volatile boolean closed;

  /**
   * A loop that does not run yet.
   *
   * @param fault what to do when the loop cannot go on; the node must not be trusted any more
   */
  NodeLoop(NodeState first, LongSupplier clock, Observer observer, Consumer<Throwable> fault) {
    this.state = first;
    this.clock = clock;
    this.observer = observer;
    this.fault = fault;
    this.thread = new Thread(this::run, "sbs-node");
  }

  /** Starts deciding; the effects go there. */
  void start(Effect.Visitor runner) {
    effects = runner;
    thread.start();
  }

  /** What the node is now. Safe for any thread. */
  NodeState state() {
    return state;
  }

  /** Tells the node of an event. Safe for any thread; does not block. */
  void post(Event event) {
    if (!queue.offer(event) && !closed) {
      fault.accept(new IllegalStateException("the node does not keep up with its events"));
    }
  }

  private void run() {
    long heartbeat = state.self().timing().heartbeat();
    long tick = state.self().timing().tick();
    long tickAt = clock.getAsLong() + tick;
    long beatAt = clock.getAsLong() + heartbeat;
    try {
      while (!closed) {
        long now = clock.getAsLong();
        if (now - tickAt >= 0) {
          // Before a heartbeat that is due too: that tells the peer how late this one was.
          Event late = new Event.Tick(now - tickAt);
          handleWaiting();
          now = clock.getAsLong();
          tickAt = now + tick;
          handle(late, now);
        } else if (now - beatAt >= 0) {
          // A late heartbeat does not make the next one late; after a sleep none is caught up.
          beatAt = Math.max(beatAt, now - heartbeat) + heartbeat;
          handle(new Event.BeatDue(), now);
        } else {
          Event event = queue.poll(Math.min(tickAt, beatAt) - now, TimeUnit.NANOSECONDS);
          if (event != null) {
            handle(event, clock.getAsLong());
          }
        }
      }
    } catch (InterruptedException e) {
      closed = true;
    } catch (RuntimeException | Error e) {
      fault.accept(e);
    }
  }

  /**
   * A tick judges silence, so what has been heard by now comes before it: that this thread was late
   * to handle a sign of life does not make the peer silent. What comes meanwhile waits for its
   * turn.
   */
  private void handleWaiting() {
    for (int waiting = queue.size(); waiting > 0 && !closed; waiting--) {
      handle(queue.remove(), clock.getAsLong());
    }
  }

  private void handle(Event event, long now) {
    NodeState before = state;
    Step step = RoleMachine.on(before, event, now);
    state = step.state();
    observer.stepped(before, event, step);
    for (Effect effect : step.effects()) {
      effect.accept(effects);
    }
  }

  /** Ends the loop; events that wait are dropped. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
