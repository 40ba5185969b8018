package org.sbs.core.role;

import java.util.Locale;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** Which of two nodes goes first. Both sides compute it from the same two views and agree. */
final class Precedence {
  private Precedence() {}

  /**
   * Both start, or both have lost their primary (R1.4): who may and can serve at all, main-only,
   * then newer lineage, then who was primary last, then the smaller node id.
   */
  static boolean becomesPrimary(PeerView mine, PeerView theirs) {
    if (mine.able() != theirs.able()) {
      return mine.able();
    }
    if (isWeaknessDecisive(mine, theirs)) {
      return mine.weakness().isEmpty();
    }
    if (isMain(mine) != isMain(theirs)) {
      return isMain(mine);
    }
    long mineLast = mine.lineage().lastEpoch();
    long theirsLast = theirs.lineage().lastEpoch();
    if (mineLast != theirsLast) {
      return mineLast > theirsLast;
    }
    if (mine.wasPrimary() != theirs.wasPrimary()) {
      return mine.wasPrimary();
    }
    return mine.nodeId().compareTo(theirs.nodeId()) < 0;
  }

  /** Says which rule made {@link #becomesPrimary} true or false. */
  static ReasonCode ground(PeerView mine, PeerView theirs) {
    if (mine.able() != theirs.able()) {
      return ReasonCode.FIRST_BY_WITNESS;
    }
    if (isWeaknessDecisive(mine, theirs)) {
      return ReasonCode.FIRST_BY_FITNESS;
    }
    if (isMain(mine) != isMain(theirs)) {
      return ReasonCode.STAYS_AS_MAIN;
    }
    if (mine.lineage().lastEpoch() != theirs.lineage().lastEpoch()) {
      return ReasonCode.FIRST_BY_DATA;
    }
    if (mine.wasPrimary() != theirs.wasPrimary()) {
      return ReasonCode.FIRST_BY_ROLE;
    }
    return ReasonCode.STAYS_BY_ID;
  }

  /**
   * Both are primary (R5.2): main-only stays, else the one whose data is not in doubt, else the
   * higher epoch, else the smaller node id. The first two stay as they are while both are primary;
   * so the answer is the same on both sides, also where one raises its epoch meanwhile.
   */
  static boolean staysPrimary(PeerView mine, PeerView theirs) {
    if (isMain(mine) != isMain(theirs)) {
      return isMain(mine);
    }
    if (mine.mayBeOld() != theirs.mayBeOld()) {
      return theirs.mayBeOld();
    }
    if (mine.epoch() != theirs.epoch()) {
      return mine.epoch() > theirs.epoch();
    }
    return mine.nodeId().compareTo(theirs.nodeId()) < 0;
  }

  /**
   * Whether one of them, and not the other, could serve now (R2.10). One that has no data at all
   * does not serve in the place of one that has.
   */
  static boolean isWeaknessDecisive(PeerView mine, PeerView theirs) {
    if (mine.able() != theirs.able()
        || mine.weakness().isPresent() == theirs.weakness().isPresent()) {
      return false;
    }
    boolean fitHasData = !(mine.weakness().isEmpty() ? mine : theirs).lineage().isEmpty();
    boolean weakHasData = !(mine.weakness().isEmpty() ? theirs : mine).lineage().isEmpty();
    return fitHasData || !weakHasData;
  }

  /** Which rule made {@link #staysPrimary} true or false. */
  static ReasonCode stayGround(PeerView mine, PeerView theirs) {
    if (isMain(mine) != isMain(theirs)) {
      return ReasonCode.STAYS_AS_MAIN;
    }
    if (mine.mayBeOld() != theirs.mayBeOld()) {
      return ReasonCode.STAYS_WITH_DATA;
    }
    return mine.epoch() == theirs.epoch() ? ReasonCode.STAYS_BY_ID : ReasonCode.STAYS_BY_EPOCH;
  }

  private static boolean isMain(PeerView view) {
    return view.mode() == Mode.MAIN_ONLY;
  }

  /** Whether a node of the one mode is to be primary rather than one of the other (R1.6). */
  static boolean outranks(Mode one, Mode other) {
    return one != other && (one == Mode.MAIN_ONLY || other == Mode.BACKUP_ONLY);
  }

  /** Why two nodes cannot be a pair as they are set up, if they cannot (R1.6, R6.1). */
  static Optional<Reason> clash(PeerView mine, PeerView theirs) {
    if (modesClash(mine, theirs)) {
      return Optional.of(Reason.of(ReasonCode.SAME_MODE).with("mode", word(mine.mode())));
    }
    boolean known = !mine.witness().isEmpty() && !theirs.witness().isEmpty();
    return known && !mine.witness().equals(theirs.witness())
        ? Optional.of(Reason.of(ReasonCode.WITNESS_DIFFERS))
        : Optional.empty();
  }

  /** Whether only a change of the settings can help: a witness's folder may just not be mounted. */
  static boolean modesClash(PeerView mine, PeerView theirs) {
    return mine.mode() == theirs.mode() && mine.mode() != Mode.SYMMETRIC;
  }

  /** As in the settings. */
  static String word(Mode mode) {
    return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
