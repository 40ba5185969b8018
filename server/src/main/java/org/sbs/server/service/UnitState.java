package org.sbs.server.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * What systemd knows of a unit, as {@code systemctl show} prints it. Immutable.
 *
 * @param properties by name; one that this systemd does not know is missing
 */
public record UnitState(Map<String, String> properties) {
  /** What is asked for. */
  static final String ASKED =
      String.join(
          ",",
          "Id",
          "LoadState",
          "LoadError",
          "ActiveState",
          "SubState",
          "Result",
          "UnitFileState",
          "MainPID",
          "InvocationID",
          "ExecMainCode",
          "ExecMainStatus",
          "StatusText",
          "CanReload",
          "KillMode",
          "Wants",
          "Requires",
          "StopPropagatedFrom",
          "TriggeredBy",
          "WantedBy",
          "RequiredBy",
          "BoundBy",
          "UpheldBy",
          "WorkingDirectory",
          "User");

  private static final int SHOWN = 200;
  private static final String EXITED = "1";

  /** Copies the map. */
  public UnitState {
    properties = Map.copyOf(properties);
  }

  /** Reads one unit's lines, each {@code Name=value}. */
  static UnitState parse(List<String> lines) {
    Map<String, String> properties = new LinkedHashMap<>();
    for (String line : lines) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        properties.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return new UnitState(properties);
  }

  /** The value; empty where there is none. */
  public String get(String name) {
    return properties.getOrDefault(name, "");
  }

  /** The unit's name. */
  public String id() {
    return get("Id");
  }

  /** Whether systemd has no file for it. */
  public boolean isMissing() {
    return get("LoadState").equals("not-found");
  }

  /**
   * Demands that systemd can use it, and ends it wholly.
   *
   * @param name as the settings name it
   * @param setting which names it
   * @throws ServiceException if not; says what to do
   */
  public void demandUsable(String name, String setting) throws ServiceException {
    switch (get("LoadState")) {
      case "loaded" -> checkKillMode(name);
      case "not-found" ->
          throw new ServiceException(
              Reason.of(ReasonCode.UNIT_NOT_THERE).with("unit", name).with("setting", setting));
      case "masked" ->
          throw new ServiceException(Reason.of(ReasonCode.UNIT_MASKED).with("unit", name));
      default ->
          throw new ServiceException(
              Reason.of(ReasonCode.UNIT_UNUSABLE)
                  .with("unit", name)
                  .with("state", get("LoadState")));
    }
  }

  /** With these, systemd calls a unit stopped while its processes run on and may print. */
  private void checkKillMode(String name) throws ServiceException {
    String mode = get("KillMode");
    if (mode.equals("none") || mode.equals("process")) {
      throw new ServiceException(
          Reason.of(ReasonCode.UNIT_KILL_MODE).with("unit", name).with("mode", mode));
    }
  }

  /** Whether something of it may run: also while it starts, stops, or waits to start again. */
  public boolean runs() {
    return switch (get("ActiveState")) {
      case "inactive", "failed" -> false;
      default -> true;
    };
  }

  /** Whether it is there for others. */
  boolean isActive() {
    return switch (get("ActiveState")) {
      case "active", "reloading" -> true;
      default -> false;
    };
  }

  /** Whether its program runs as root, as far as its unit says. */
  public boolean isRoot() {
    return List.of("", "root", "0").contains(get("User"));
  }

  /** Words of a list. Systemctl puts one that a shell would misread into quotes. */
  List<String> words(String name) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    String value = get(name);
    for (int i = 0; i < value.length(); i++) {
      char letter = value.charAt(i);
      if (quoted && letter == '\\' && i + 1 < value.length()) {
        i++;
        word.append(value.charAt(i));
      } else if (letter == '"') {
        quoted = !quoted;
      } else if (letter == ' ' && !quoted) {
        words.add(word.toString());
        word.setLength(0);
      } else {
        word.append(letter);
      }
    }
    words.add(word.toString());
    words.removeIf(String::isEmpty);
    return List.copyOf(words);
  }

  /** As systemctl puts it: {@code active (running)}. */
  public String words() {
    return get("ActiveState") + " (" + get("SubState") + ")";
  }

  /** Why it does not run, and what it said itself; {@link Reason#NONE} if nothing went wrong. */
  public Reason why() {
    Reason cause = cause();
    String text = Words.plain(get("StatusText"), SHOWN);
    if (text.isEmpty()) {
      return cause;
    }
    return cause.isEmpty()
        ? Reason.sentence(text)
        : Reason.of(ReasonCode.UNIT_SAID).with("why", cause).with("text", text);
  }

  private Reason cause() {
    return switch (get("Result")) {
      case "", "success" -> Reason.NONE;
      case "exit-code", "signal", "core-dump" -> ended();
      case "timeout" -> Reason.of(ReasonCode.UNIT_TIMED_OUT);
      case "watchdog" -> Reason.of(ReasonCode.UNIT_WATCHDOG);
      case "start-limit-hit" -> Reason.of(ReasonCode.UNIT_FAILED_OFTEN);
      case "oom-kill" -> Reason.of(ReasonCode.UNIT_WITHOUT_MEMORY);
      case "protocol" -> Reason.of(ReasonCode.UNIT_TYPE_WRONG);
      default ->
          Reason.of(ReasonCode.UNIT_RESULT).with("result", Words.plain(get("Result"), SHOWN));
    };
  }

  private Reason ended() {
    String status = get("ExecMainStatus");
    // One that never ran, as when its program was not found, has no status.
    if (status.isEmpty() || status.equals("0")) {
      return Reason.of(ReasonCode.UNIT_PROGRAM_FAILED);
    }
    boolean exited = get("ExecMainCode").equals(EXITED);
    return Reason.of(exited ? ReasonCode.UNIT_EXITED : ReasonCode.UNIT_SIGNALLED)
        .with("status", status);
  }
}
