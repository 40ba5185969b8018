package org.sbs.lpm.sentinel;

import java.util.Optional;
import org.sbs.lpm.capture.Stamp;
import org.sbs.lpm.claims.Claim;
import org.sbs.lpm.claims.ClaimStore;

/**
 * A job that this node has claimed. Immutable.
 *
 * @param store where its claim lies, which outlives a change of the sentinel's definition
 * @param checked what is known of its file if it was gone through already
 * @param unclear why it may have been printed before; empty if it surely was not
 * @param attempts how many of our own attempts ended unclear
 */
record Job(
    ClaimStore store,
    Claim claim,
    Optional<Checked> checked,
    Optional<String> unclear,
    int attempts) {
  static Job fresh(ClaimStore store, Claim claim, Checked checked) {
    return new Job(store, claim, Optional.of(checked), Optional.empty(), 0);
  }

  static Job found(ClaimStore store, Claim claim) {
    return new Job(store, claim, Optional.empty(), Optional.empty(), 0);
  }

  Job at(Claim moved) {
    return new Job(store, moved, checked, unclear, attempts);
  }

  Job unclear(String why) {
    return new Job(store, claim, Optional.empty(), Optional.of(why), attempts);
  }

  Job oneMoreAttempt() {
    return new Job(store, claim, checked, unclear, attempts + 1);
  }

  String id() {
    return claim.name().id();
  }

  String file() {
    return claim.name().file();
  }

  /**
   * A file that was gone through and is right.
   *
   * @param labels how many it asks for, copies included
   * @param stamp the file's, by which a change is noticed
   */
  record Checked(int labels, Stamp stamp) {}
}
