package org.sbs.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.sbs.core.reason.Reason;
import org.sbs.core.replica.Lineage.EpochOwner;
import org.sbs.core.replica.MergeBaseId;
import org.sbs.core.role.Cause;
import org.sbs.core.role.Copy;
import org.sbs.core.role.DurableState;
import org.sbs.core.role.Effect;
import org.sbs.core.role.Event;
import org.sbs.core.role.Phase;
import org.sbs.core.sim.SimFiles.Parcel;
import org.sbs.core.sim.SimNetwork.SimLink;

/** Runs a node's effects in virtual time: disk and service take their time and may fail. */
final class SimEffects implements Effect.Visitor {
  /** How long a cycle that is being written is waited for before a takeover goes on without it. */
  private static final long SETTLE_PATIENCE = 4 * World.SECOND;

  private final SimNode node;
  private final World world;
  private final SimService service;
  private long diskFreeAt;
  private long receiving;
  private long lastSent;
  private boolean lastCyclePending;

  /** Whether it was weak when it gave its claim up, to hand over. */
  private boolean releasedWeak;

  /** Whether a recorded cycle waits in a folder that hangs, half of it in place. */
  private boolean halfway;

  /** The link on which a cycle is under way: there is one at a time; 0 for none. */
  private long cycling;

  /** The link of the secondary that was taken on last: what comes late on an older one is lost. */
  private long accepted;

  /** The link on which the secondary last acknowledged a cycle. */
  private long acknowledged;

  /** What it does with the files of its secondary, as a primary, by the link. */
  private final Map<Long, SimMeeting> meetings = new HashMap<>();

  SimEffects(SimNode node) {
    this.node = node;
    this.world = node.world;
    this.service = new SimService(node);
  }

  /** Whether a recorded cycle is half in place. */
  boolean isHalfway() {
    return halfway;
  }

  boolean serviceRuns() {
    return service.runs();
  }

  boolean serviceHung() {
    return service.hung();
  }

  boolean serviceHungLately() {
    return service.hungLately();
  }

  /** The service goes on running and does not work any more, or works again. */
  void serviceHangs(boolean now) {
    service.hangs(now);
  }

  void born() {
    diskFreeAt = world.now();
    receiving = 0;
    halfway = false;
    lastSent = node.state().durable().cycle();
    lastCyclePending = false;
    cycling = 0;
    acknowledged = 0;
    meetings.clear();
  }

  /** Whether the secondary at that link has acknowledged a cycle. */
  boolean acknowledgedOn(long link) {
    return acknowledged == link;
  }

  void died() {
    service.gone();
  }

  /** The service ends by itself. */
  void serviceDies() {
    service.dies();
  }

  private long onDisk() {
    diskFreeAt = Math.max(diskFreeAt, world.now()) + world.millis(1, node.speed.diskMillis());
    return diskFreeAt - world.now();
  }

  private void onLink(long id, Consumer<SimLink> what) {
    SimLink link = node.network.link(id);
    if (link != null && link.openAt(node)) {
      what.accept(link);
    }
  }

  void takeControl() {
    service.takeControl();
  }

  @Override
  public void ask(Effect.Ask effect) {
    node.promises().asks();
    node.network.dial(
        node,
        effect.attempt(),
        node.worldly(effect.reachNanos()),
        node.worldly(effect.withinNanos()));
  }

  @Override
  public void greet(Effect.Greet effect) {
    node.network.greet(node, effect.link(), node.state().view());
  }

  @Override
  public void follow(Effect.Follow effect) {
    var view = node.state().view();
    onLink(effect.link(), link -> link.sendLate(node, new Event.FollowAsked(effect.link(), view)));
  }

  @Override
  public void accept(Effect.Accept effect) {
    assertThat(node.mustAsk()).as("R2.9 a woken primary asks before it acts").isFalse();
    // What was under way ended with its link.
    accepted = effect.link();
    lastCyclePending = false;
    onLink(
        effect.link(),
        link -> link.sendLate(node, new Event.FollowAccepted(effect.link(), effect.epoch())));
  }

  @Override
  public void refuse(Effect.Refuse effect) {
    onLink(
        effect.link(),
        link -> {
          link.send(node, new Event.FollowRefused(effect.link(), effect.why()));
          link.close(node, effect.why());
        });
  }

  @Override
  public void beat(Effect.Beat effect) {
    var view = node.state().view();
    onLink(
        effect.link(),
        link ->
            link.send(
                node,
                new Event.Heard(effect.link(), view, effect.stampNanos(), effect.echoNanos())));
  }

