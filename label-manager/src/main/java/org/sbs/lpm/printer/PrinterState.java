package org.sbs.lpm.printer;

import java.util.Locale;

/** Why a printer does not print just now, by the names that a warehouse knows. */
public enum PrinterState {
  /** It has no labels left. */
  PAPER_OUT,
  /** It has no ribbon left. */
  RIBBON_OUT,
  /** Its print head, cover or door is open. */
  HEAD_OPEN,
  /** Somebody has paused it, or its queue. */
  PAUSED,
  /** Its print head must cool down. */
  TOO_HOT,
  /** It cannot be reached, or says that it is out of order. */
  OFFLINE,
  /** It has work to do, or does not say why it waits. */
  BUSY;

  /** The code that explanations begin with; it never changes. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it stays so until somebody does something. */
  public boolean needsSomebody() {
    return this != BUSY && this != TOO_HOT;
  }
}
