package org.sbs.core.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.role.Copy;
import org.sbs.core.role.DurableState;
import org.sbs.core.role.Effect;
import org.sbs.core.role.Event;
import org.sbs.core.role.Limits;
import org.sbs.core.role.Mode;
import org.sbs.core.role.NetworkState;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Role;
import org.sbs.core.role.RoleMachine;
import org.sbs.core.role.Self;
import org.sbs.core.role.Step;
import org.sbs.core.role.Timing;

/** One machine: a disk that outlives crashes, a process that does not, and the service it runs. */
final class SimNode {
  static final Timing TIMING = Timing.ofMillis(500, 2000);
  static final NetworkState CUT_OFF =
      new NetworkState(Optional.empty(), Optional.of(Reason.sentence("no network link is up")));

  /** A sleep that delays an answer by less than a crawl leaves time for. */
  private static final long BRIEF = 3 * World.SECOND;

  private static final int LONGEST_CRAWL_MILLIS = 50_000;
  private static final Event TICK = new Event.Tick();
  private static final Event BEAT_DUE = new Event.BeatDue();

  final int index;
  final World world;
  final SimNetwork network;
  private final SimEffects effects;

  private final Promises promises;

  /** How its clock runs: 1 is the world's. */
  private final double rate;

  /** What it said when the world began: two machines' clocks have nothing in common. */
  private final long origin;

  private final List<Runnable> backlog = new ArrayList<>();

  // What outlives a crash.
  private DurableState disk;
  private Optional<Copy> copy = Optional.empty();
  private int content;
  private final SimFiles files;

  // What does not.
  private NodeState state;
  private long life;
  private boolean hostUp = true;
  private boolean frozen;

  // R2.9: a primary that slept must hear an answer, or that there is none, before it acts.
  private long frozenAt;
  private boolean mustAsk;
  private long awakeSince;
  private long busyUntil;

  /** Whether it serves, or would, without what its peer may have changed while it did not run. */
  final SimNews news = new SimNews(this);

  // Faults that are on.
  private NetworkState place = NetworkState.FINE;
  private boolean unplugged;
  boolean diskFails;

  /** Its peer's name stands for no address: it can ask nobody. */
  boolean nameUnknown;

  boolean serviceFails;

  /** Its folders: what is received, settled and sent. */
  final SimHang folders = new SimHang(this, "a folder");

  /** Where its state is written. */
  final SimHang home = new SimHang(this, "the home folder");

  /** The programs by which its service is started and told to read its settings again. */
  final SimHang programs = new SimHang(this, "a program of the service");

  /** Its service starts, and ends soon after. */
  boolean serviceSick;

  /** Its service starts, and soon does not work any more. */
  boolean serviceHangs;

  private final SimHealth health = new SimHealth(this);

  NodeSpeed speed = NodeSpeed.USUAL;
  Timing timing = TIMING;

  /** When its loop last began to wait for a tick. */
  private long tickedAt;

  /** Whether what came while it was kept from running is not read yet. */
  private boolean catchingUp;

  /** Its settings. */
  private final Mode mode;

  private final Limits limits;

  SimNode(World world, SimNetwork network, int index, Mode mode, Limits limits, double rate) {
    this.mode = mode;
    this.limits = limits;
    this.origin = world.millis(0, 1_000_000);
    this.rate = rate;
    this.world = world;
    this.network = network;
    this.index = index;
    this.disk = DurableState.fresh((index == 0 ? "a" : "b").repeat(32));
    this.promises = new Promises(this);
    this.effects = new SimEffects(this);
    this.files = new SimFiles(this, world.files);
  }

  /** What its own clock says. */
  long clock() {
    return origin + (long) (world.now() * rate);
  }

  /** How long that takes in the world. */
  long worldly(long nanos) {
    return (long) (nanos / rate);
  }

  String name() {
    return index == 0 ? "A" : "B";
  }

  Mode mode() {
    return mode;
  }

  boolean hostUp() {
    return hostUp;
  }

  boolean runs() {
    return state != null;
  }

  boolean frozen() {
    return frozen;
  }

  boolean serves() {
    return effects.serviceRuns();
  }

  /** Whether its service runs and does its work. */
  boolean works() {
    return effects.serviceRuns() && !effects.serviceHung();
  }