  @Override
  public void handOver(Effect.HandOver effect) {
    assertThat(service.runs()).as("R3.1 nothing is told before the service is stopped").isFalse();
    // R2.10: one that could not go on as primary hands over what the other one has.
    boolean weak = node.promises().weakness().told() || releasedWeak;
    releasedWeak = false;
    if (node.state().phase() instanceof Phase.Leaving leaving
        && leaving.purpose() == Phase.Purpose.SWITCH
        && !weak) {
      assertThat(other().content())
          .as("R3.2 R1.7 the roles are swapped with all the data")
          .isEqualTo(node.content());
    }
    onLink(
        effect.link(),
        link -> link.send(node, new Event.HandOverAsked(effect.link(), effect.epoch())));
  }

  @Override
  public void tellTaken(Effect.TellTaken effect) {
    assertThat(node.disk().epoch())
        .as("what is told is durable")
        .isGreaterThanOrEqualTo(effect.epoch());
    onLink(
        effect.link(),
        link -> link.send(node, new Event.HandOverTaken(effect.link(), effect.epoch())));
  }

  @Override
  public void goodbye(Effect.Goodbye effect) {
    onLink(effect.link(), link -> link.close(node, true, effect.why()));
  }

  @Override
  public void close(Effect.Close effect) {
    onLink(effect.link(), link -> link.close(node, effect.why()));
  }

  // ---- disk ----

  @Override
  public void settle(Effect.Settle effect) {
    receiving = 0;
    node.files().ended();
    Runnable settled =
        () ->
            node.deliver(
                node.diskFails
                    ? new Event.SettleFailed(effect.number(), Reason.sentence("input/output error"))
                    : new Event.DataSettled(effect.number(), node.copy()));
    node.later(
        onDisk(),
        () -> {
          if (node.folders.hangs() && !halfway) {
            // What is not recorded is given up after a while, whatever becomes of it.
            node.later(SETTLE_PATIENCE, settled);
          } else {
            node.folders.pass(settled);
          }
        });
  }

  @Override
  public void persist(Effect.Persist effect) {
    DurableState what = effect.what();
    node.later(onDisk(), () -> node.home.pass(() -> written(what)));
  }

  private void written(DurableState what) {
    if (node.diskFails) {
      node.deliver(new Event.PersistFailed(what, Reason.sentence("input/output error")));
      return;
    }
    World.promise(what.epoch() >= node.disk().epoch(), "the epoch on disk never falls");
    node.written(what);
    node.deliver(new Event.Persisted(what));
  }

  // ---- service ----

  @Override
  public void startService(Effect.StartService effect) {
    DurableState disk = node.disk();
    assertThat(new EpochOwner(disk.lineage().lastEpoch(), disk.lineage().lastPrimary()))
        .as("R2.3 the epoch is durable before the service is started")
        .isEqualTo(new EpochOwner(effect.epoch(), disk.nodeId()));
    if (effect.cause() == Cause.TAKEOVER || effect.cause() == Cause.HANDOVER) {
      assertThat(effect.sentinels())
          .as("R2.3 the sentinels that were active on the old primary")
          .isEqualTo(disk.activeSentinels());
    }
    if (effect.cause() != Cause.RESTART) {
      node.promises().epochs(effect.epoch(), effect.cause());
      node.news.epochs(effect.cause());
    }
    service.start();
  }

  @Override
  public void stopService(Effect.StopService effect) {
    if (effect.withinNanos() > 0) {
      node.promises().mayHurry();
      service.stopInAHurry(effect.withinNanos());
    } else {
      service.stop(List.of("active-" + lastSent));
    }
  }

  // ---- the witness ----

  @Override
  public void lookAtWitness(Effect.LookAtWitness effect) {
    world.witness.orElseThrow().look(node);
  }

  @Override
  public void claim(Effect.Claim effect) {
    world.witness.orElseThrow().claim(node, effect.epoch(), effect.seen());
  }

  @Override
  public void renew(Effect.Renew effect) {
    world.witness.orElseThrow().renew(node, effect.epoch());
  }

  @Override
  public void release(Effect.Release effect) {
    assertThat(service.runs()).as("R6.2 the claim is given up after the service").isFalse();
    releasedWeak = node.promises().weakness().told();
    world.witness.orElseThrow().release(node, effect.epoch());
  }

  @Override
  public void askSwitchover(Effect.AskSwitchover effect) {
    onLink(effect.link(), link -> link.send(node, new Event.SwitchoverWanted(effect.link())));
  }

  @Override
  public void tellNotSwapped(Effect.TellNotSwapped effect) {
    onLink(
        effect.link(),
        link -> link.send(node, new Event.SwitchoverRefused(effect.link(), effect.why())));
  }

  @Override
  public void reloadService(Effect.ReloadService effect) {}

  // ---- replication ----

  @Override
  public void receive(Effect.Receive effect) {
    receiving = effect.link();
    node.files().ended();
    node.folders.pass(() -> tell(effect));
  }

