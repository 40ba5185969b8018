package org.sbs.core.role;

import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.Phase.Purpose;

/**
 * What a primary does about its service (R7.3). One that fails is started again in place, after
 * pauses that grow. When it has failed once more than {@code restarts}, the role passes to the
 * secondary, if that one is ready for it; else it is tried on here, and that is said once.
 *
 * <p>One that a check finds to hang has failed too: it is ended first, and only when it has surely
 * ended it counts as one that is down.
 *
 * <p>A service that fails on both nodes does not send the role to and fro (R2.6): a node on which
 * it was worn out tells so for the takeover window, and for so long nobody offers it the role.
 */
final class ServiceCare extends Rules {
  private static final long SECOND = 1_000_000_000L;

  private final Phase.Serving phase;
  private final ServiceHealth serviceHealth;

  ServiceCare(NodeState state, Phase.Serving phase, long now) {
    super(state, now);
    this.phase = phase;
    this.serviceHealth = phase.serviceHealth();
  }

  @Override
  public Step serviceStarted(Event.ServiceStarted event) {
    if (serviceHealth.isEnding()) {
      return ignore();
    }
    boolean told =
        serviceHealth.isWorthTelling(limits())
            || serviceHealth.trouble().has(ReasonCode.SERVICE_NOT_STARTED);
    NodeState running = state.in(phase.with(serviceHealth.running(now)));
    Reason reason = told ? runs(event.what()) : Reason.NONE;
    DurableState known =
        event.toWork().map(running.durable()::withActive).orElseGet(running::durable);
    // A node that serves alone and crashes must not take its next start for the very first.
    return known.equals(running.durable())
        ? go(running, reason)
        : go(running.with(known), reason, new Effect.Persist(known));
  }

  private Reason runs(Reason what) {
    int failures = serviceHealth.failures();
    if (failures > 1) {
      return Reason.of(ReasonCode.SERVICE_RUNS_AFTER_FAILURES)
          .with("failures", failures)
          .with("what", what);
    }
    ReasonCode code =
        failures == 0 ? ReasonCode.SERVICE_RUNS : ReasonCode.SERVICE_RUNS_AFTER_FAILURE;
    return Reason.of(code).with("what", what);
  }

  @Override
  public Step serviceStartFailed(Event.ServiceStartFailed event) {
    if (serviceHealth.isEnding()) {
      return ignore();
    }
    return down(Reason.of(ReasonCode.SERVICE_NOT_STARTED).with("why", event.why()));
  }

  @Override
  public Step serviceDied(Event.ServiceDied event) {
    if (serviceHealth.service() == ServiceHealth.State.ENDING) {
      // The stop that is under way has an answer of its own. Taken for that of a later stop, it
      // would let the role go while a service starts.
      return ignore();
    }
    if (serviceHealth.service() == ServiceHealth.State.NOT_ENDED) {
      return serviceStopped(new Event.ServiceStopped(Optional.empty()));
    }
    return down(Reason.of(ReasonCode.SERVICE_ENDED).with("why", event.why()));
  }

  private Step down(Reason what) {
    ServiceHealth failed = serviceHealth.forgiven(now, goodRun()).failed(now);
    if (!failed.isWornOut(limits())) {
      long seconds = Math.max(1, (failed.againNanos(timing()) - now) / SECOND);
      return go(
          state.in(phase.with(failed)),
          Reason.of(ReasonCode.SERVICE_STARTED_AGAIN_SOON)
              .with("what", what)
              .with("seconds", seconds)
              .with("attempt", failed.failures())
              .with("restarts", limits().restarts()));
    }
    NodeState worn = state.with(state.watch().wornOut(now + limits().diedNanos()));
    Optional<Reason> obstacle = obstacle();
    if (obstacle.isEmpty()) {
      return pass(worn.in(phase.with(failed)), failed, what);
    }
    Reason said =
        Reason.of(ReasonCode.SERVICE_DOWN_ROLE_STAYS)
            .with("what", what)
            .with("restarts", limits().restarts())
            .with("obstacle", obstacle.get());
    return go(
        worn.in(phase.with(failed.said(said))),
        failed.isWorthTelling(limits()) || !said.equals(serviceHealth.trouble())
            ? said
            : Reason.NONE);
  }

  // ---- a service that runs and does not work ----

