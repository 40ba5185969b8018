package org.sbs.server.node;

import java.util.Optional;
import org.sbs.server.sync.message.HeldDeletes;

/**
 * Turns what each cycle says about held deletes into news: once when it begins, once when it ends.
 */
final class HeldNews {
  private boolean held;

  synchronized Optional<String> after(HeldDeletes now) {
    boolean before = held;
    held = now.files() > 0;
    if (held && !before) {
      return Optional.of("deletes are held back for safety: " + String.join("; ", now.sentences()));
    }
    return before && !held ? Optional.of("no deletes are held back any more") : Optional.empty();
  }
}
