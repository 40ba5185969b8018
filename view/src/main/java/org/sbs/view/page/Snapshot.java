package org.sbs.view.page;

import java.util.List;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.view.picture.Picture;
import org.sbs.view.status.HistoryRow;
import org.sbs.view.status.NodeStatus;

/**
 * What is known of the node at one moment. Immutable.
 *
 * @param power whether it runs
 * @param status what it says of itself, if it answers
 * @param events its newest events, oldest first; also of a node that does not run
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

  /** What the node is. */
  public State state() {
    if (power == Power.OFF) {
      return State.STOPPED;
    }
    if (status.isEmpty()) {
      return trouble.isPresent() ? State.UNKNOWN : State.STARTING;
    }
    return switch (status.get().role()) {
      case "stopped" -> State.STOPPED;
      case "primary" -> State.PRIMARY;
      case "secondary" -> State.SECONDARY;
      default -> State.STARTING;
    };
  }

  /** The one picture of the state (R9.7). */
  public Picture picture() {
    if (status.isPresent()) {
      return Picture.of(status.get());
    }
    if (power == Power.OFF) {
      return Picture.stopped(last().map(HistoryRow::reason).filter(reason -> !reason.isEmpty()));
    }
    return Picture.silent(trouble.orElse(Reason.NONE));
  }

  /** The newest event; empty where there is none. */
  public Optional<HistoryRow> last() {
    return events.isEmpty() ? Optional.empty() : Optional.of(events.get(events.size() - 1));
  }
}
