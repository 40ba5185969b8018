package org.sbs.view.status;

import java.util.List;
import java.util.Optional;
import org.sbs.core.reason.Reason;

/**
 * What is known of the node at one moment. Immutable.
 *
 * @param power whether it runs
 * @param status what it says of itself, if it answers
 * @param events its newest events, oldest first
 * @param trouble why it could not be asked though it may run
 */
public record Snapshot(
    Power power, Optional<NodeStatus> status, List<HistoryRow> events, Optional<Reason> trouble) {
  /** Nothing was looked at yet. */
  public static final Snapshot UNKNOWN =
      new Snapshot(Power.OFF, Optional.empty(), List.of(), Optional.empty());

  /** Copies the list. */
  public Snapshot {
    events = List.copyOf(events);
  }

  /** Whether a node runs in the home. */
  public enum Power {
    /** None does. */
    OFF,
    /** A process works on the home and does not answer, or not yet. */
    SILENT,
    /** It runs and answers. */
    ON
  }

  /** While it is, settings cannot be changed. */
  public boolean isActive() {
    return power != Power.OFF;
  }

  /** What the icons show. */
  public State state() {
    if (power == Power.OFF) {
      return State.STOPPED;
    }
    if (status.isEmpty()) {
      return trouble.isPresent() ? State.ATTENTION : State.STARTING;
    }
    NodeStatus now = status.get();
    return switch (now.role()) {
      case "stopped" -> State.STOPPED;
      case "primary" -> now.readiness().ready() ? State.PRIMARY : State.ATTENTION;
      case "secondary" -> now.readiness().ready() ? State.SECONDARY : State.ATTENTION;
      default -> State.STARTING;
    };
  }
}
