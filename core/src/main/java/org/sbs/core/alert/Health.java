package org.sbs.core.alert;

import java.util.List;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.NodeState;

/**
 * What a node knows of itself at one moment, as far as alerts go. Immutable.
 *
 * @param failed the sentinels that were to work and cannot
 * @param copied says how far replication is: it changes with every commit and every progress
 * @param stallNanos how long it may stay the same before replication counts as stalled
 * @param cycleTrouble why cycles are not committed at present
 * @param heldDeletes files that the guard against mass deletion keeps
 * @param heldWhy why, of each folder
 * @param conflicts conflict copies that this node knows of
 * @param gaps why parts of the folder set are not copied
 */
public record Health(
    NodeState state,
    List<Failed> failed,
    String copied,
    long stallNanos,
    Optional<Reason> cycleTrouble,
    long heldDeletes,
    List<Reason> heldWhy,
    long conflicts,
    List<Reason> gaps) {
  /** Copies the lists. */
  public Health {
    failed = List.copyOf(failed);
    heldWhy = List.copyOf(heldWhy);
    gaps = List.copyOf(gaps);
  }

  /** A sentinel that cannot work. */
  public record Failed(String name, Reason why) {
    /** With its name. */
    public Reason told() {
      return Reason.of(ReasonCode.SENTINEL_FAILED).with("name", name).with("why", why);
    }
  }
}