  /** Whether a fault keeps it from doing what it would. */
  boolean hindered() {
    return frozen
        || diskFails
        || serviceFails
        || serviceSick
        || folders.hangs()
        || home.hangs()
        || programs.hangs()
        || nameUnknown;
  }

  Promises promises() {
    return promises;
  }

  NodeState state() {
    return state;
  }

  DurableState disk() {
    return disk;
  }

  Optional<Copy> copy() {
    return copy;
  }

  long life() {
    return life;
  }

  // ---- life and death ----

  void start() {
    start(false);
  }

  /** Starts the process, unless it runs. */
  void start(boolean forced) {
    if (runs() || network.isStrangerAt(index)) {
      return;
    }
    hostUp = true;
    awakeSince = world.now();
    world.excused |= unplugged && forced;
    life++;
    frozen = false;
    catchingUp = false;
    mustAsk = false;
    backlog.clear();
    DurableState known = copy.map(disk::withCopy).orElse(disk);
    Self self =
        new Self(
            disk.nodeId(),
            mode,
            timing,
            world.witness.map(w -> limits.with(SimWitness.LEASE)).orElse(limits),
            index == 0 ? "B" : "A",
            forced);
    if (!known.equals(disk)) {
      news.bornWithCycle();
    }
    state = NodeState.starting(self, known, clock());
    world.note(() -> name() + " starts");
    effects.born();
    files.born();
    promises.born();
    deliver(new Event.Surroundings(place));
    effects.takeControl();
    if (limits.hangNanos() > 0) {
      health.born();
    }
    tickedAt = world.now();
    every(timing.tick(), this::tick);
    every(timing.heartbeat(), this::beat);
  }

  private void tick() {
    tickedAt = world.now();
    handle(TICK);
  }

  private void beat() {
    handle(BEAT_DUE);
  }

  /** A tick that had to wait until the process runs again. */
  private Event lateTick() {
    return new Event.Tick(Math.max(0, world.now() - tickedAt - timing.tick()));
  }

  /** Does it again and again, as long as this process lives and is awake. */
  private void every(long nanos, Runnable what) {
    long mine = life;
    world.after(
        nanos,
        new Runnable() {
          @Override
          public void run() {
            if (life == mine && runs()) {
              if (!frozen) {
                what.run();
              }
              world.after(nanos, this);
            }
          }
        });
  }

  /** kill -9: the service dies with SBS (R2.7). */
  void kill(boolean powerCut) {
    if (!runs()) {
      return;
    }
    world.note(() -> name() + (powerCut ? " loses power" : " is killed"));
    end();
    hostUp = !powerCut;
    if (powerCut) {
      files.powerCut();
    }
    network.processGone(this, powerCut);
  }

  /** The process has ended by itself. */
  void exited() {
    world.note(() -> name() + " has ended");
    end();
    network.processGone(this, false);
  }

  private void end() {
    effects.died();
    List.of(folders, home, programs).forEach(SimHang::forget);
    news.died();
    files.ended();
    state = null;
    frozen = false;
    backlog.clear();
    life++;
  }

  void freeze() {
    if (runs() && !frozen) {
      world.note(() -> name() + " freezes");
      frozen = true;
      frozenAt = world.now();
    }
  }

  /** Its place in the network changes. */
  void stands(NetworkState now) {
    place = now;
    if (runs()) {
      deliver(new Event.Surroundings(now));
    }
  }

  /**
   * It looks at its link: it sees what is there now, whatever has happened since it was to look.
   */
  void looks() {
    stands(unplugged ? CUT_OFF : NetworkState.FINE);
  }

  /** Its cable is pulled, or is back in; it notices both later. */
  void unplugged(boolean now) {
    unplugged = now;
  }

  /** So busy that its handshakes crawl, for that long. */
  void busyFor(long nanos) {
    world.note(() -> name() + " is busy for " + nanos / World.MILLI + " ms");
    busyUntil = Math.max(busyUntil, world.now() + nanos);
  }

  /** Not any more. */
  void rests() {
    busyUntil = 0;
  }

  boolean busy() {
    return world.now() < busyUntil;
  }

