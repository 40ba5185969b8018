package org.sbs.core.role;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbs.core.reason.Reason;

/**
 * What a node keeps in view beside its phase. Immutable; nothing of it outlives the process.
 *
 * @param place where it stands in the network
 * @param backNanos when it last came back there; empty where it was never away
 * @param heardNanos when it last heard of its peer; its own start before that
 * @param takeoverNanos when it took over recently
 * @param pauseEndNanos when the pair's pause ends, while there is one
 * @param pauseChangeNanos when a pause last began or ended here; empty where none did
 * @param leaseState what it knows of the witness
 * @param witness what tells the witness from others; "" while it is not known
 * @param wornOutNanos until when the role is not offered here, because the service failed here more
 *     often than it is started again
 * @param fitness whether it could be primary
 * @param third the id of the third node that was named last (R1.10)
 */
public record Observations(
    NetworkState place,
    Optional<Long> backNanos,
    long heardNanos,
    List<Long> takeoverNanos,
    Optional<Long> pauseEndNanos,
    Optional<Long> pauseChangeNanos,
    LeaseState leaseState,
    String witness,
    Optional<Long> wornOutNanos,
    Fitness fitness,
    Optional<String> third) {
  /** Copies the list. */
  public Observations {
    takeoverNanos = List.copyOf(takeoverNanos);
  }

  /** Of a node that starts now. */
  static Observations starting(Pause pause, long now) {
    Optional<Long> end =
        pause.leftNanos() > 0 ? Optional.of(now + pause.leftNanos()) : Optional.empty();
    return new Observations(
        NetworkState.FINE,
        Optional.empty(),
        now,
        List.of(),
        end,
        Optional.empty(),
        LeaseState.at(now),
        "",
        Optional.empty(),
        Fitness.UNTRIED,
        Optional.empty());
  }

  /** Standing there from now on. */
  Observations at(NetworkState newPlace, long now) {
    boolean back = !place.equals(NetworkState.FINE) && newPlace.equals(NetworkState.FINE);
    return new Observations(
        newPlace,
        back ? Optional.of(now) : backNanos,
        heardNanos,
        takeoverNanos,
        pauseEndNanos,
        pauseChangeNanos,
        leaseState,
        witness,
        wornOutNanos,
        fitness,
        third);
  }

  Observations heard(long now) {
    return new Observations(
        place,
        backNanos,
        now,
        takeoverNanos,
        pauseEndNanos,
        pauseChangeNanos,
        leaseState,
        witness,
        wornOutNanos,
        fitness,
        third);
  }

  Observations with(LeaseState newLeaseState) {
    return new Observations(
        place,
        backNanos,
        heardNanos,
        takeoverNanos,
        pauseEndNanos,
        pauseChangeNanos,
        newLeaseState,
        witness,
        wornOutNanos,
        fitness,
        third);
  }

  /** Paused until then, or not any more; said now. */
  Observations pausedUntil(Optional<Long> endNanos, long now) {
    boolean was = isPausedAt(now);
    boolean ended = pauseEndNanos.isPresent() && !was;
    return new Observations(
        place,
        backNanos,
        heardNanos,
        takeoverNanos,
        endNanos,
        ended || was != endNanos.isPresent() ? Optional.of(now) : pauseChangeNanos,
        leaseState,
        witness,
        wornOutNanos,
        fitness,
        third);
  }

  Observations knowing(String identity) {
    return new Observations(
        place,
        backNanos,
        heardNanos,
        takeoverNanos,
        pauseEndNanos,
        pauseChangeNanos,
        leaseState,
        identity,
        wornOutNanos,
        fitness,
        third);
  }

  /** Having taken over now; what is older than the window is forgotten. */
  Observations tookOver(long now, long windowNanos) {
    List<Long> recent = new ArrayList<>(takeoverNanos);
    recent.removeIf(at -> now - at > windowNanos);
    recent.add(now);
    return new Observations(
        place,
        backNanos,
        heardNanos,
        recent,
        pauseEndNanos,
        pauseChangeNanos,
        leaseState,
        witness,
        wornOutNanos,
        fitness,
        third);
  }

  /** The service having failed too often, for which it is not offered the role until then. */
  Observations wornOut(long untilNanos) {
    long until = wornOutNanos.filter(later -> later - untilNanos > 0).orElse(untilNanos);
    return new Observations(
        place,
        backNanos,
        heardNanos,
        takeoverNanos,
        pauseEndNanos,
        pauseChangeNanos,
        leaseState,
        witness,
        Optional.of(until),
        fitness,
        third);
  }

  Observations with(Fitness newFitness) {
    return new Observations(
        place,
        backNanos,
        heardNanos,
        takeoverNanos,
        pauseEndNanos,
        pauseChangeNanos,
        leaseState,
        witness,
        wornOutNanos,
        newFitness,
        third);
  }

  /** Having named that third node. */
  Observations named(String id) {
    return new Observations(
        place,
        backNanos,
        heardNanos,
        takeoverNanos,
        pauseEndNanos,
        pauseChangeNanos,
        leaseState,
        witness,
        wornOutNanos,
        fitness,
        Optional.of(id));
  }

  /** Whether the service failed here so often recently that the role is not offered here. */
  boolean isWornOut(long now) {
    return wornOutNanos.filter(until -> now - until < 0).isPresent();
  }

  /**
   * Whether it stands in the network for no longer than that after it was away. What it then does
   * not hear of its peer may be its own fault still: a question put before, a packet lost.
   */
  boolean isBackSince(long nanos, long now) {
    return backNanos.filter(at -> now - at <= nanos).isPresent();
  }

  /** For how long nothing was heard of the peer. */
  long silence(long now) {
    return now - heardNanos;
  }

  long takeoversSince(long nanos) {
    return takeoverNanos.stream().filter(at -> at - nanos >= 0).count();
  }

  /** Whether the witness counted this node as the holder of a claim when it was last asked. */
  public boolean holdsWitness() {
    return leaseState.held().isPresent() && leaseState.trouble().isEmpty();
  }

  /** Why the witness cannot be asked at present. */
  public Optional<Reason> witnessTrouble() {
    return leaseState.trouble();
  }

  /** Whether the pair is paused, as this node knows it. */
  public boolean paused() {
    return pauseEndNanos.isPresent();
  }

  /** The same, also where no tick has seen the end of the pause yet. */
  boolean isPausedAt(long now) {
    return pauseEndNanos.filter(end -> end - now > 0).isPresent();
  }

  /** Whether a pause began or ended here no longer than that ago. */
  boolean isPauseNews(long nanos, long now) {
    boolean justOver = paused() && !isPausedAt(now);
    return justOver || pauseChangeNanos.filter(at -> now - at <= nanos).isPresent();
  }
}
