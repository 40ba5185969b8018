package org.sbs.core.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.Event;
import org.sbs.core.role.PeerView;

/**
 * A network that behaves like TCP: what is sent on a link arrives in order, late, or, while the
 * direction is cut, not before it heals. Dials fail as they do in the world.
 */
final class SimNetwork {
  /** Within that time a dialer notices that the other machine is gone, though nothing says so. */
  private static final long WATCH = 7 * World.SECOND;

  private final World world;
  private final boolean[] cut = new boolean[2];
  private final List<Deque<Runnable>> held = List.of(new ArrayDeque<>(), new ArrayDeque<>());
  private final Map<Long, SimLink> links = new HashMap<>();
  private long lastLink;
  private long cuts;
  private long lastCut = Long.MIN_VALUE;
  private long lastReset = Long.MIN_VALUE;
  private final long[] strangerUntil = new long[2];
  private int slowMillis = 2;

  /** One connection; the dialer is end 0 of it. */
  final class SimLink {
    final long id;
    final SimNode dialer;
    final SimNode listener;
    private final long attempt;
    private final boolean[] closedAt = new boolean[2];
    private final long[] lastArrival = new long[2];
    private boolean pending = true;
    private boolean accepted;
    private boolean seen;
    private long lateNanos;

    SimLink(long id, long attempt, SimNode dialer, SimNode listener) {
      this.id = id;
      this.attempt = attempt;
      this.dialer = dialer;
      this.listener = listener;
    }

    SimNode other(SimNode node) {
      return node == dialer ? listener : dialer;
    }

    private int end(SimNode node) {
      return node == dialer ? 0 : 1;
    }

    boolean openAt(SimNode node) {
      return !closedAt[end(node)];
    }

    void send(SimNode from, Event event) {
      carry(from, () -> other(from).deliver(event));
    }

    /** The same, where a busy machine takes its time before it reads it. */
    void sendLate(SimNode from, Event event) {
      long late = world.chance(30) ? other(from).crawl() : 0;
      if (openAt(from)) {
        transfer(from, late, () -> arrive(from, () -> other(from).deliver(event)));
      }
    }

    /** Does something at the other end when what is sent now arrives there. */
    void carry(SimNode from, Runnable atArrival) {
      if (openAt(from)) {
        transfer(from, () -> arrive(from, atArrival));
      }
    }

    private void transfer(SimNode from, Runnable arrival) {
      transfer(from, 0, arrival);
    }

    private void transfer(SimNode from, long late, Runnable arrival) {
      int direction = from.index;
      if (cut[direction]) {
        held.get(direction).add(() -> transfer(from, late, arrival));
        return;
      }
      long at = Math.max(lastArrival[direction], world.now() + delay() + late);
      lastArrival[direction] = at;
      world.after(at - world.now(), arrival);
    }

    private void arrive(SimNode from, Runnable atArrival) {
      SimNode to = other(from);
      if (cut[from.index]) {
        held.get(from.index).add(() -> transfer(from, () -> arrive(from, atArrival)));
      } else if (!to.hostUp()) {
        return;
      } else if (!openAt(to) || !to.runs()) {
        // The other end knows no such connection: it resets it.
        transfer(to, () -> closeEnd(from, "reset"));
      } else {
        atArrival.run();
      }
    }

    void close(SimNode by, Reason why) {
      close(by, false, why);
    }

    void close(SimNode by, boolean farewell, Reason why) {
      if (openAt(by)) {
        closeEnd(by, false, why);
        transfer(by, () -> closeEnd(other(by), farewell, Reason.sentence("closed by the peer")));
      }
    }

    private void closeEnd(SimNode at, String why) {
      closeEnd(at, false, Reason.sentence(why));
    }

    private void closeEnd(SimNode at, boolean farewell, Reason why) {
      if (!openAt(at) || !at.hostUp()) {
        return;
      }
      closedAt[end(at)] = true;
      if (at == dialer && pending) {
        pending = false;
        dialer.deliver(
            // The dialer calls again at once: it is refused where the process is gone.
            seen || listener.runs()
                ? new Event.BrokenAnswer(attempt, why)
                : new Event.NoAnswer(attempt, true, Reason.sentence("reset")));
        return;
      }
      at.deliver(new Event.LinkClosed(id, farewell, why));
      if (!openAt(other(at))) {
        links.remove(id);
      }
    }
  }

  SimNetwork(World world) {
    this.world = world;
  }

  void slow(int millis) {
    slowMillis = millis;
  }

  private long delay() {
    return world.millis(0, slowMillis);
  }

  SimLink link(long id) {
    return links.get(id);
  }

  /** Cuts or heals what that node sends. */
  void cutFrom(int index, boolean nowCut) {
    lastCut = nowCut || cut[index] ? world.now() : lastCut;
    if (nowCut && whole()) {
      cuts++;
      long mine = cuts;
      world.after(WATCH, () -> unheard(mine));
    }
    cut[index] = nowCut;
    if (!nowCut) {
      List<Runnable> due = new ArrayList<>(held.get(index));
      held.get(index).clear();
      due.forEach(Runnable::run);
    }
  }

  /** Who only waits for an answer notices that nothing comes through any more. */
  private void unheard(long sinceCut) {
    if (whole() || cuts != sinceCut) {
      return;
    }
    for (SimLink link : List.copyOf(links.values())) {
      if (link.pending && link.dialer.runs()) {
        link.closeEnd(link.dialer, "connection timed out");
      }
    }
  }

  void heal() {
    cutFrom(0, false);
    cutFrom(1, false);
  }

  boolean whole() {
    return !cut[0] && !cut[1];
  }

