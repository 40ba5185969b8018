package org.sbs.core.role;

import java.util.Optional;
import org.sbs.core.reason.Reason;

/** Where exactly a node stands: finer than its {@link Role}. Immutable. */
public sealed interface Phase {
  /** The role that users see. */
  Role role();

  /** What the peer is told. */
  AnnouncedRole announcedRole();

  /** The rules that hold in this phase, one method a phase. */
  <R> R accept(Visitor<R> visitor);

  /** One method a phase. */
  interface Visitor<R> {
    R preparing(Preparing phase);

    R asking(Asking phase);

    R waiting(Waiting phase);

    R joining(Joining phase);

    R following(Following phase);

    R promoting(Promoting phase);

    R serving(Serving phase);

    R leaving(Leaving phase);

    R ended(Ended phase);
  }

  private static Role seeking(ElectionContext election) {
    return election.lost() ? Role.SECONDARY : Role.STARTING;
  }

  private static AnnouncedRole seekingAnnouncedRole(ElectionContext election) {
    return election.lost() ? AnnouncedRole.SECONDARY : AnnouncedRole.STARTING;
  }

  /**
   * The node brings the service under control before anything else; it does so without being told.
   */
  record Preparing() implements Phase {
    @Override
    public Role role() {
      return Role.STARTING;
    }

    @Override
    public AnnouncedRole announcedRole() {
      return AnnouncedRole.STARTING;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.preparing(this);
    }
  }

  /**
   * A question to the peer is under way.
   *
   * @param attempt its number; answers to older ones do not count
   * @param askedNanos when it was put
   * @param slept whether this node slept since: then only a primary's answer counts
   * @param heardSince whether the peer showed itself after the question was put: then no answer
   *     does not mean that nobody is there
   * @param was the following that is in doubt, while its link is still open
   */
  record Asking(
      long attempt,
      long askedNanos,
      boolean slept,
      ElectionContext election,
      boolean heardSince,
      Optional<Following> was)
      implements Phase {
    Asking asked(ElectionContext newElection) {
      return new Asking(attempt, askedNanos, slept, newElection, heardSince, was);
    }

    Asking afterSleep() {
      return new Asking(attempt, askedNanos, true, election, heardSince, was);
    }

    Asking afterHearing() {
      return new Asking(attempt, askedNanos, slept, election, true, was);
    }

    Asking withoutLink() {
      return new Asking(attempt, askedNanos, slept, election, heardSince, Optional.empty());
    }

    @Override
    public Role role() {
      return seeking(election);
    }

    @Override
    public AnnouncedRole announcedRole() {
      return seekingAnnouncedRole(election);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.asking(this);
    }
  }

  /** Asks again at a given time. */
  record Waiting(long untilNanos, ElectionContext election) implements Phase {
    @Override
    public Role role() {
      return seeking(election);
    }

    @Override
    public AnnouncedRole announcedRole() {
      return seekingAnnouncedRole(election);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.waiting(this);
    }
  }

  /** Has asked a primary to be its secondary. */
  record Joining(long link, PeerView primary, long untilNanos, ElectionContext election)
      implements Phase {
    @Override
    public Role role() {
      return seeking(election);
    }

    @Override
    public AnnouncedRole announcedRole() {
      return seekingAnnouncedRole(election);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.joining(this);
    }
  }

  /**
   * Is the secondary of a primary that gives signs of life.
   *
   * @param stampNanos what the primary's latest sign of life was stamped with; 0 before the first
   */
  record Following(long link, long epoch, long heardNanos, long stampNanos) implements Phase {
    @Override
    public Role role() {
      return Role.SECONDARY;
    }

    @Override
    public AnnouncedRole announcedRole() {
      return AnnouncedRole.SECONDARY;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.following(this);
    }
  }

  /** How far a node that becomes primary has come. */
  enum PromoteStep {
    /** What was being received is finished or dropped. */
    SETTLING,
    /** The witness is asked whether its claim is free. */
    LOOKING,
    /** The witness is asked for the new epoch. */
    CLAIMING,
    /** The new epoch is being written. */
    WRITING
  }

  /**
   * Has decided to become primary: finishes or drops what it was receiving, then makes its new
   * epoch durable. Until then it promises nothing to anyone. Where it does not come to an end of
   * that within seconds it gives up, and the other node goes first if it can (R2.10).
   *
   * @param election that came to its end in this
   * @param why what made it decide so
   * @param handOverLink the link of the primary that handed over, while it is open
   * @param step how far it has come
   * @param number of this promotion: word of an earlier one that comes late is not meant for it
   * @param target what is claimed and made durable; empty while the data is not settled
   * @param untilNanos when the step under way counts as one that does not come to its end
   */
  record Promoting(
      Cause cause,
      ElectionContext election,
      Reason why,
      Optional<Long> handOverLink,
      PromoteStep step,
      long number,
      Optional<DurableState> target,
      long untilNanos)
      implements Phase {
    @Override
    public Role role() {
      return seeking(election);
    }

    @Override
    public AnnouncedRole announcedRole() {
      return AnnouncedRole.PROMOTING;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.promoting(this);
    }

    Promoting at(PromoteStep newStep, Optional<DurableState> newTarget, long newUntilNanos) {
      return new Promoting(
          cause, election, why, handOverLink, newStep, number, newTarget, newUntilNanos);
    }

    Promoting sparing(ElectionContext newElection) {
      return new Promoting(cause, newElection, why, handOverLink, step, number, target, untilNanos);
    }

    Promoting withoutLink() {
      return new Promoting(
          cause, election, why, Optional.empty(), step, number, target, untilNanos);
    }
  }

