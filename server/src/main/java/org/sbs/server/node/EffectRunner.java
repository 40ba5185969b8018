package org.sbs.server.node;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sbs.core.options.PairOptions;
import org.sbs.core.role.Effect;
import org.sbs.core.role.Event;
import org.sbs.core.role.PeerView;
import org.sbs.server.store.NodeStore;
import org.sbs.server.store.StoreException;

/**
 * Hands each effect to whoever runs it. Called on the loop's thread; nothing here waits: what takes
 * time goes to a thread of its own and comes back as an event.
 */
final class EffectRunner implements Effect.Visitor {
  private final Supplier<PeerView> view;
  private final Consumer<Event> events;
  private final Links links;
  private final PeerConnector peer;
  private final ReplicationManager data;
  private final ServiceController service;
  private final WitnessClient witness;
  private final NodeStore store;
  private final Worker disk;
  private final MailNotifier mail;
  private final HealthMonitor health;
  private final OptionsController options;
  private final KeyController keys;
  private final Consumer<Integer> exit;

  /** What the effects are run by. */
  record Controllers(
      Links links,
      PeerConnector peer,
      ReplicationManager data,
      ServiceController service,
      WitnessClient witness,
      NodeStore store,
      Worker disk,
      MailNotifier mail,
      HealthMonitor health,
      OptionsController options,
      KeyController keys) {}

  EffectRunner(
      Supplier<PeerView> view,
      Consumer<Event> events,
      Controllers controllers,
      Consumer<Integer> exit) {
    this.view = view;
    this.events = events;
    this.links = controllers.links();
    this.peer = controllers.peer();
    this.data = controllers.data();
    this.service = controllers.service();
    this.witness = controllers.witness();
    this.store = controllers.store();
    this.disk = controllers.disk();
    this.mail = controllers.mail();
    this.health = controllers.health();
    this.options = controllers.options();
    this.keys = controllers.keys();
    this.exit = exit;
  }

  // ---- the peer ----

  @Override
  public void ask(Effect.Ask effect) {
    peer.ask(effect, view);
  }

  @Override
  public void greet(Effect.Greet effect) {
    PeerView mine = view.get();
    links.with(effect.link(), link -> link.greet(mine));
  }

  @Override
  public void follow(Effect.Follow effect) {
    links.with(effect.link(), link -> link.follow(Optional.of(options.now())));
  }

  @Override
  public void accept(Effect.Accept effect) {
    data.expect(effect.link());
    Optional<PairOptions> theirs = links.find(effect.link()).flatMap(Links.Known::options);
    options.welcome(
        theirs,
        holds -> {
          data.agreed(holds);
          links.with(effect.link(), link -> link.accept(effect.epoch(), mail.handing(), holds));
        });
  }

  @Override
  public void refuse(Effect.Refuse effect) {
    links.with(effect.link(), link -> link.refuse(effect.why()));
  }

  @Override
  public void beat(Effect.Beat effect) {
    PeerView mine = view.get();
    links.with(
        effect.link(),
        link -> link.heartbeat(mine, effect.stampNanos(), effect.echoNanos(), keys.note(link)));
  }

  @Override
  public void handOver(Effect.HandOver effect) {
    // Behind what was asked to be written before: persist, then speak.
    disk.later(() -> links.with(effect.link(), link -> link.handOver(effect.epoch())));
  }

  @Override
  public void tellTaken(Effect.TellTaken effect) {
    links.with(effect.link(), link -> link.handOverTaken(effect.epoch()));
  }

  @Override
  public void goodbye(Effect.Goodbye effect) {
    data.dropLink(effect.link());
    links.with(effect.link(), link -> link.goodbye(effect.why()));
  }

  @Override
  public void close(Effect.Close effect) {
    data.dropLink(effect.link());
    links.with(effect.link(), link -> link.close(effect.why()));
  }

  @Override
  public void askSwitchover(Effect.AskSwitchover effect) {
    links.with(effect.link(), link -> link.wantSwitchover());
  }

  @Override
  public void tellNotSwapped(Effect.TellNotSwapped effect) {
    links.with(effect.link(), link -> link.refuseSwitchover(view.get(), effect.why()));
  }

  // ---- data ----

  @Override
  public void receive(Effect.Receive effect) {
    links
        .find(effect.link())
        .ifPresent(
            known -> {
              options.follow(known.options());
              data.receive(known.link(), known.bulkSession(), view.get());
            });
  }

  @Override
  public void settle(Effect.Settle effect) {
    data.settle(effect.number());
  }

  @Override
  public void lastCycle(Effect.LastCycle effect) {
    data.lastCycle(effect.number());
  }

  @Override
  public void persist(Effect.Persist effect) {
    disk.later(
        () -> {
          try {
            store.save(effect.what());
            events.accept(new Event.Persisted(effect.what()));
          } catch (StoreException e) {
            events.accept(new Event.PersistFailed(effect.what(), e.reason()));
          }
        });
  }

  // ---- the witness ----

  @Override
  public void lookAtWitness(Effect.LookAtWitness effect) {
    witness.look();
  }

  @Override
  public void claim(Effect.Claim effect) {
    witness.claim(effect.epoch(), effect.seen());
  }

  @Override
  public void renew(Effect.Renew effect) {
    witness.renew(effect.epoch());
  }

  @Override
  public void release(Effect.Release effect) {
    witness.release(effect.epoch());
  }

  // ---- service ----

  @Override
  public void startService(Effect.StartService effect) {
    data.servedEpoch(effect.cause(), options.primaryTold());
    service.start(effect.epoch(), effect.cause(), effect.sentinels());
  }

  @Override
  public void reloadService(Effect.ReloadService effect) {
    service.reload(effect.why());
  }

  @Override
  public void stopService(Effect.StopService effect) {
    if (effect.withinNanos() > 0) {
      service.stopInAHurry(effect.withinNanos());
    } else {
      service.stop(health.hangs());
    }
  }

  @Override
  public void exit(Effect.Exit effect) {
    service.afterAll(() -> witness.afterAll(() -> disk.later(() -> exit.accept(effect.status()))));
  }
}