  /** Whether everything came through since then. */
  boolean hasBeenWholeSince(long then) {
    return whole() && lastCut < then && !hasBrokenSince(then);
  }

  /** Whether answers that were under way were lost since then, though both nodes lived on. */
  boolean hasBrokenSince(long then) {
    return lastReset >= then;
  }

  /** Another program has that node's port for a while; the node does not run. */
  void strangerAt(int index, long nanos) {
    strangerUntil[index] = world.now() + nanos;
  }

  boolean isStrangerAt(int index) {
    return world.now() < strangerUntil[index];
  }

  void dial(SimNode from, long attempt, long reach, long within) {
    SimNode to = world.nodes.get(1 - from.index);
    if (from.nameUnknown) {
      long after = world.chance(50) ? 0 : Math.min(reach, within) / 2;
      Reason trouble = Reason.of(ReasonCode.NAME_SERVICE_SILENT);
      tell(from, after, new Event.NameUnknown(attempt, to.name(), trouble));
      return;
    }
    if (from.isUnplugged() && world.chance(50)) {
      tell(from, 0, new Event.NoAnswer(attempt, false, Reason.sentence("network is unreachable")));
      return;
    }
    if (!to.hostUp() || !whole()) {
      tell(
          from,
          reach,
          new Event.NoAnswer(attempt, false, Reason.sentence("no connection in time")));
      return;
    }
    if (!to.runs()) {
      Event nobody =
          isStrangerAt(to.index)
              ? new Event.NotAPeer(attempt, true, Reason.sentence("a web server is there"))
              : new Event.NoAnswer(attempt, true, Reason.sentence("connection refused"));
      tell(from, delay() + from.crawl(), nobody);
      return;
    }
    SimLink link = new SimLink(++lastLink, attempt, from, to);
    links.put(link.id, link);
    long crawl = Math.max(from.crawl(), to.crawl());
    long before = crawl == 0 ? 0 : world.millis(0, (int) (crawl / World.MILLI));
    link.lateNanos = Math.max(0, crawl - before);
    link.transfer(
        from,
        () -> {
          if (!to.runs() || !link.openAt(to)) {
            link.closeEnd(from, "reset");
            return;
          }
          link.accepted = true;
          link.seen = !to.frozen() && (crawl == 0 || world.chance(50));
          if (crawl == 0) {
            hello(link);
          } else {
            world.after(before, () -> hello(link));
          }
        });
    world.after(reach, () -> dialReach(link));
    world.after(within, () -> dialDeadline(link));
  }

  /** The handshake is done: the dialer says what it is now. */
  private void hello(SimLink link) {
    if (link.pending && link.dialer.runs()) {
      PeerView view = link.dialer.state().view();
      link.seen |= !link.listener.frozen();
      link.arrive(link.dialer, () -> link.listener.deliver(new Event.PeerAsked(link.id, view)));
    }
  }

  private void dialReach(SimLink link) {
    if (link.pending && !link.accepted) {
      dialDeadline(link);
    }
  }

  /** Tells the process that asked, not one that was started since. */
  private void tell(SimNode node, long afterNanos, Event event) {
    long life = node.life();
    world.after(
        afterNanos,
        () -> {
          if (node.life() == life) {
            node.deliver(event);
          }
        });
  }

  private void dialDeadline(SimLink link) {
    if (!link.pending) {
      return;
    }
    link.pending = false;
    link.closedAt[0] = true;
    link.transfer(link.dialer, () -> link.closeEnd(link.listener, "the dialer gave up"));
    Event answer;
    if (link.seen) {
      answer = new Event.BrokenAnswer(link.attempt, Reason.sentence("no greeting in time"));
    } else if (link.accepted) {
      answer = new Event.SilentPeer(link.attempt, Reason.sentence("it does not speak"));
    } else {
      answer = new Event.NoAnswer(link.attempt, false, Reason.sentence("no connection in time"));
    }
    link.dialer.deliver(answer);
  }

  void greet(SimNode from, long id, PeerView view) {
    SimLink link = links.get(id);
    if (link == null || !link.openAt(from)) {
      return;
    }
    link.transfer(
        from,
        link.lateNanos,
        () -> {
          if (link.pending && link.dialer.runs()) {
            link.pending = false;
            link.dialer.deliver(new Event.Answered(link.attempt, id, view));
          }
        });
  }

  /** All connections break, and both ends live on. */
  void reset() {
    lastReset = world.now();
    for (SimLink link : List.copyOf(links.values())) {
      link.closeEnd(link.dialer, "reset");
      link.closeEnd(link.listener, "reset");
    }
  }

  /** The connections of a node break, and the other ends do not notice. */
  void abort(SimNode node) {
    for (SimLink link : List.copyOf(links.values())) {
      if (link.dialer == node || link.listener == node) {
        link.closeEnd(node, "network is unreachable");
        world.after(WATCH, () -> link.closeEnd(link.dialer, "connection timed out"));
      }
    }
  }

  /** The process is gone: its kernel closes what it had open, unless the whole machine is gone. */
  void processGone(SimNode node, boolean powerCut) {
    for (SimLink link : List.copyOf(links.values())) {
      if (link.dialer != node && link.listener != node) {
        continue;
      }
      boolean wasOpen = link.openAt(node);
      link.closedAt[link.end(node)] = true;
      if (link.dialer == node) {
        link.pending = false;
      }
      if (wasOpen && !powerCut) {
        link.transfer(node, () -> link.closeEnd(link.other(node), "closed by the peer"));
      } else if (wasOpen && link.dialer != node) {
        world.after(WATCH, () -> link.closeEnd(link.dialer, "connection timed out"));
      }
    }
  }
}
