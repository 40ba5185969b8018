package org.sbs.server.link;

import java.util.List;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.link.DialResult.Answered;
import org.sbs.server.link.DialResult.Broken;
import org.sbs.server.link.DialResult.NameUnknown;
import org.sbs.server.link.DialResult.NoAnswer;
import org.sbs.server.link.DialResult.NotAPeer;
import org.sbs.server.link.DialResult.Silent;

/**
 * Makes one result of those of several addresses, none of which is the peer's greeting. The most
 * careful one wins: a stranger anywhere is no "no answer" (R1.5), somebody alive is no dead peer,
 * and only a peer whose every address refuses has said itself that it is not there (R1.3).
 */
final class DialOutcomes {
  private DialOutcomes() {}

  /**
   * The result of them all.
   *
   * @param results at least one
   * @param remembered whether the addresses are those that the peer's name had last
   */
  static DialResult combine(List<DialResult> results, boolean remembered) {
    int most = results.stream().mapToInt(DialOutcomes::weight).max().orElseThrow();
    List<DialResult> decisive =
        results.stream().filter(result -> weight(result) == most).distinct().toList();
    DialResult first = decisive.get(0);
    if (first instanceof NotAPeer other) {
      boolean alive = results.stream().anyMatch(DialOutcomes::mayBeThePeer);
      return new NotAPeer(other.misfit(), other.what(), other.outdated() || remembered || alive);
    }
    return decisive.size() == 1 ? first : joined(decisive);
  }

  private static DialResult joined(List<DialResult> alike) {
    Reason details =
        alike.stream().map(DialOutcomes::why).distinct().reduce(Reason.NONE, Reason::and);
    DialResult first = alike.get(0);
    if (first instanceof NoAnswer none) {
      return new NoAnswer(none.refused(), details);
    }
    return first instanceof Silent ? new Silent(details) : new Broken(details);
  }

  private static boolean mayBeThePeer(DialResult result) {
    return result instanceof Broken || result instanceof Silent;
  }

  /** How careful a result makes the node. */
  private static int weight(DialResult result) {
    if (result instanceof NoAnswer none) {
      return none.refused() ? 0 : 1;
    } else if (result instanceof Silent) {
      return 2;
    } else if (result instanceof Broken) {
      return 3;
    } else if (result instanceof NotAPeer other) {
      return switch (other.misfit()) {
        case STRANGER -> 4;
        case SELF -> 5;
        case OTHER_VERSION -> 6;
        case WRONG_KEY -> 7;
      };
    }
    throw new IllegalArgumentException("no failure at an address: " + result);
  }

  /** Why it is no answer. */
  static Reason why(DialResult failure) {
    if (failure instanceof NoAnswer none) {
      return none.why();
    } else if (failure instanceof NameUnknown unknown) {
      return Reason.of(ReasonCode.DIAL_ADDRESS_UNKNOWN).with("name", unknown.name());
    } else if (failure instanceof Silent silent) {
      return silent.why();
    } else if (failure instanceof Broken broken) {
      return broken.why();
    } else if (failure instanceof NotAPeer other) {
      return other.what();
    }
    throw new IllegalArgumentException("no failure: " + (failure instanceof Answered));
  }
}
