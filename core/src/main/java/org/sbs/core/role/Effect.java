package org.sbs.core.role;

import java.util.List;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * What a node does because of an event. Effects take as long as they take; how they ended comes
 * back as the event that each names. Immutable.
 */
public sealed interface Effect {
  /** Calls the method that belongs to this effect. */
  void accept(Visitor visitor);

  /**
   * Ask the peer what it is: one of the five answers. It takes the place of the question before.
   *
   * @param reachNanos within which somebody must accept the connection
   * @param withinNanos within which the peer must have answered
   */
  record Ask(long attempt, long reachNanos, long withinNanos) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.ask(this);
    }
  }

  /** Answer the peer's question with this node's view after this step. */
  record Greet(long link) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.greet(this);
    }
  }

  /** Ask the primary at the other end to take this node as secondary. */
  record Follow(long link) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.follow(this);
    }
  }

  /** Take the peer as secondary; replicate to it as soon as it opens its bulk connection. */
  record Accept(long link, long epoch) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.accept(this);
    }
  }

  /** Do not take it; the link closes. */
  record Refuse(long link, Reason why) implements Effect {
    /** For a reason without values. */
    public Refuse(long link, ReasonCode why) {
      this(link, Reason.of(why));
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.refuse(this);
    }
  }

  /** Open the bulk connection that belongs to the link and receive cycles. */
  record Receive(long link) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.receive(this);
    }
  }

  /**
   * Give a sign of life.
   *
   * @param stampNanos this node's time, which comes back as an echo
   * @param echoNanos the peer's latest stamp on that link; 0 for none
   */
  record Beat(long link, long stampNanos, long echoNanos) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.beat(this);
    }
  }

  /** Ask the secondary to take over. */
  record HandOver(long link, long epoch) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.handOver(this);
    }
  }

  /** Tell the old primary that its role was taken over. */
  record TellTaken(long link, long epoch) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.tellTaken(this);
    }
  }

  /** Tell the peer that this node ends; the link closes. */
  record Goodbye(long link, Reason why) implements Effect {
    /** For a reason without values. */
    public Goodbye(long link, ReasonCode why) {
      this(link, Reason.of(why));
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.goodbye(this);
    }
  }

  /** Close the link; what belongs to it ends too. */
  record Close(long link, Reason why) implements Effect {
    /** For a reason without values. */
    public Close(long link, ReasonCode why) {
      this(link, Reason.of(why));
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.close(this);
    }
  }

  /**
   * Receive no more; finish or drop what is staged: {@code DataSettled} or {@code SettleFailed}.
   *
   * @param number comes back with either
   */
  record Settle(long number) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.settle(this);
    }
  }

  /** Write the state durably: {@code Persisted} or {@code PersistFailed}. In the order asked. */
  record Persist(DurableState what) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.persist(this);
    }
  }

  /**
   * Start the service and activate those sentinels. Where none were ever listed, those that the
   * service itself has active stay so; one that starts with none starts all (R2.3): {@code
   * ServiceStarted} or {@code ServiceStartFailed}.
   */
  record StartService(long epoch, Cause cause, Optional<List<String>> sentinels) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.startService(this);
    }
  }

  /**
   * List the active sentinels and stop the service: {@code ServiceStopped} or {@code
   * ServiceStopFailed}.
   *
   * @param withinNanos in a hurry: nothing is listed, whatever is being done with the service is
   *     broken off, and what runs after that time is killed; 0 where the service's own limits hold
   */
  record StopService(long withinNanos) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.stopService(this);
    }
  }

  /**
   * Make the running service read its settings again (R5.3): by its reload command if it has one,
   * else by a restart with the same sentinels. A failure is a {@code ServiceStartFailed}.
   */
  record ReloadService(Reason why) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.reloadService(this);
    }
  }

  /** Run one more cycle with the secondary: {@code LastCycleDone}, also when its link closes. */
  record LastCycle(long number) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.lastCycle(this);
    }
  }

  /** End SBS with that exit status, after all that was asked before is done. */
  record Exit(int status) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.exit(this);
    }
  }

  /** Ask the primary to swap the roles. */
  record AskSwitchover(long link) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.askSwitchover(this);
    }
  }

  /** Tell the secondary, whose user may wait for it, that the roles are not swapped, and why. */
  record TellNotSwapped(long link, Reason why) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.tellNotSwapped(this);
    }
  }

  /** Ask the witness for its view: {@code WitnessSeen} or {@code WitnessFailed}, in any case. */
  record LookAtWitness() implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.lookAtWitness(this);
    }
  }

  /**
   * Claim that epoch at the witness: {@code Claimed}, {@code ClaimLost} or {@code WitnessFailed},
   * in any case.
   *
   * @param seen what it said when it was looked at; if that has changed since, the claim is lost
   */
  record Claim(long epoch, WitnessView seen) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.claim(this);
    }
  }

  /** Renew the claim: {@code Claimed}, {@code ClaimLost} or {@code WitnessFailed}, in any case. */
  record Renew(long epoch) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.renew(this);
    }
  }

  /** Give the claim up: {@code Released} or {@code WitnessFailed}, in any case. */
  record Release(long epoch) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.release(this);
    }
  }

  /** One method an effect. */
  interface Visitor {
    void ask(Ask effect);

    void greet(Greet effect);

    void follow(Follow effect);

    void accept(Accept effect);

    void refuse(Refuse effect);

    void receive(Receive effect);

    void beat(Beat effect);

    void handOver(HandOver effect);

    void tellTaken(TellTaken effect);

    void goodbye(Goodbye effect);

    void close(Close effect);

    void settle(Settle effect);

    void persist(Persist effect);

    void startService(StartService effect);

    void stopService(StopService effect);

    void reloadService(ReloadService effect);

    void lastCycle(LastCycle effect);

    void exit(Exit effect);

    void askSwitchover(AskSwitchover effect);

    void tellNotSwapped(TellNotSwapped effect);

    void lookAtWitness(LookAtWitness effect);

    void claim(Claim effect);

    void renew(Renew effect);

    void release(Release effect);
  }
}