  /**
   * It is ended, surely, before anything else is done: it may still print. Where it has failed too
   * often and the role cannot pass, ending it helps little and may harm, because the check may be
   * wrong: then it is ended once in the takeover window.
   */
  @Override
  public Step serviceUnhealthy(Event.ServiceUnhealthy event) {
    if (!serviceHealth.isRun(event.runNanos()) || state.watch().paused()) {
      return ignore();
    }
    Reason what = Reason.of(ReasonCode.SERVICE_HANGS).with("check", event.check());
    ServiceHealth failed = serviceHealth.forgiven(now, goodRun()).hung(now);
    if (!failed.isWornOut(limits())) {
      return end(state, failed, what.and(Reason.of(ReasonCode.SERVICE_ENDED_ANEW)));
    }
    NodeState worn = state.with(state.watch().wornOut(now + limits().hungNanos()));
    Optional<Reason> obstacle = obstacle();
    if (obstacle.isEmpty()) {
      Reason passes = ofPeer(ReasonCode.SERVICE_ENDED_ROLE_PASSES);
      return end(worn, failed, what.and(passes));
    }
    Reason stays =
        Reason.of(ReasonCode.SERVICE_ROLE_STAYS)
            .with("restarts", limits().restarts())
            .with("obstacle", obstacle.get())
            .and(
                Reason.of(ReasonCode.SERVICE_ENDED_SELDOM)
                    .with("seconds", limits().takeoverWindowNanos() / SECOND));
    boolean known = stays.equals(serviceHealth.trouble());
    if (now - serviceHealth.sinceNanos() < limits().takeoverWindowNanos()) {
      Phase.Serving left = phase.with(serviceHealth.hanging(stays));
      return go(worn.in(left), known ? Reason.NONE : what.and(stays));
    }
    boolean told = !known || failed.isWorthTelling(limits());
    return end(worn, failed.said(stays), told ? what.and(stays) : Reason.NONE);
  }

  /** One that was left hanging works again by itself; its good run begins now. */
  @Override
  public Step serviceHealthy(Event.ServiceHealthy event) {
    return serviceHealth.isRun(event.runNanos())
            && serviceHealth.service() == ServiceHealth.State.HANGING
        ? go(
            state.in(phase.with(serviceHealth.running(now).said(Reason.NONE))),
            Reason.of(ReasonCode.SERVICE_WORKS_AGAIN))
        : ignore();
  }

  private Step end(NodeState from, ServiceHealth ending, Reason reason) {
    return go(from.in(phase.with(ending)), reason, new Effect.StopService(0));
  }

  @Override
  public Step serviceStopped(Event.ServiceStopped event) {
    if (!serviceHealth.isEnding()) {
      return ignore();
    }
    DurableState durable = event.active().map(state.durable()::withActive).orElse(state.durable());
    Step saved = save(durable);
    Phase.Serving down = phase.with(serviceHealth.down(now));
    Step step = new Step(saved.state().in(down), saved.effects(), saved.reason());
    return new ServiceCare(step.state(), down, now)
        .passing(Reason.of(ReasonCode.SERVICE_DOWN))
        .map(passes -> before(passes, step.effects()))
        .orElse(step);
  }

  @Override
  public Step serviceStopFailed(Event.ServiceStopFailed event) {
    if (!serviceHealth.isEnding()) {
      return ignore();
    }
    Reason still = Reason.of(ReasonCode.SERVICE_HANGS_ON).with("why", event.why());
    return go(
        state.in(phase.with(serviceHealth.notEnded(now).said(still))),
        still.equals(serviceHealth.trouble()) ? Reason.NONE : still);
  }

  /** The hand-over to the secondary, if it is time for that and nothing stands in the way. */
  private Optional<Step> passing(Reason what) {
    return serviceHealth.isWornOut(limits()) && obstacle().isEmpty()
        ? Optional.of(pass(state, serviceHealth, what))
        : Optional.empty();
  }

  /** What time brings: the next start, the end of what hindered a hand-over, forgiveness. */
  Optional<Step> due() {
    boolean again = now - serviceHealth.againNanos(timing()) >= 0;
    if (serviceHealth.service() == ServiceHealth.State.NOT_ENDED && again) {
      return Optional.of(
          stay(state.in(phase.with(serviceHealth.endedAgain(now))), new Effect.StopService(0)));
    }
    if (serviceHealth.service() != ServiceHealth.State.DOWN) {
      return forgive();
    }
    Optional<Step> passing = passing(Reason.of(ReasonCode.SERVICE_DOWN));
    if (passing.isPresent() || !again) {
      return passing;
    }
    return Optional.of(
        go(
            state.in(phase.with(serviceHealth.startedAgain(now))),
            serviceHealth.isWornOut(limits())
                ? Reason.NONE
                : Reason.of(ReasonCode.SERVICE_STARTED_AGAIN),
            new Effect.StartService(
                phase.epoch(), Cause.RESTART, state.durable().activeSentinels())));
  }

  private Optional<Step> forgive() {
    ServiceHealth forgiven = serviceHealth.forgiven(now, goodRun());
    return forgiven.equals(serviceHealth)
        ? Optional.empty()
        : Optional.of(
            go(
                state.in(phase.with(forgiven)),
                Reason.of(ReasonCode.SERVICE_RAN_WELL).with("seconds", goodRun() / SECOND)));
  }

  private long goodRun() {
    return limits().goodRunNanos();
  }

  private Step pass(NodeState from, ServiceHealth failed, Reason what) {
    Reason why =
        failed.failures() == 1
            ? Reason.of(ReasonCode.SERVICE_FAILED_ONCE)
            : Reason.of(ReasonCode.SERVICE_FAILED_TIMES).with("times", failed.failures());
    Phase.Serving leaving = phase.with(failed);
    return StepDown.begin(
        from,
        leaving,
        Purpose.PASS,
        why,
        what.and(ofPeer(ReasonCode.ROLE_PASSES).with("why", why)),
        now);
  }

  /** Why the role cannot pass to the secondary now. */
  private Optional<Reason> obstacle() {
    return PassObstacle.of(state, phase, now);
  }

  private Limits limits() {
    return state.self().limits();
  }
}
