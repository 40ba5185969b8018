package org.sbs.lpm.printer;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One printer's gate: one job at a time, in the order in which they came, whichever sentinel they
 * are of. It also keeps what is known of the printer from one job to the next. Thread safe.
 */
public final class PrinterGate {
  /** How soon a printer that takes one connection at a time turns the next one away. */
  private static final int TURN_AWAY_MS = 60;

  private static final int TURN_AWAY_AFTER_TROUBLE_MS = 500;
  private static final long CALM_NANOS = 2_000_000_000L;

  private final Deque<Turn> turns = new ArrayDeque<>();
  private long jobs;
  private boolean prefixesChanged;
  private long silentUntilNanos;
  private boolean silent;
  private boolean countsNothing;
  private long calmSinceNanos;
  private Mood mood = Mood.UNKNOWN;

  /** Stands in line; {@link Turn#close} leaves it. */
  public synchronized Turn queue(String who) {
    Turn turn = new Turn(this, who);
    turns.addLast(turn);
    return turn;
  }

  private synchronized boolean await(Turn turn, long ms) throws InterruptedException {
    long end = System.nanoTime() + ms * 1_000_000;
    while (turns.peekFirst() != turn) {
      long leftMs = (end - System.nanoTime()) / 1_000_000;
      if (leftMs <= 0) {
        return false;
      }
      wait(leftMs);
    }
    return true;
  }

  private synchronized void leave(Turn turn) {
    turns.remove(turn);
    notifyAll();
  }

  private synchronized String holder() {
    return turns.isEmpty() ? "" : turns.peekFirst().who;
  }

  /** Whether nobody prints and nobody waits to. */
  public synchronized boolean isFree() {
    return turns.isEmpty();
  }

  /** How many jobs have begun to be sent through it, by which others' prints are noticed. */
  public synchronized long jobs() {
    return jobs;
  }

  /** A job's first byte is about to be sent. */
  public synchronized void jobBegins() {
    jobs++;
  }

  /** What was sent has changed the characters that commands begin with, for all that follows. */
  synchronized void prefixesChanged() {
    prefixesChanged = true;
  }

  /** The printer has not answered a question; it is not asked again for a while. */
  synchronized void saysNothing(long forMs) {
    silent = true;
    silentUntilNanos = System.nanoTime() + forMs * 1_000_000;
  }

  /** Whether questions are understood and, as far as is known, answered. */
  synchronized boolean mayBeAsked() {
    return !prefixesChanged && (!silent || System.nanoTime() - silentUntilNanos > 0);
  }

  /** The printer answers questions, but has no counter. */
  synchronized void countsNothing() {
    countsNothing = true;
  }

  synchronized boolean mayCount() {
    return !countsNothing;
  }

  /** A job has ended in order just now. */
  synchronized void isCalm() {
    mood = Mood.CALM;
    calmSinceNanos = System.nanoTime();
  }

  /** The printer has turned a connection away, or a job broke. */
  synchronized void isTroubled() {
    mood = Mood.TROUBLED;
  }

  /** How long one should look whether a new connection is turned away. */
  synchronized int turnAwayMs() {
    return switch (mood) {
      case TROUBLED -> TURN_AWAY_AFTER_TROUBLE_MS;
      case CALM -> System.nanoTime() - calmSinceNanos < CALM_NANOS ? 1 : TURN_AWAY_MS;
      case UNKNOWN -> TURN_AWAY_MS;
    };
  }

  private enum Mood {
    UNKNOWN,
    CALM,
    TROUBLED
  }

  /** A place in the line. */
  public static final class Turn implements AutoCloseable {
    private final PrinterGate gate;
    private final String who;

    private Turn(PrinterGate gate, String who) {
      this.gate = gate;
      this.who = who;
    }

    /** Waits for that long; whether the turn has come. */
    public boolean await(long ms) throws InterruptedException {
      return gate.await(this, ms);
    }

    /** Who has the turn now. */
    public String holder() {
      return gate.holder();
    }

    @Override
    public void close() {
      gate.leave(this);
    }
  }
}
