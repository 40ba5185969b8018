package org.sbs.lpm.printer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what a printer was waited for, and gives up when it is told to. */
public final class TestWatch implements PrinterWatch {
  private final Set<PrinterState> states = new ConcurrentSkipListSet<>();
  private final List<String> texts = new CopyOnWriteArrayList<>();
  private volatile boolean goesOn = true;

  @Override
  public void moves() {
    // Only waits are of interest.
  }

  @Override
  public void waits(PrinterState state, String text, long patienceMs) {
    states.add(state);
    texts.add(text);
  }

  @Override
  public boolean goesOn() {
    return goesOn;
  }

  public void giveUp() {
    goesOn = false;
  }

  public Set<PrinterState> states() {
    return states;
  }

  public List<String> texts() {
    return new ArrayList<>(texts);
  }
}
