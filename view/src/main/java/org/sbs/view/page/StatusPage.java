package org.sbs.view.page;

import java.util.List;
import java.util.Optional;
import org.sbs.view.picture.Remedy;
import org.sbs.view.picture.Severity;

/**
 * The page of the first tab, ready to be shown: all in the user's language. Immutable.
 *
 * @param state the role's sign, whatever the severity
 * @param severity how soon somebody should look (R9.7)
 * @param headline are labels printing, and would they if this machine died?
 * @param reason why the role is what it is, one sentence; may be empty
 * @param readiness the one line that says whether the other node could take over now (R9.3)
 * @param mine this node
 * @param other the other one
 * @param cycle the last committed cycle, in words
 * @param progress of the running cycle
 * @param sentinels of the service on this node, those that failed first
 * @param problems what is not as it should be, the most urgent first
 * @param notes what is worth knowing beside
 * @param events the newest first
 * @param startable whether it does not run, so that the button starts it
 * @param swappable whether both nodes run and talk
 * @param afterStop what follows for printing if it is stopped now
 * @param actions what can be done beside starting, stopping and swapping
 */
public record StatusPage(
    State state,
    Severity severity,
    String headline,
    String reason,
    String readiness,
    Card mine,
    Card other,
    String cycle,
    Optional<Progress> progress,
    List<Row> sentinels,
    List<ProblemRow> problems,
    List<String> notes,
    List<Row> events,
    boolean startable,
    boolean swappable,
    AfterStop afterStop,
    Actions actions) {
  /** Copies the lists. */
  public StatusPage {
    sentinels = List.copyOf(sentinels);
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
    events = List.copyOf(events);
  }

  /**
   * One node.
   *
   * @param host its machine's name, or what stands for it
   * @param lines beside its role
   */
  public record Card(State state, String host, String role, List<String> lines) {
    /** Copies the list. */
    public Card {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Something that is not as it should be.
   *
   * @param code of the reason, which stays when words change
   * @param text a sentence
   * @param remedy what to do about it; empty where no command helps
   */
  public record ProblemRow(Severity severity, String code, String text, Optional<Remedy> remedy) {}

  /**
   * How far a cycle is.
   *
   * @param perMille done; -1 where that cannot be told
   */
  public record Progress(int perMille, String text) {}

  /** One line of a list; {@code good} is empty where nothing is to be judged. */
  public record Row(String name, String text, Optional<Boolean> good) {}

  /**
   * What can be done with the node now.
   *
   * @param running whether it answers, so that anything can
   * @param paused whether a pause keeps both nodes from taking over
   * @param heldDeletes files whose deletes are held back
   * @param offers folders that wait for a yes on this node
   */
  public record Actions(
      boolean running, boolean paused, long heldDeletes, List<OfferedFolder> offers) {
    /** Nothing: it does not answer. */
    public static final Actions NONE = new Actions(false, false, 0, List.of());

    /** Copies the list. */
    public Actions {
      offers = List.copyOf(offers);
    }
  }

  /**
   * A folder that waits for a yes on this node (R10.5).
   *
   * @param folder as the other node names it
   * @param place where it lies on this node
   */
  public record OfferedFolder(String folder, String place) {}

  /** What follows for printing if this node is stopped. */
  public enum AfterStop {
    /** The standby is ready: it prints within seconds. */
    OTHER_TAKES_OVER,
    /** There is no standby that is ready: nothing is printed. */
    NOBODY_PRINTS,
    /** This is the standby: the other node prints on, without one. */
    OTHER_PRINTS_ON,
    /** This node does not print, and whether the other one does is not known. */
    NOT_KNOWN
  }
}