  private void tell(Effect.Receive effect) {
    if (receiving != effect.link()) {
      return;
    }
    SimNode primary = other();
    SimFiles.Told told = node.files().tell();
    Runnable opens =
        () ->
            onLink(
                effect.link(),
                link ->
                    link.carry(
                        node,
                        () -> {
                          primary.whenAwake(() -> primary.effects().meeting(link.id).begin(told));
                          primary.effects().replicate(link.id);
                        }));
    long crawl = Math.max(node.crawl(), primary.crawl());
    if (crawl == 0) {
      opens.run();
    } else {
      node.later(crawl, opens);
    }
  }

  private SimMeeting meeting(long link) {
    SimMeeting known = meetings.get(link);
    return known != null
        ? known
        : meetings.computeIfAbsent(link, id -> new SimMeeting(id, node, other()));
  }

  private SimNode other() {
    return world.nodes.get(1 - node.index);
  }

  private void replicate(long id) {
    node.later(
        world.millis(50, 900),
        () ->
            onLink(
                id,
                link -> {
                  if (!lastCyclePending && cycling != id) {
                    cycle(link, 0);
                  }
                  replicate(id);
                }));
  }

  private void cycle(SimLink link, long last) {
    long number = ++lastSent;
    cycling = link.id;
    if (last > 0 || node.serves()) {
      node.edited();
    }
    node.folders.pass(() -> look(link, number, last));
  }

  /** The folders are looked at, and what differs is sent. */
  private void look(SimLink link, long number, long last) {
    // The end of a cycle that was under way when the last one was asked for does not end that one.
    boolean over = last > 0 ? accepted != link.id : cycling != link.id;
    if (over) {
      return;
    }
    cycling = link.id;
    int version = node.content();
    Copy sent =
        new Copy(
            number,
            node.state().durable().lineage(),
            Optional.of(List.of("active-" + (number - 1))));
    meeting(link.id).next(() -> send(link, sent, version, last));
  }

  private void send(SimLink link, Copy sent, int version, long last) {
    SimNode secondary = other();
    MergeBaseId id =
        new MergeBaseId(sent.lineage().lastEpoch(), node.disk().nodeId(), sent.cycle());
    Parcel files = meeting(link.id).parcel(id);
    link.carry(
        node,
        () ->
            secondary.whenAwake(() -> secondary.effects().stage(link, sent, version, files, last)));
  }

  private void stage(SimLink link, Copy sent, int version, Parcel files, long last) {
    node.later(
        onDisk(),
        () -> {
          boolean recorded =
              node.folders.hangs()
                  && receiving == link.id
                  && !node.diskFails
                  && !halfway
                  && world.chance(50);
          halfway |= recorded;
          node.folders.pass(() -> staged(link, sent, version, files, last, recorded));
        });
  }

  private void staged(
      SimLink link, Copy sent, int version, Parcel files, long last, boolean recorded) {
    halfway &= !recorded;
    if (!recorded && (receiving != link.id || node.diskFails)) {
      if (receiving == link.id) {
        node.files().tell();
      }
      link.carry(node, () -> other().effects().cycleEnds(link, files, last, false));
      return;
    }
    node.committed(sent, version);
    node.files().commit(files, other().files());
    node.deliver(new Event.CycleCommitted(link.id, sent));
    link.carry(
        node,
        () -> {
          if (other().effects().accepted != link.id) {
            return;
          }
          world.history.acknowledged(version);
          other().effects().acknowledged = link.id;
          other().deliver(new Event.CycleCommitted(link.id, sent));
          other().effects().cycleEnds(link, files, last, true);
        });
  }

  private void cycleEnds(SimLink link, Parcel files, long last, boolean committed) {
    if (cycling == link.id) {
      cycling = 0;
    }
    node.whenAwake(() -> meeting(link.id).ended(files, committed));
    if (last > 0) {
      lastCycleEnds(last, committed);
    }
  }

  private void lastCycleEnds(long number, boolean committed) {
    lastCyclePending = false;
    Reason left = committed ? Reason.NONE : Reason.sentence("disk full");
    node.deliver(new Event.LastCycleDone(number, committed, left));
  }

  @Override
  public void lastCycle(Effect.LastCycle effect) {
    lastCyclePending = true;
    if (node.state().phase() instanceof Phase.Leaving leaving) {
      leaving.follower().ifPresent(f -> onLink(f.link(), link -> cycle(link, effect.number())));
    }
  }

  @Override
  public void exit(Effect.Exit effect) {
    service.afterAll(
        () ->
            node.later(
                Math.max(0, diskFreeAt - world.now()),
                () -> {
                  assertThat(service.runs()).as("no service outlives SBS").isFalse();
                  node.exited();
                }));
  }
}
