package org.sbs.view.page;

/** Notices that a standby became primary while somebody watched. For one thread. */
public final class TakeoverWatch {
  private State last = State.STOPPED;

  /** Whether the node, which was secondary when it was last seen with a role, is primary now. */
  public boolean sees(State now) {
    boolean tookOver = last == State.SECONDARY && now == State.PRIMARY;
    // A promotion goes by way of other states, and a node may not answer for a moment.
    if (now == State.PRIMARY || now == State.SECONDARY || now == State.STOPPED) {
      last = now;
    }
    return tookOver;
  }
}
