package org.sbs.server.link;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.link.DialResult.NoAnswer;
import org.sbs.server.link.wire.Hello;

/**
 * Calls all addresses of the peer within one deadline, the next one a moment after the one before
 * or as soon as that one has failed (as RFC 8305 does). The first that greets as the peer wins, and
 * the other calls are given up. While one address keeps the race waiting, those at which nobody was
 * are called again: the peer may have started there meanwhile.
 */
final class AddressRace {
  private static final long LONGEST_STAGGER_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How one call ended. */
  sealed interface Reached {
    /** The peer greeted. */
    record Peer(OutgoingCall call, Hello hello, Diagnosis diagnosis) implements Reached {}

    /** It did not. */
    record Nobody(DialResult why) implements Reached {}
  }

  /** Makes the calls to one address; blocks, and no longer than the deadline of the race. */
  interface Caller {
    Reached call(InetAddress address, Lane lane);
  }

  /** The way to one address, which may be given up from another thread. */
  static final class Lane {
    private final boolean first;
    private boolean over;
    private OutgoingCall current;

    private Lane(boolean first) {
      this.first = first;
    }

    /** Whether the address has not been called before in this race. */
    boolean isFirst() {
      return first;
    }

    /** Whether this call may begin; not where the race is over. */
    synchronized boolean enter(OutgoingCall call) {
      current = call;
      return !over;
    }

    synchronized void giveUp() {
      over = true;
      if (current != null) {
        current.unwanted();
      }
    }
  }

  private record End(InetAddress address, Reached reached) {}

  private record Due(InetAddress address, long atNanos) {}

  private final Caller caller;
  private final long staggerNanos;
  private final Deque<InetAddress> fresh;
  private final Deque<Due> again = new ArrayDeque<>();
  private final Map<InetAddress, Reached> results = new LinkedHashMap<>();
  private final BlockingQueue<End> ends = new LinkedBlockingQueue<>();
  private final List<Lane> lanes = new ArrayList<>();
  private long freshNanos = System.nanoTime();
  private boolean over; // Guarded by this, with what is put into the queue.

  private AddressRace(List<InetAddress> addresses, long reachEndNanos, Caller caller) {
    this.caller = caller;
    fresh = new ArrayDeque<>(addresses);
    long limit = Math.max(0, reachEndNanos - freshNanos);
    staggerNanos =
        Math.min(LONGEST_STAGGER_NANOS, Math.min(limit / 8, limit / 2 / addresses.size()));
  }

  /**
   * Runs the race to its end: until the peer greeted, or each address has a result.
   *
   * @param addresses at least one, the most likely first
   * @param reachEndNanos when the first calls must have been accepted
   * @return one result an address; or {@link Reached.Peer} alone
   */
  static List<Reached> run(List<InetAddress> addresses, long reachEndNanos, Caller caller) {
    if (addresses.size() == 1) {
      return List.of(caller.call(addresses.get(0), new Lane(true)));
    }
    return new AddressRace(addresses, reachEndNanos, caller).run(addresses.size());
  }

  private List<Reached> run(int count) {
    try {
      while (results.size() < count) {
        long now = System.nanoTime();
        beginWhatIsDue(now);
        End end = await(now);
        if (end != null && end.reached() instanceof Reached.Peer) {
          return List.of(end.reached());
        } else if (end != null) {
          failed(end, now);
        }
      }
      return List.copyOf(results.values());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of(new Reached.Nobody(new NoAnswer(false, Reason.of(ReasonCode.LINK_NODE_ENDS))));
    } finally {
      finish();
    }
  }

  private void beginWhatIsDue(long now) {
    if (!fresh.isEmpty() && freshNanos - now <= 0) {
      begin(fresh.remove(), true);
      freshNanos = now + staggerNanos;
    }
    while (!again.isEmpty() && again.peek().atNanos() - now <= 0) {
      begin(again.remove().address(), false);
    }
  }

  /** The next end of a call; null when another call is due before. Every call ends by itself. */
  private End await(long now) throws InterruptedException {
    long wait = Long.MAX_VALUE;
    if (!fresh.isEmpty()) {
      wait = freshNanos - now;
    }
    if (!again.isEmpty()) {
      wait = Math.min(wait, again.peek().atNanos() - now);
    }
    return wait == Long.MAX_VALUE ? ends.take() : ends.poll(wait, TimeUnit.NANOSECONDS);
  }

  private void failed(End end, long now) {
    results.put(end.address(), end.reached());
    freshNanos = now;
    if (end.reached() instanceof Reached.Nobody nobody && nobody.why() instanceof NoAnswer) {
      again.add(new Due(end.address(), System.nanoTime() + AGAIN_NANOS));
    }
  }

  private void begin(InetAddress address, boolean first) {
    Lane lane = new Lane(first);
    lanes.add(lane);
    Thread thread =
        new Thread(() -> end(new End(address, call(address, lane))), "sbs-dial-" + lanes.size());
    thread.setDaemon(true);
    thread.start();
  }

  private Reached call(InetAddress address, Lane lane) {
    try {
      return caller.call(address, lane);
    } catch (RuntimeException e) {
      return new Reached.Nobody(
          new NoAnswer(
              false,
              Reason.of(ReasonCode.DIAL_FAILED_HERE)
                  .with("address", address.getHostAddress())
                  .with("why", e.toString())));
    }
  }

  private void end(End end) {
    synchronized (this) {
      if (!over) {
        ends.add(end);
        return;
      }
    }
    hangUp(end);
  }

  private void finish() {
    List<End> late = new ArrayList<>();
    synchronized (this) {
      over = true;
      ends.drainTo(late);
    }
    late.forEach(AddressRace::hangUp);
    lanes.forEach(Lane::giveUp);
  }

  /** The peer greeted at more than one of its addresses. */
  private static void hangUp(End end) {
    if (end.reached() instanceof Reached.Peer second) {
      second.call().socket().hangUp();
    }
  }
}
