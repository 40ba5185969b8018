package org.sbs.view.picture;

import java.util.Optional;
import org.sbs.core.reason.Reason;

/**
 * One row of what is not as it should be.
 *
 * @param severity how soon somebody should look
 * @param what is wrong
 * @param remedy what to do about it; empty where no command helps
 */
public record Trouble(Severity severity, Reason what, Optional<Remedy> remedy) {
  /** Nothing can be done about it by a command. */
  static Trouble of(Severity severity, Reason what) {
    return new Trouble(severity, what, Optional.empty());
  }

  /** Something can. */
  static Trouble of(Severity severity, Reason what, Remedy remedy) {
    return new Trouble(severity, what, Optional.of(remedy));
  }
}
