package org.sbs.server.cli;

import java.util.Map;

/**
 * Colours for a person who watches. Nothing is said by colour alone, and none is used where it is
 * not wanted: into files and pipes, with {@code NO_COLOR} set, on a terminal that calls itself
 * dumb.
 */
enum Paint {
  /** Text as it is. */
  PLAIN,
  /** With the terminal's own colours. */
  COLOURED;

  private static final String ESCAPE = "\u001b[";

  /** What fits. */
  static Paint of(Surroundings surroundings) {
    Map<String, String> environment = surroundings.environment();
    boolean wanted =
        environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb")
            && surroundings.terminal().getAsBoolean();
    return wanted ? COLOURED : PLAIN;
  }

  /** What is as it should be. */
  String good(String text) {
    return with("32", text);
  }

  /** What needs somebody's attention. */
  String bad(String text) {
    return with("31", text);
  }

  /** What the eye should find first. */
  String strong(String text) {
    return with("1", text);
  }

  private String with(String code, String text) {
    return this == PLAIN ? text : ESCAPE + code + "m" + text + ESCAPE + "0m";
  }
}
