package org.sbs.lpm.state;

/** What became of a job; each is a line in the journal. */
public enum JobEnd {
  /** Printed, and surely once. */
  PRINTED,
  /** Printed after an earlier print that may have come out as well. */
  REPRINTED,
  /** Found in sending, but known from the journal to be printed; only its file was moved. */
  FILED,
  /** Not printable; the file lies in failed with the reason. */
  FAILED,
  /** May have been printed; waits for an operator. */
  HELD,
  /** Released by an operator; will be printed. */
  RELEASED,
  /** Thrown away by an operator; the file lies in failed. */
  DISCARDED,
  /** Another node has taken the job over. */
  LOST;

  /** Whether labels have come out, so that the job must never be printed again. */
  public boolean isPrinted() {
    return this == PRINTED || this == REPRINTED || this == FILED;
  }
}
