package org.sbs.lpm.sentinel;

import java.util.List;
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
 * @param surely how many of its labels have surely come out
 * @param mayBe the last of its labels that may have come out; 0 if that is not known
 * @param gateMark how many jobs had begun at its printer, in this process, with its last attempt
 * @param from the label that somebody wants it to be printed again from; 0 if nobody has said so
 */
record Job(
    ClaimStore store,
    Claim claim,
    Optional<Checked> checked,
    Optional<String> unclear,
    int attempts,
    int surely,
    int mayBe,
    long gateMark,
    int from) {
  static Job fresh(ClaimStore store, Claim claim, Checked checked) {
    return new Job(store, claim, Optional.of(checked), Optional.empty(), 0, 0, 0, 0, 0);
  }

  static Job found(ClaimStore store, Claim claim) {
    return new Job(store, claim, Optional.empty(), Optional.empty(), 0, 0, 0, 0, 0);
  }

  Job at(Claim moved) {
    return new Job(store, moved, checked, unclear, attempts, surely, mayBe, gateMark, from);
  }

  Job unclear(String why) {
    return new Job(
        store, claim, Optional.empty(), Optional.of(why), attempts, surely, mayBe, gateMark, from);
  }

  /** After an attempt of our own that ended unclear. */
  Job attempted(int surelyNow, int mayBeNow, long mark) {
    return new Job(
        store,
        claim,
        checked,
        unclear,
        attempts + 1,
        Math.max(surely, surelyNow),
        Math.max(mayBe, mayBeNow),
        mark,
        from);
  }

  /** Somebody wants it printed again from that label on, whatever came out before. */
  Job again(int fromLabel) {
    return new Job(store, claim, checked, unclear, 0, surely, mayBe, gateMark, fromLabel);
  }

  /**
   * After a part of it was printed: what was unclear was about that part, unless somebody wants all
   * of it again.
   */
  Job afterPart() {
    Optional<String> still = from > 0 ? unclear : Optional.empty();
    return new Job(store, claim, checked, still, 0, 0, 0, 0, from);
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
   * @param shares what it asks for, by printers
   * @param stamp the file's, by which a change is noticed
   * @param rejected how many of its rows are wrong and are not printed
   */
  record Checked(List<Share> shares, Stamp stamp, int rejected) {
    /** How many labels it asks for, copies included. */
    int labels() {
      return shares.stream().mapToInt(Share::labels).sum();
    }
  }

  /**
   * What goes to one printer.
   *
   * @param printer which of the sentinel's the data choose; empty where they choose none
   * @param labels how many, copies included
   * @param before how many of them come before the label from which the job is printed again
   */
  record Share(Optional<String> printer, int labels, int before) {}
}
