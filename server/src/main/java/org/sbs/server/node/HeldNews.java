package org.sbs.server.node;

import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.sync.message.HeldDeletes;

/**
 * Turns what each cycle says about held deletes into news: once when it begins, once when it ends.
 */
final class HeldNews {
  private boolean held;

  synchronized Optional<Reason> after(HeldDeletes now) {
    boolean before = held;
    held = now.files() > 0;
    if (held && !before) {
      Reason why = now.reasons().stream().reduce(Reason.NONE, Reason::and);
      return Optional.of(Reason.of(ReasonCode.DELETES_ARE_HELD).with("why", why));
    }
    return before && !held
        ? Optional.of(Reason.of(ReasonCode.DELETES_ARE_HELD_NO_MORE))
        : Optional.empty();
  }
}