  /**
   * Is primary.
   *
   * @param epoch the number of this epoch
   * @param serviceHealth how its service does
   * @param attempt the question under way to the peer: is it primary too?
   * @param probeNanos when the next such question is due
   * @param unsure woke from a sleep and has not yet heard whether the peer took over (R2.9)
   */
  record Serving(
      long epoch,
      ServiceHealth serviceHealth,
      Optional<Follower> follower,
      Optional<Long> attempt,
      long probeNanos,
      boolean unsure)
      implements Phase {
    @Override
    public Role role() {
      return Role.PRIMARY;
    }

    @Override
    public AnnouncedRole announcedRole() {
      return AnnouncedRole.PRIMARY;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.serving(this);
    }

    Serving with(ServiceHealth newServiceHealth) {
      return new Serving(epoch, newServiceHealth, follower, attempt, probeNanos, unsure);
    }

    Serving with(Optional<Follower> newFollower) {
      return new Serving(epoch, serviceHealth, newFollower, attempt, probeNanos, unsure);
    }

    Serving raised(long newEpoch) {
      return new Serving(newEpoch, serviceHealth, follower, attempt, probeNanos, unsure);
    }

    Serving asking(long newAttempt, boolean nowUnsure) {
      return new Serving(
          epoch, serviceHealth, follower, Optional.of(newAttempt), probeNanos, nowUnsure);
    }

    Serving answered(long nextProbeNanos, boolean stillUnsure) {
      return new Serving(
          epoch, serviceHealth, follower, Optional.empty(), nextProbeNanos, stillUnsure);
    }
  }

  /** How far a primary that leaves its role has come. */
  enum LeaveStep {
    /** The service is being stopped. */
    STOPPING,
    /** The service did not stop, and will be told again. */
    STOP_AGAIN,
    /** The last cycle runs. */
    LAST_CYCLE,
    /** The claim at the witness is being given up. */
    RELEASING,
    /** The secondary was asked to take over. */
    HANDING_OVER
  }

  /** Why a primary leaves its role, and what it does then. */
  enum Purpose {
    /** Its user ends SBS, whatever comes of that: it hands over and ends. */
    STOP,
    /** Its user ends SBS if the other node serves then: what fails on the way rolls back. */
    STOP_IF_TAKEN,
    /** The roles are swapped: it hands over and follows; what fails on the way rolls back. */
    SWITCH,
    /** The service does not run here: the same, but without what cannot be sent. */
    PASS,
    /** Another primary has precedence, or the right to serve has ended: it seeks its role anew. */
    ASIDE;

    /** Whether the node goes on as primary where it cannot hand over. */
    boolean rollsBack() {
      return this == SWITCH || this == PASS || this == STOP_IF_TAKEN;
    }

    /** Whether the node follows the other one afterwards. */
    public boolean swaps() {
      return this == SWITCH || this == PASS;
    }

    /** Whether the node ends afterwards. */
    public boolean stops() {
      return this == STOP || this == STOP_IF_TAKEN;
    }
  }

  /**
   * Was primary and gives up the role.
   *
   * @param why what made it leave
   * @param untilNanos when the step under way ends by itself, for those that do
   * @param number of the last cycle that was asked for; word of an earlier one comes late
   * @param urgent whether the service was told to stop in a hurry, for the lease runs out
   * @param stops how many times it was told to stop and has not answered yet: only the last answer
   *     says that it is stopped
   */
  record Leaving(
      long epoch,
      Purpose purpose,
      Reason why,
      LeaveStep step,
      long untilNanos,
      long number,
      Optional<Follower> follower,
      boolean urgent,
      int stops)
      implements Phase {
    @Override
    public Role role() {
      return Role.PRIMARY;
    }

    @Override
    public AnnouncedRole announcedRole() {
      return AnnouncedRole.LEAVING;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.leaving(this);
    }

    Leaving at(LeaveStep newStep, long newUntilNanos) {
      return new Leaving(
          epoch, purpose, why, newStep, newUntilNanos, number, follower, urgent, stops);
    }

    /** The last cycle of that number runs. */
    Leaving sending(long newNumber, long newUntilNanos) {
      return new Leaving(
          epoch,
          purpose,
          why,
          LeaveStep.LAST_CYCLE,
          newUntilNanos,
          newNumber,
          follower,
          urgent,
          stops);
    }

    Leaving with(Optional<Follower> newFollower) {
      return new Leaving(epoch, purpose, why, step, untilNanos, number, newFollower, urgent, stops);
    }

    Leaving hurried() {
      return new Leaving(
          epoch, purpose, why, LeaveStep.STOPPING, 0, number, follower, true, stops + 1);
    }

    /** Told to stop once more, after it had not stopped. */
    Leaving stopping() {
      return new Leaving(
          epoch, purpose, why, LeaveStep.STOPPING, 0, number, follower, urgent, stops + 1);
    }

    Leaving stopAnswered() {
      return new Leaving(
          epoch, purpose, why, step, untilNanos, number, follower, urgent, stops - 1);
    }

    Leaving towards(Purpose newPurpose, Reason newWhy) {
      return new Leaving(
          epoch, newPurpose, newWhy, step, untilNanos, number, follower, urgent, stops);
    }
  }

  /** SBS ends; nothing happens any more. */
  record Ended(int exitStatus) implements Phase {
    @Override
    public Role role() {
      return Role.STOPPED;
    }

    @Override
    public AnnouncedRole announcedRole() {
      return AnnouncedRole.STOPPED;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.ended(this);
    }
  }
}