  /** How much longer than usual a handshake with it takes, or its word of how a question ended. */
  long crawl() {
    return busy() ? world.millis(0, LONGEST_CRAWL_MILLIS) : 0;
  }

  boolean hasBeenAwakeSince(long then) {
    return awakeSince <= then && (!frozen || world.now() - frozenAt <= BRIEF);
  }

  boolean isUnplugged() {
    return unplugged;
  }

  boolean mustAsk() {
    return mustAsk;
  }

  void thaw() {
    if (!frozen) {
      return;
    }
    world.note(() -> name() + " thaws");
    frozen = false;
    awakeSince = world.now() - frozenAt > BRIEF ? world.now() : awakeSince;
    promises.thawed();
    mustAsk =
        world.now() - frozenAt > 2 * timing.silenceLimit() && state.phase().role() == Role.PRIMARY;
    List<Runnable> due = new ArrayList<>(backlog);
    backlog.clear();
    Event late = lateTick();
    whenAwake(() -> handle(late));
    due.forEach(this::whenAwake);
  }

  /**
   * Keeps it from running for a while, as a busy machine does. Then its threads run again in some
   * order: the loop handles what came meanwhile, or it judges first and that is read a little
   * later.
   */
  void stall(long nanos, long readLateNanos) {
    if (!runs() || frozen) {
      return;
    }
    world.note(() -> name() + " is kept from running for " + nanos / World.MILLI + " ms");
    long mine = life;
    frozen = true;
    world.after(
        nanos,
        () -> {
          if (life == mine) {
            runsOn(readLateNanos);
          }
        });
  }

  private void runsOn(long readLateNanos) {
    frozen = false;
    Event late = lateTick();
    readsLate(readLateNanos);
    for (Event due : List.of(late, BEAT_DUE)) {
      if (runs()) {
        handle(due);
      }
    }
  }

  /** Its loop runs, and the threads that read are kept from running for a while. */
  void readsLate(long nanos) {
    catchingUp = nanos > 0;
    if (!catchingUp) {
      read();
      return;
    }
    long mine = life;
    world.after(
        nanos,
        () -> {
          if (life == mine && !frozen) {
            read();
          }
        });
  }

  private void read() {
    catchingUp = false;
    List<Runnable> due = new ArrayList<>(backlog);
    backlog.clear();
    due.forEach(this::whenAwake);
  }

  /** Does it now, or when the process runs again, or never if it dies before. */
  void whenAwake(Runnable what) {
    if (frozen || catchingUp) {
      backlog.add(what);
    } else if (runs()) {
      what.run();
    }
  }

  /** Does it after a while, unless the process is gone by then. */
  void later(long nanos, Runnable what) {
    long mine = life;
    world.after(
        nanos,
        () -> {
          if (life == mine) {
            whenAwake(what);
          }
        });
  }

  // ---- events and effects ----

  void deliver(Event event) {
    if (frozen || catchingUp) {
      backlog.add(() -> handle(event));
    } else if (runs()) {
      handle(event);
    }
  }

  private void handle(Event event) {
    if (event instanceof Event.Answered
        || event instanceof Event.NoAnswer
        || event instanceof Event.NotAPeer
        || event instanceof Event.SilentPeer) {
      mustAsk = false;
    }
    NodeState before = state;
    Step step = RoleMachine.on(state, event, clock());
    state = step.state();
    promises.decided(before, event);
    news.decided(before, event);
    mustAsk &= state.phase().role() == Role.PRIMARY;
    if (!step.reason().isEmpty() || !step.effects().isEmpty()) {
      world.note(() -> name() + " " + event + " -> " + state.phase() + " " + step.effects());
    }
    if (step.effects().isEmpty()) {
      return;
    }
    for (Effect effect : step.effects()) {
      if (runs()) {
        effect.accept(effects);
      }
    }
  }

  SimEffects effects() {
    return effects;
  }

  void committed(Copy what, int version) {
    copy = Optional.of(what);
    content = version;
    news.commits();
  }

  SimFiles files() {
    return files;
  }

  /** The version of its data. */
  int content() {
    return content;
  }

  /** Its user changed something. */
  void edited() {
    content = world.history.after(content);
  }

  void written(DurableState what) {
    disk = what;
    news.written(what);
  }
}
