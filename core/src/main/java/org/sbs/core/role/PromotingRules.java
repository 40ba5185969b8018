package org.sbs.core.role;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbs.core.bound.Bound;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.Phase.PromoteStep;

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
    if (phase.step() != PromoteStep.SETTLING || event.number() != phase.number()) {
      return ignore();
    }
    DurableState data = event.copy().map(state.durable()::withCopy).orElse(state.durable());
    if (phase.cause() != Cause.START && data.lineage().isEmpty()) {
      return go(state.in(later(phase.election(), timing().probe())), ReasonCode.NEVER_COPIED);
    }
    NodeState settled = state.with(data);
    if (lease().isEmpty()) {
      long spared = phase.election().spareEpoch();
      boolean spare = spared > 0 && spared == data.epoch();
      return write(settled, data.reigning(spare ? data.epoch() : Bound.EPOCH.next(data.epoch())));
    }
    if (claimable(settled)) {
      return claim(settled);
    }
    return stay(
        settled.in(phase.at(PromoteStep.LOOKING, Optional.empty(), deadline())),
        new Effect.LookAtWitness());
  }

  private long deadline() {
    return now + timing().stepLimit();
  }

  private Step write(NodeState from, DurableState target) {
    return stay(
        from.in(phase.at(PromoteStep.WRITING, Optional.of(target), deadline())),
        new Effect.Persist(target));
  }

  // ---- the witness ----

  private boolean claimable(NodeState from) {
    return from.watch().leaseState().claimable(state.self().nodeId(), lease().orElseThrow());
  }

  /** Claims an epoch above all that were ever seen, here or there. */
  private Step claim(NodeState from) {
    WitnessView seen = from.watch().leaseState().view();
    long epoch = Bound.EPOCH.next(Math.max(from.durable().epoch(), seen.epoch()));
    DurableState target = from.durable().reigning(epoch);
    return stay(
        from.in(phase.at(PromoteStep.CLAIMING, Optional.of(target), deadline())),
        new Effect.Claim(epoch, seen));
  }

  @Override
  public Step witnessSeen(Event.WitnessSeen event) {
    Step seen = super.witnessSeen(event);
    if (phase.step() != PromoteStep.LOOKING) {
      return seen;
    }
    return claimable(seen.state())
        ? claim(seen.state())
        : giveUp(seen.state(), PromotionBlockers.witness(seen.state()).orElse(Reason.NONE));
  }

  @Override
  public Step witnessFailed(Event.WitnessFailed event) {
    Step failed = super.witnessFailed(event);
    return phase.step() == PromoteStep.LOOKING || phase.step() == PromoteStep.CLAIMING
        ? giveUp(failed.state(), PromotionBlockers.witness(failed.state()).orElse(Reason.NONE))
        : failed;
  }

  @Override
  public Step claimed(Event.Claimed event) {
    Step held = super.claimed(event);
    boolean mine = phase.step() == PromoteStep.CLAIMING && isTarget(event.epoch());
    return mine ? write(held.state(), phase.target().get()) : held;
  }

  @Override
  public Step claimLost(Event.ClaimLost event) {
    Step lost = super.claimLost(event);
    return isTarget(event.epoch())
        ? giveUp(lost.state(), Reason.of(ReasonCode.CLAIM_NOT_GIVEN))
        : lost;
  }

  /** Whether it is this promotion's; an answer to an earlier question may come late. */
  private boolean isTarget(long epoch) {
    return phase.target().filter(target -> target.lineage().lastEpoch() == epoch).isPresent();
  }

  // ---- the other node ----

  @Override
  public Step answered(Event.Answered event) {
    Step closed = super.answered(event);
    return others(event.peer()).map(back -> before(back, closed.effects())).orElse(closed);
  }

  @Override
  public Step peerAsked(Event.PeerAsked event) {
    Step greeted = super.peerAsked(event);
    return others(event.peer()).map(back -> before(back, greeted.effects())).orElse(greeted);
  }

  /**
   * Both are becoming primary, for they were of two minds, as where a pause ended while they asked:
   * both come to the same answer who goes on.
   */
  private boolean yields(PeerView peer) {
    return peer.announcedRole() == AnnouncedRole.PROMOTING
        && phase.handOverLink().isEmpty()
        && !Precedence.becomesPrimary(state.view(), peer);
  }

  /**
   * The peer was not there when this node began, and could serve at once, where this one is kept
   * from it, as by a disk that hangs (R2.10).
   */
  private boolean leavesItTo(PeerView peer) {
    boolean goesFirst =
        peer.announcedRole() == AnnouncedRole.SECONDARY
            || (peer.announcedRole() == AnnouncedRole.STARTING && peer.mode() != Mode.BACKUP_ONLY);
    return goesFirst
        && !state.watch().paused()
        && peer.lineage().lastEpoch() >= state.durable().lineage().lastEpoch()
        && phase.cause() != Cause.HANDOVER
        && !state.self().forced()
        && state.weakness().isPresent()
        && Precedence.isWeaknessDecisive(state.view(), peer);
  }

  /** The cut may be noticed later than the silence that it makes. */
  @Override
  public Step surroundings(Event.Surroundings event) {
    Step seen = super.surroundings(event);
    Optional<Reason> cut = PromotionBlockers.cutOff(event.place());
    return phase.cause() == Cause.TAKEOVER && cut.isPresent()
        ? giveUp(seen.state(), cut.get())
        : seen;
  }

  /** The role is another's, if it is. */
  private Optional<Step> others(PeerView peer) {
    if (yields(peer)) {
      return Optional.of(giveUp(state, ofPeer(ReasonCode.PEER_PROMOTES_FIRST)));
    }
    if (leavesItTo(peer)) {
      Reason weakness = state.weakness().orElseThrow();
      return Optional.of(
          giveUp(state, Reason.of(ReasonCode.NOT_PRIMARY_UNFIT).with("why", weakness)));
    }
    // It counted as dead, and was only slow.
    boolean serves = peer.announcedRole() == AnnouncedRole.PRIMARY && !isOld(peer.epoch());
    return serves && phase.cause() != Cause.HANDOVER
        ? Optional.of(giveUp(state, ofPeer(ReasonCode.PEER_IS_PRIMARY)))
        : Optional.empty();
  }

  private Step giveUp(NodeState from, Reason why) {
    // What is under way to the disk counts as written: an epoch is never used twice.
    NodeState next =
        phase.target().map(t -> from.with(from.durable().sawEpoch(t.epoch()))).orElse(from);
    List<Effect> first = new ArrayList<>();
    phase
        .handOverLink()
        .ifPresent(l -> first.add(new Effect.Close(l, ReasonCode.CANNOT_TAKE_OVER)));
    if (phase.step() == PromoteStep.WRITING) {
      first.add(new Effect.Persist(next.durable()));
    }
    // Nobody serves under this claim: the other node need not wait until its lease is over.
    boolean claimed = lease().isPresent() && phase.step() == PromoteStep.WRITING;
    phase.target().filter(t -> claimed).ifPresent(t -> first.add(new Effect.Release(t.epoch())));
    return before(hold(next, phase.election(), why), first);
  }

  @Override
  public Step cycleCommitted(Event.CycleCommitted event) {
    // Whatever was committed before the data was settled is told by DataSettled.
    return ignore();
  }

  @Override
  public Step settleFailed(Event.SettleFailed event) {
    return phase.step() != PromoteStep.SETTLING || event.number() != phase.number()
        ? ignore()
        : unfit(Reason.of(ReasonCode.DATA_NOT_IN_PLACE).with("why", event.why()));
  }

  @Override
  public Step persistFailed(Event.PersistFailed event) {
    if (phase.target().filter(event.what()::equals).isEmpty()) {
      return super.persistFailed(event);
    }
    Phase.Promoting spared = phase.sparing(phase.election().sparing(event.what().epoch()));
    return new PromotingRules(state, spared, now)
        .unfit(Reason.of(ReasonCode.STATE_NOT_WRITTEN).with("why", event.why()));
  }

  @Override
  public Step progressed(Event.Progressed event) {
    return phase.step() == PromoteStep.SETTLING && event.number() == phase.number()
        ? stay(state.in(phase.at(phase.step(), phase.target(), deadline())))
        : ignore();
  }

  /** What does not come to its end must not keep the other node from serving. */
  @Override
  public Step tick(Event.Tick event) {
    if (now - phase.untilNanos() < 0) {
      return ignore();
    }
    return switch (phase.step()) {
      case SETTLING -> unfit(late(ReasonCode.DATA_LATE));
      case LOOKING, CLAIMING -> unfit(late(ReasonCode.WITNESS_LATE));
      case WRITING -> unfit(late(ReasonCode.STATE_LATE));
    };
  }

  private Reason late(ReasonCode code) {
    return Reason.of(code).with("seconds", timing().stepLimit() / 1_000_000_000L);
  }

  /** This node cannot become primary now: it says so to the other one, which goes first then. */
  private Step unfit(Reason why) {
    NodeState weak = state.with(state.watch().fitness().failing(why, now));
    return giveUp(weak, Reason.of(ReasonCode.NOT_PRIMARY_UNFIT).with("why", why));
  }

  /** The primary that handed over waits for this one as long as it gives signs of life. */
  @Override
  public Step beatDue(Event.BeatDue event) {
    return phase
        .handOverLink()
        .map(link -> stay(state, new Effect.Beat(link, now, 0)))
        .orElseGet(this::ignore);
  }

  @Override
  public Step persisted(Event.Persisted event) {
    if (phase.target().filter(event.what()::equals).isEmpty()) {
      return ignore();
    }
    DurableState durable = event.what();
    long epoch = durable.lineage().lastEpoch();
    if (!ServingRight.mayServe(state.self(), state.watch(), epoch, Optional.empty(), now)) {
      return giveUp(state, Reason.of(ReasonCode.EPOCH_WRITTEN_LATE));
    }
    List<Effect> effects = new ArrayList<>();
    phase.handOverLink().ifPresent(link -> effects.add(new Effect.TellTaken(link, epoch)));
    effects.add(new Effect.StartService(epoch, phase.cause(), durable.activeSentinels()));
    Phase.Serving serving =
        new Phase.Serving(
            epoch,
            ServiceHealth.begun(now),
            Optional.empty(),
            Optional.empty(),
            now + timing().probe(),
            false);
    NodeState next =
        state.with(durable).with(state.watch().fitness().proven()).unsaved(false).in(serving);
    if (phase.cause() == Cause.TAKEOVER) {
      next = next.with(next.watch().tookOver(now, state.self().limits().takeoverWindowNanos()));
    }
    return new Step(next, effects, reason(epoch));
  }

  @Override
  public Step woken(Event.Woken event) {
    // Whatever was written in the meantime stays written: an epoch is never used twice.
    NodeState next =
        phase.target().map(t -> state.with(state.durable().sawEpoch(t.epoch()))).orElse(state);
    Step step =
        ask(next, phase.election(), Optional.empty(), Reason.of(ReasonCode.SLEPT_WHILE_PROMOTING));
    List<Effect> first = new ArrayList<>();
    phase.handOverLink().ifPresent(l -> first.add(new Effect.Close(l, ReasonCode.NODE_SLEPT)));
    if (phase.step() == PromoteStep.WRITING) {
      first.add(new Effect.Persist(next.durable()));
    }
    return before(step, first);
  }

  @Override
  public Step userStop(Event.UserStop event) {
    // What is under way to the disk counts as written.
    DurableState ending =
        phase
            .target()
            .filter(target -> phase.step() == PromoteStep.WRITING)
            .orElse(state.durable());
    return new PromotingRules(state.with(ending), phase, now).end(event);
  }

  private Step end(Event.UserStop event) {
    return super.userStop(event);
  }

  @Override
  public Step linkClosed(Event.LinkClosed event) {
    return phase.handOverLink().filter(link -> link == event.link()).isEmpty()
        ? ignore()
        : stay(state.in(phase.withoutLink()));
  }

  @Override
  public Step pauseAsked(Event.PauseAsked event) {
    // What is being written must not be overtaken.
    return ignore();
  }

  private Reason reason(long epoch) {
    return switch (phase.cause()) {
      case START ->
          Reason.of(ReasonCode.PRIMARY_BY_START).with("epoch", epoch).with("why", phase.why());
      case HANDOVER ->
          Reason.of(ReasonCode.PRIMARY_BY_HANDOVER).with("epoch", epoch).with("peer", peer());
      case TAKEOVER, RESTART ->
          Reason.of(ReasonCode.PRIMARY_BY_TAKEOVER)
              .with("epoch", epoch)
              .with("peer", peer())
              .with("why", phase.why());
    };
  }
}
