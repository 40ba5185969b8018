package org.sbs.core.role;

/** The end: questions are still answered, until the process is gone. */
final class EndedRules extends Rules {
  EndedRules(NodeState state, long now) {
    super(state, now);
  }

  @Override
  public Step userStop(Event.UserStop event) {
    return ignore();
  }

  @Override
  public Step cycleCommitted(Event.CycleCommitted event) {
    return ignore();
  }
}
