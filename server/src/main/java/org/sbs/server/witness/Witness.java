package org.sbs.server.witness;

import java.util.Optional;
import org.sbs.core.role.WitnessView;

/**
 * The third voice (R6.1): remembers the newest epoch that was ever claimed, and who claimed it. An
 * implementation belongs to one node and is called by one thread. Its calls block, and those of a
 * share that hangs may never return: {@link TimedWitness} stands between them and the node.
 *
 * <p>A node holds the witness while its lease runs: from <em>before</em> a successful {@link
 * #claim} or {@link #renew} was begun, by this node's own monotonic clock. After a {@link
 * WitnessException} it is unknown whether the call had an effect.
 */
public interface Witness extends AutoCloseable {
  /** What tells this witness from others: two nodes of a pair must find the same text. */
  String identity() throws WitnessException;

  /** What the witness says now, not what some cache remembers. */
  WitnessView read() throws WitnessException;

  /**
   * Takes the epoch for this node, if the witness still says what was seen. Of any number of nodes
   * that claim on the same view, one at most succeeds, also with different epochs.
   *
   * @param epoch greater than that of the view
   * @param seen what {@link #read} said when the caller decided; that the lease of its holder is
   *     over is the caller's concern, except with etcd, which itself refuses while it runs
   * @return false if something else was claimed, renewed or released since, or if another holds it
   */
  boolean claim(long epoch, WitnessView seen) throws WitnessException;

  /**
   * Renews this node's claim of that epoch.
   *
   * @return false if the claim is lost for good: a later epoch is claimed, it was released, or its
   *     lease ended and another may hold it
   */
  boolean renew(long epoch) throws WitnessException;

  /**
   * Gives the claim up, so that another node may claim at once; the epoch stays remembered. Does
   * nothing if the claim is lost already.
   */
  void release(long epoch) throws WitnessException;

  /** Why this witness cannot be used, as far as can be tried out; empty if it can. */
  Optional<String> objection() throws WitnessException;

  /** Ends connections. A claim is not released by this. */
  @Override
  void close();
}
