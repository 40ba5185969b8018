package org.sbs.lpm.settings;

import java.util.List;

/** Definitions that cannot be used; every problem is a sentence with file, line and remedy. */
public final class SettingsException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /** With at least one problem. */
  public SettingsException(List<String> problems) {
    super(String.join(" ", problems));
    this.problems = List.copyOf(problems);
  }

  /** All problems. */
  public List<String> problems() {
    return problems;
  }
}
