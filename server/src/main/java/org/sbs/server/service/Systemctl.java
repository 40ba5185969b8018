package org.sbs.server.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * The one way to ask systemd: its program {@code systemctl}, run without a shell, with time limits,
 * and in English. Immutable; safe for any thread.
 */
public final class Systemctl {
  /** For what is answered at once. */
  public static final Duration SHORT = Duration.ofSeconds(10);

  private static final Map<String, String> ENGLISH = Map.of("LC_ALL", "C", "SYSTEMD_COLORS", "0");
  private static final List<String> NOT_ALLOWED =
      List.of("Access denied", "authentication required", "Permission denied", "not permitted");
  private static final int SHOWN = 300;

  private final List<String> program;

  /** The system's own. */
  public Systemctl() {
    this(List.of("systemctl"));
  }

  /** With another program in its place. */
  public Systemctl(List<String> program) {
    this.program = List.copyOf(program);
  }

  /** Runs it with those words, and demands that it succeeds; the answer is what it printed. */
  public String demand(Duration limit, String... words) throws ServiceException {
    ShortProgram.Outcome outcome = run(limit, words);
    if (outcome.status() != 0) {
      throw new ServiceException(refusal(outcome, words));
    }
    return outcome.output();
  }

  /** Runs it with those words for what is answered at once, whatever comes of it. */
  public void attempt(String... words) throws ServiceException {
    run(SHORT, words);
  }

  /** Whether it refused because the account may not do that. */
  static boolean isDenied(ShortProgram.Outcome outcome) {
    return outcome.status() != 0 && NOT_ALLOWED.stream().anyMatch(outcome.errors()::contains);
  }

  /** Runs it to its end, whatever its exit status. */
  ShortProgram.Outcome run(Duration limit, String... words) throws ServiceException {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("--no-ask-password", "--no-pager", "--full"));
    command.addAll(List.of(words));
    return new ShortProgram("systemctl " + words[0], command, limit).run(ENGLISH, "");
  }

  /** Why systemctl said no. */
  static Reason refusal(ShortProgram.Outcome outcome, String... words) {
    String said = (outcome.errors().isBlank() ? outcome.output() : outcome.errors()).strip();
    String command = "systemctl " + String.join(" ", words);
    if (NOT_ALLOWED.stream().anyMatch(said::contains)) {
      return Reason.of(ReasonCode.SYSTEMCTL_DENIED).with("command", command);
    }
    if (said.contains("booted with systemd") || said.contains("connect to bus")) {
      return Reason.of(ReasonCode.SYSTEMD_SILENT).with("words", Words.plain(said, SHOWN));
    }
    Reason failed =
        Reason.of(
            said.isEmpty() ? ReasonCode.SYSTEMCTL_FAILED : ReasonCode.SYSTEMCTL_FAILED_SAYING);
    failed = failed.with("command", command).with("how", Exit.reason(outcome.status()));
    return said.isEmpty() ? failed : failed.with("words", Words.plain(said, SHOWN));
  }

  /** What systemd knows of a unit; also of one that does not exist. */
  public UnitState show(String unit) throws ServiceException {
    List<UnitState> states = showAll(List.of(unit));
    if (states.size() != 1) {
      throw new ServiceException(Reason.of(ReasonCode.SYSTEMCTL_TOLD_NOTHING).with("unit", unit));
    }
    return states.get(0);
  }

  /** The same for several units, and for patterns, which stand for the units that are loaded. */
  List<UnitState> showAll(List<String> units) throws ServiceException {
    List<String> words =
        new ArrayList<>(List.of("show", "--all", "--property=" + UnitState.ASKED, "--"));
    words.addAll(units);
    List<UnitState> states = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (String line : demand(SHORT, words.toArray(String[]::new)).lines().toList()) {
      if (!line.isEmpty()) {
        lines.add(line);
      } else if (!lines.isEmpty()) {
        states.add(UnitState.parse(lines));
        lines.clear();
      }
    }
    if (!lines.isEmpty()) {
      states.add(UnitState.parse(lines));
    }
    return List.copyOf(states);
  }

  /** The version of systemd; empty where it does not say. */
  public Optional<Integer> version() throws ServiceException {
    String first = demand(SHORT, "--version").lines().findFirst().orElse("");
    String[] words = first.split(" ", -1);
    return words.length > 1 && words[1].matches("\\d{1,6}")
        ? Optional.of(Integer.valueOf(words[1]))
        : Optional.empty();
  }
}
