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
  private static final int TICKS_A_HEARTBEAT = 5;

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
    long tick = heartbeat / TICKS_A_HEARTBEAT;
    long tickAt = clock.getAsLong() + tick;
    long beatAt = clock.getAsLong() + heartbeat;
    try {
      while (!closed) {
        long now = clock.getAsLong();
        if (now - tickAt >= 0) {
          tickAt = now + tick;
          handle(new Event.Tick(), now);
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
