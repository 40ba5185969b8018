package org.sbs.view.status;

import java.util.List;
import java.util.Optional;

/**
 * The page of the first tab, ready to be shown: all in the user's language. Immutable.
 *
 * @param title the state in a word or two
 * @param reason why, one sentence; may be empty
 * @param readiness the one line that says whether the other node could take over now (R9.3)
 * @param ready whether it could
 * @param mine this node
 * @param other the other one
 * @param cycle the last committed cycle, in words
 * @param progress of the running cycle
 * @param sentinels of the service on this node
 * @param problems of copying, and what else is to be said
 * @param events the newest first
 * @param startable whether it does not run, so that the button starts it
 * @param swappable whether both nodes run and talk
 */
public record StatusPage(
    State state,
    String title,
    String reason,
    String readiness,
    boolean ready,
    Card mine,
    Card other,
    String cycle,
    Optional<Progress> progress,
    List<Row> sentinels,
    List<String> problems,
    List<Row> events,
    boolean startable,
    boolean swappable) {
  /** Copies the lists. */
  public StatusPage {
    sentinels = List.copyOf(sentinels);
    problems = List.copyOf(problems);
    events = List.copyOf(events);
  }

  /**
   * One node.
   *
   * @param lines beside its role
   */
  public record Card(State state, String role, List<String> lines) {
    /** Copies the list. */
    public Card {
      lines = List.copyOf(lines);
    }
  }

  /**
   * How far a cycle is.
   *
   * @param perMille done; -1 where that cannot be told
   */
  public record Progress(int perMille, String text) {}

  /** One line of a list; {@code good} is empty where nothing is to be judged. */
  public record Row(String name, String text, Optional<Boolean> good) {}
}
