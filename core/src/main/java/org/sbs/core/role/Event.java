package org.sbs.core.role;

import java.util.List;
import java.util.Optional;
import org.sbs.core.reason.Reason;

/** Whatever happens to a node. Immutable. */
public sealed interface Event {
  /** Calls the method that belongs to this event. */
  <R> R accept(EventVisitor<R> visitor);

  /** What befalls the protected service. */
  sealed interface OfService extends Event {}

  /** Something else of this node's that does not do its work. */
  sealed interface Failure extends Event {}

  /** The protected service is under SBS's control and does not run. */
  record Prepared() implements OfService {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.prepared(this);
    }
  }

  /** The service could not be brought under control. */
  record PrepareFailed(Reason why) implements OfService {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.prepareFailed(this);
    }
  }

  /**
   * Time has passed; comes several times a heartbeat.
   *
   * @param lateNanos how much later than it was due: so long this node was kept from running
   */
  record Tick(long lateNanos) implements Event {
    /** One that comes in time. */
    public Tick() {
      this(0);
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.tick(this);
    }
  }

  /** A heartbeat is due. */
  record BeatDue() implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.beatDue(this);
    }
  }

  /**
   * Raised by the machine itself before any event that comes after a gap longer than the silence
   * limit: this node slept, and nothing from before counts as fresh (R2.9).
   */
  record Woken(long sleptNanos) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.woken(this);
    }
  }

  /**
   * The user, or the service manager, ends SBS (R3.1).
   *
   * @param anyway also where nobody would serve then (R2.10)
   */
  record UserStop(boolean anyway) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.userStop(this);
    }
  }

  /** The peer answered a question; the link is open. */
  record Answered(long attempt, long link, PeerView peer) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.answered(this);
    }
  }

  /**
   * Nobody is at the peer's address.
   *
   * @param refused whether the peer's machine said so itself: then the network is there
   */
  record NoAnswer(long attempt, boolean refused, Reason detail) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.noAnswer(this);
    }
  }

  /**
   * Nobody could be asked: the peer's name cannot be resolved, and no earlier address of it is
   * known. That is no answer from nobody (R1.3).
   *
   * @param trouble why it cannot be resolved
   */
  record NameUnknown(long attempt, String name, Reason trouble) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.nameUnknown(this);
    }
  }

  /** Something accepts connections there and does not speak: a frozen peer, perhaps. */
  record SilentPeer(long attempt, Reason detail) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.silentPeer(this);
    }
  }

  /** Somebody alive is there, but the connection broke or took too long before a greeting. */
  record BrokenAnswer(long attempt, Reason detail) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.brokenAnswer(this);
    }
  }

  /**
   * Something else is there (R1.5).
   *
   * @param mayPass whether another look may find the peer there; not where it is this node itself
   * @param outdated whether the address may be out of date: the peer's name had it before, or the
   *     peer may be at another of its addresses
   */
  record NotAPeer(long attempt, boolean mayPass, Reason what, boolean outdated) implements Event {
    /** At an address that is known to be the peer's. */
    public NotAPeer(long attempt, boolean mayPass, Reason what) {
      this(attempt, mayPass, what, false);
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.notAPeer(this);
    }
  }

  /** The peer asks what this node is. */
  record PeerAsked(long link, PeerView peer) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.peerAsked(this);
    }
  }

  /** The peer wants to be this node's secondary. */
  record FollowAsked(long link, PeerView peer) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.followAsked(this);
    }
  }

  /** The primary took this node as its secondary. */
  record FollowAccepted(long link, long epoch) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.followAccepted(this);
    }
  }

  /** The primary did not. */
  record FollowRefused(long link, Reason why) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.followRefused(this);
    }
  }

  /**
   * A sign of life.
   *
   * @param stampNanos what the peer's clock said when it was sent; means something to the peer only
   * @param echoNanos the latest stamp of this node that the peer had got by then; 0 for none
   */
  record Heard(long link, PeerView peer, long stampNanos, long echoNanos) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.heard(this);
    }
  }

  /**
   * A control link is closed.
   *
   * @param farewell whether the other end said so before: then it is alive, and busy, perhaps
   */
  record LinkClosed(long link, boolean farewell, Reason why) implements Event {
    /** One that ended without a word. */
    public LinkClosed(long link, Reason why) {
      this(link, false, why);
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.linkClosed(this);
    }
  }

  /**
   * What carries the data to or from the other end of that link has ended, and the link has not:
   * the other node is alive.
   */
  record ReplicationEnded(long link, Reason why) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.replicationEnded(this);
    }
  }

  /** The primary stopped its service and asks this node to take over. */
  record HandOverAsked(long link, long epoch) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.handOverAsked(this);
    }
  }

  /** The secondary took over. */
  record HandOverTaken(long link, long epoch) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.handOverTaken(this);
    }
  }

  /** A cycle was committed, sent or received over that link. */
  record CycleCommitted(long link, Copy copy) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.cycleCommitted(this);
    }
  }

  /**
   * The last cycle before a hand-over ended, one way or the other.
   *
   * @param number of the effect that asked for it
   * @param left what could not be sent, and why; empty if everything was
   */
  record LastCycleDone(long number, boolean committed, Reason left) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.lastCycleDone(this);
    }
  }

  /**
   * Nothing is being received any more; this is what is committed.
   *
   * @param number of the effect that asked for it
   */
  record DataSettled(long number, Optional<Copy> copy) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.dataSettled(this);
    }
  }

  /**
   * A committed cycle could not be finished on disk.
   *
   * @param number of the effect that asked for it
   */
  record SettleFailed(long number, Reason why) implements Failure {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.settleFailed(this);
    }
  }

  /**
   * What this node waits for gets on, though it is not done yet.
   *
   * @param number of the effect that asked for it
   */
  record Progressed(long number) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.progressed(this);
    }
  }

  /**
   * What this node found out about itself.
   *
   * @param unfit why it could not be primary, if it could not
   * @param unsent why its last changes could not be sent to the other node, if they could not
   */
  record FitnessKnown(Optional<Reason> unfit, Optional<Reason> unsent) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.fitnessKnown(this);
    }
  }

  /** That state is on disk and survives a power cut. */
  record Persisted(DurableState what) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.persisted(this);
    }
  }

  /** It is not. */
  record PersistFailed(DurableState what, Reason why) implements Failure {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.persistFailed(this);
    }
  }

  /**
   * The service runs and its sentinels were activated.
   *
   * @param what became of them
   */
  record ServiceStarted(Reason what, Optional<List<String>> toWork) implements OfService {
    /** Without word of the sentinels. */
    public ServiceStarted(Reason what) {
      this(what, Optional.empty());
    }

    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.serviceStarted(this);
    }
  }

  /** The service does not run. */
  record ServiceStartFailed(Reason why) implements OfService {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.serviceStartFailed(this);
    }
  }

  /** The service does not run any more; those were active before, if they could be listed. */
  record ServiceStopped(Optional<List<String>> active) implements OfService {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.serviceStopped(this);
    }
  }

  /** The service may still run. */
  record ServiceStopFailed(Reason why) implements OfService {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.serviceStopFailed(this);
    }
  }

  /** The service ended by itself. */
  record ServiceDied(Reason why) implements OfService {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.serviceDied(this);
    }
  }

  /**
   * A check has failed so often in a row that the service hangs: it runs and does not work (R7.3).
   * Comes again with each further failure.
   *
   * @param runNanos since when the service runs: what is said of an earlier run does not count
   * @param check which one, how often, and why
   */
  record ServiceUnhealthy(long runNanos, Reason check) implements OfService {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.serviceUnhealthy(this);
    }
  }

  /** The checks that told that the service hangs succeed again. */
  record ServiceHealthy(long runNanos) implements OfService {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.serviceHealthy(this);
    }
  }

  /** Where this node stands in the network has changed, or is looked at for the first time. */
  record Surroundings(NetworkState place) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.surroundings(this);
    }
  }

  /** The user asks for the roles to be swapped (R3.2). */
  record SwitchoverAsked() implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.switchoverAsked(this);
    }
  }

  /** The secondary's user asks for the roles to be swapped. */
  record SwitchoverWanted(long link) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.switchoverWanted(this);
    }
  }

  /** The primary does not swap the roles. */
  record SwitchoverRefused(long link, Reason why) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.switchoverRefused(this);
    }
  }

  /** The user says that the pair's other node never comes back: another may take its place. */
  record PeerReplaced() implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.peerReplaced(this);
    }
  }

  /** The user asks for a time without takeovers; 0 ends it (R3.3). */
  record PauseAsked(long nanos) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.pauseAsked(this);
    }
  }

  /** The witness answered; the question was sent at that time. */
  record WitnessSeen(WitnessView view, long sentNanos) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.witnessSeen(this);
    }
  }

  /** The witness did not answer a question, whichever it was. */
  record WitnessFailed(Reason why) implements Failure {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.witnessFailed(this);
    }
  }

  /** The witness counts this node as the holder of that epoch, from that time on. */
  record Claimed(long epoch, long sentNanos) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.claimed(this);
    }
  }

  /** That epoch, or a later one, is or became another node's. */
  record ClaimLost(long epoch) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.claimLost(this);
    }
  }

  /** The claim is given up: the other node may claim at once. */
  record Released(long epoch) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.released(this);
    }
  }

  /** What tells this node's witness from others. */
  record WitnessKnown(String identity) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.witnessKnown(this);
    }
  }

  /**
   * This primary took over, from its secondary, what was changed there while the nodes were apart
   * (R5.1); so many files, links and folders.
   */
  record FilesAdopted(int files) implements Event {
    @Override
    public <R> R accept(EventVisitor<R> visitor) {
      return visitor.filesAdopted(this);
    }
  }
}
