package org.sbs.server.windows;

/**
 * What a service tells the manager of services of its state. The manager gives up a service that is
 * starting or stopping and does not say in time that it gets on; {@link #tick}, called every
 * second, says so. Safe for any thread.
 */
final class ServiceReport {
  /** How long the manager may wait for the next word, in milliseconds. */
  static final int WAIT_HINT_MS = 15_000;

  private static final int OWN_CODE = 1066;

  /** The states that a service of ours can be in. */
  enum State {
    /** On its way up. */
    STARTING(2, true),
    /** Works, and can be told to stop. */
    RUNNING(4, false),
    /** On its way down. */
    STOPPING(3, true),
    /** Gone. */
    STOPPED(1, false);

    private final int code;
    private final boolean pending;

    State(int code, boolean pending) {
      this.code = code;
      this.pending = pending;
    }

    /** Windows' number for it. */
    int code() {
      return code;
    }
  }

  /**
   * One word to the manager.
   *
   * @param stoppable whether it may be told to stop
   * @param exitCode 0, or 1066 for a code of our own
   * @param ownExitCode exit status of the program
   * @param checkPoint grows with each word while the state is on its way
   */
  record Word(
      State state,
      boolean stoppable,
      int exitCode,
      int ownExitCode,
      int checkPoint,
      int waitHintMs) {}

  /** The manager's ear. Must not throw. */
  interface Sink {
    void tell(Word word);
  }

  private final Sink sink;
  private State state = State.STARTING;
  private int checkPoint;

  /** Says that the service is starting. */
  ServiceReport(Sink sink) {
    this.sink = sink;
    tell(0);
  }

  /** It works. Too late, and not said, when it has been told to stop before. */
  synchronized void running() {
    if (state == State.STARTING) {
      move(State.RUNNING, 0);
    }
  }

  /** It is ending. False if it was before. */
  synchronized boolean stopping() {
    if (state == State.STOPPING || state == State.STOPPED) {
      return false;
    }
    move(State.STOPPING, 0);
    return true;
  }

  /** It has ended, with that exit status of the program; nothing can be said after this. */
  synchronized void stopped(int status) {
    if (state != State.STOPPED) {
      move(State.STOPPED, status);
    }
  }

  /** Says that it gets on, where that is of interest. */
  synchronized void tick() {
    if (state.pending) {
      tell(0);
    }
  }

  /** The same state once more: the manager asks for it. */
  synchronized void again() {
    if (state != State.STOPPED) {
      tell(0);
    }
  }

  private void move(State to, int status) {
    state = to;
    checkPoint = 0;
    tell(status);
  }

  private void tell(int status) {
    checkPoint = state.pending ? checkPoint + 1 : 0;
    sink.tell(
        new Word(
            state,
            state == State.RUNNING,
            status == 0 ? 0 : OWN_CODE,
            status,
            checkPoint,
            state.pending ? WAIT_HINT_MS : 0));
  }
}
