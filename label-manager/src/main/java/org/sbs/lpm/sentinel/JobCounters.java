package org.sbs.lpm.sentinel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.sbs.lpm.state.JobEnd;

/** Counts of one sentinel. Thread safe. */
final class JobCounters {
  private static final int KEPT_NOTES = 20;

  private final Deque<String> notes = new ArrayDeque<>();
  private List<String> waitingNotes = List.of();
  private long printed;
  private long labels;
  private long failed;
  private long reprinted;
  private long lost;
  private int waiting;
  private String lastLabel = "";
  private String settingsNote = "";

  synchronized void count(JobEnd end, int labelCount) {
    switch (end) {
      case PRINTED -> printed++;
      case REPRINTED -> {
        printed++;
        reprinted++;
      }
      case FAILED, DISCARDED -> failed++;
      case LOST -> lost++;
      case FILED, HELD, RELEASED -> {}
    }
    labels += end == JobEnd.PRINTED || end == JobEnd.REPRINTED ? labelCount : 0;
  }

  synchronized void lastLabel(String text) {
    lastLabel = text;
  }

  synchronized void note(String text) {
    notes.addLast(text);
    if (notes.size() > KEPT_NOTES) {
      notes.removeFirst();
    }
  }

  /** Why edited settings are not used; empty if all are. */
  synchronized void settingsNote(String text) {
    settingsNote = text;
  }

  synchronized void waiting(int count, List<String> why) {
    waiting = count;
    waitingNotes = why;
  }

  synchronized Counts counts(int held) {
    return new Counts(printed, labels, failed, reprinted, lost, held, waiting);
  }

  synchronized String lastLabel() {
    return lastLabel;
  }

  synchronized List<String> notes() {
    List<String> all = new ArrayList<>(notes);
    all.addAll(waitingNotes);
    if (!settingsNote.isEmpty()) {
      all.add(settingsNote);
    }
    return all;
  }
}
