package org.sbs.core.role;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Becoming primary: settle the data, write the new epoch durably, only then serve (R2.3). A node
 * that sleeps on the way begins anew with its question.
 */
final class PromotingRules extends Rules {
  private final Phase.Promoting phase;

  PromotingRules(NodeState state, Phase.Promoting phase, long now) {
    super(state, now);
    this.phase = phase;
  }

  @Override
  public Step dataSettled(Event.DataSettled event) {
    if (phase.target().isPresent()) {
      return ignore();
    }
    DurableState data = event.copy().map(state.durable()::withCopy).orElse(state.durable());
    if (phase.cause() != Cause.START && data.lineage().isEmpty()) {
      return go(
          state.in(later(phase.quest(), timing().probe())),
          "the primary is lost, but this node never received a whole copy of its settings: it does"
              + " not take over; stop and start it if it shall serve with what it has");
    }
    DurableState target = data.reigning(data.epoch() + 1);
    return stay(
        state.with(data).in(promoting(Optional.of(target), Optional.empty())),
        new Effect.Persist(target));
  }

  @Override
  public Step cycleCommitted(Event.CycleCommitted event) {
    // Whatever was committed before the data was settled is told by DataSettled.
    return ignore();
  }

  @Override
  public Step settleFailed(Event.SettleFailed event) {
    return phase.target().isPresent()
        ? ignore()
        : go(
            state.in(promoting(Optional.empty(), Optional.of(now + timing().retry()))),
            "cannot become primary yet: the last cycle cannot be finished: " + event.why());
  }

  @Override
  public Step persistFailed(Event.PersistFailed event) {
    if (phase.target().filter(event.what()::equals).isEmpty()) {
      return super.persistFailed(event);
    }
    return go(
        state.in(promoting(phase.target(), Optional.of(now + timing().retry()))),
        "cannot become primary yet: this node's state cannot be written: " + event.why());
  }

  @Override
  public Step tick(Event.Tick event) {
    if (phase.retryNanos().filter(at -> now - at >= 0).isEmpty()) {
      return ignore();
    }
    Effect again = phase.target().<Effect>map(Effect.Persist::new).orElseGet(Effect.Settle::new);
    return stay(state.in(promoting(phase.target(), Optional.empty())), again);
  }

  @Override
  public Step persisted(Event.Persisted event) {
    if (phase.target().filter(event.what()::equals).isEmpty()) {
      return ignore();
    }
    DurableState durable = event.what();
    long epoch = durable.lineage().lastEpoch();
    List<Effect> effects = new ArrayList<>();
    phase.handOverLink().ifPresent(link -> effects.add(new Effect.TellTaken(link, epoch)));
    effects.add(new Effect.StartService(epoch, phase.cause(), durable.activeSentinels()));
    Phase.Serving serving =
        new Phase.Serving(
            epoch,
            Phase.ServiceState.STARTING,
            0,
            Optional.empty(),
            Optional.empty(),
            now + timing().probe(),
            false);
    return new Step(state.with(durable).unsaved(false).in(serving), effects, reason(epoch));
  }

  @Override
  public Step woken(Event.Woken event) {
    // Whatever was written in the meantime stays written: an epoch is never used twice.
    NodeState next =
        phase.target().map(t -> state.with(state.durable().sawEpoch(t.epoch()))).orElse(state);
    Step step =
        ask(next, phase.quest(), Optional.empty(), "slept while becoming primary; asking again");
    List<Effect> first = new ArrayList<>();
    phase.handOverLink().ifPresent(l -> first.add(new Effect.Close(l, "this node slept")));
    if (phase.target().isPresent()) {
      first.add(new Effect.Persist(next.durable()));
    }
    return before(step, first);
  }

  @Override
  public Step userStop(Event.UserStop event) {
    // What is under way to the disk counts as written.
    return new PromotingRules(state.with(phase.target().orElse(state.durable())), phase, now)
        .end(event);
  }

  private Step end(Event.UserStop event) {
    return super.userStop(event);
  }

  @Override
  public Step linkClosed(Event.LinkClosed event) {
    return phase.handOverLink().filter(link -> link == event.link()).isEmpty()
        ? ignore()
        : stay(
            state.in(
                new Phase.Promoting(
                    phase.cause(),
                    phase.quest(),
                    Optional.empty(),
                    phase.target(),
                    phase.retryNanos())));
  }

  private Phase.Promoting promoting(Optional<DurableState> target, Optional<Long> retryNanos) {
    return new Phase.Promoting(
        phase.cause(), phase.quest(), phase.handOverLink(), target, retryNanos);
  }

  private String reason(long epoch) {
    return switch (phase.cause()) {
      case START -> "primary in epoch " + epoch + " by a direct start: " + phase.quest().why();
      case HANDOVER -> "primary in epoch " + epoch + ": " + peer() + " handed over";
      case TAKEOVER, RESTART ->
          "primary in epoch "
              + epoch
              + ": took over from "
              + peer()
              + ", for "
              + phase.quest().why();
    };
  }
}
