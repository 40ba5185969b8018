package org.sbs.core.role;

import java.util.Optional;
import org.sbs.core.reason.Reason;

/**
 * What a node knows of its witness (R6). Immutable.
 *
 * @param held what this node claimed and last renewed
 * @param sighting what the witness last said
 * @param primaryNanos when another primary last gave a sign of life; the node's own start before
 *     that, for an earlier life of it may have confirmed one
 * @param busy whether a question to the witness is under way
 * @param dueNanos when the next one is due
 * @param trouble why the witness cannot be asked at present
 */
record LeaseState(
    Optional<Held> held,
    Optional<Sighting> sighting,
    long primaryNanos,
    boolean busy,
    long dueNanos,
    Optional<Reason> trouble) {
  /**
   * A claim of this node's.
   *
   * @param askedNanos when the last request that succeeded was sent: a lease counts from there
   */
  record Held(long epoch, long askedNanos) {}

  /**
   * The same word of the witness, as long as it stayed the same.
   *
   * @param firstNanos when it was first heard
   * @param lastNanos when the last question was sent that got it as its answer
   */
  record Sighting(WitnessView view, long firstNanos, long lastNanos) {}

  static LeaseState at(long now) {
    return new LeaseState(Optional.empty(), Optional.empty(), now, false, now, Optional.empty());
  }

  LeaseState asking(long now, Lease lease) {
    return new LeaseState(held, sighting, primaryNanos, true, now + lease.renewNanos(), trouble);
  }

  /** Having heard of a claim; late word of an older one says nothing of the one that is held. */
  LeaseState claimed(long epoch, long askedNanos) {
    boolean later =
        held.filter(mine -> mine.epoch() == epoch && mine.askedNanos() > askedNanos).isPresent();
    return answered(epoch, later ? held : Optional.of(new Held(epoch, askedNanos)));
  }

  /**
   * Having heard that a claim was not given or is another's: the witness does not say any more what
   * it said last. It must be looked at before the next claim, which would be lost as well.
   */
  LeaseState lost(long epoch) {
    LeaseState gone = gone(epoch);
    return new LeaseState(
        gone.held, Optional.empty(), primaryNanos, gone.busy, gone.dueNanos, gone.trouble);
  }

  /** Having heard that a claim was given up. */
  LeaseState gone(long epoch) {
    return answered(epoch, Optional.empty());
  }

  private LeaseState answered(long epoch, Optional<Held> word) {
    Optional<Held> next = held.filter(mine -> mine.epoch() > epoch).or(() -> word);
    return new LeaseState(next, sighting, primaryNanos, false, dueNanos, Optional.empty());
  }

  LeaseState failed(Reason why) {
    return new LeaseState(held, sighting, primaryNanos, false, dueNanos, Optional.of(why));
  }

  LeaseState saw(WitnessView view, long sentNanos, long now) {
    Sighting next =
        sighting
            .filter(old -> old.view().equals(view))
            .map(old -> new Sighting(view, old.firstNanos(), sentNanos))
            .orElseGet(() -> new Sighting(view, now, sentNanos));
    return new LeaseState(held, Optional.of(next), primaryNanos, false, dueNanos, Optional.empty());
  }

  LeaseState heardPrimary(long now) {
    return new LeaseState(held, sighting, now, busy, dueNanos, trouble);
  }

  /** What the witness last said. */
  WitnessView view() {
    return sighting.map(Sighting::view).orElse(WitnessView.UNCLAIMED);
  }

  /**
   * Whether that node may claim the next epoch: the last claim is its own or was given up, or its
   * holder gave no sign to this node for a whole lease, neither there nor over the link.
   */
  boolean claimable(String nodeId, Lease lease) {
    return sighting
        .filter(
            seen ->
                seen.view().free()
                    || seen.view().holder().equals(nodeId)
                    || seen.lastNanos() - Math.max(seen.firstNanos(), primaryNanos)
                        >= lease.waitNanos())
        .isPresent();
  }
}
