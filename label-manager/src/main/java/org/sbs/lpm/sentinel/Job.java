package org.sbs.lpm.sentinel;

import java.util.List;
import java.util.Optional;
import org.sbs.lpm.claims.Claim;
import org.sbs.lpm.claims.ClaimStore;
import org.sbs.lpm.label.Label;

/**
 * A job that this node has claimed. Immutable.
 *
 * @param store where its claim lies, which outlives a change of the sentinel's definition
 * @param labels its labels if they are already made
 * @param unclear why it may have been printed before; empty if it surely was not
 * @param attempts how many of our own attempts ended unclear
 */
record Job(
    ClaimStore store,
    Claim claim,
    Optional<List<Label>> labels,
    Optional<String> unclear,
    int attempts) {
  static Job fresh(ClaimStore store, Claim claim, List<Label> labels) {
    return new Job(store, claim, Optional.of(labels), Optional.empty(), 0);
  }

  static Job found(ClaimStore store, Claim claim) {
    return new Job(store, claim, Optional.empty(), Optional.empty(), 0);
  }

  Job at(Claim moved) {
    return new Job(store, moved, labels, unclear, attempts);
  }

  Job unclear(String why) {
    return new Job(store, claim, Optional.empty(), Optional.of(why), attempts);
  }

  Job oneMoreAttempt() {
    return new Job(store, claim, labels, unclear, attempts + 1);
  }

  /** For the backlog, which keeps no labels in memory. */
  Job withoutLabels() {
    return new Job(store, claim, Optional.empty(), unclear, attempts);
  }

  String id() {
    return claim.name().id();
  }

  String file() {
    return claim.name().file();
  }
}
