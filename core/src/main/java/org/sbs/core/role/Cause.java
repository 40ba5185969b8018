package org.sbs.core.role;

/** Why a node becomes primary. */
public enum Cause {
  /** It started and no primary was there: a direct start. */
  START("start"),
  /** Its primary was lost. */
  TAKEOVER("takeover"),
  /** Its primary asked it to. */
  HANDOVER("handover"),
  /** Its service ended and is started again; the role did not change. */
  RESTART("restart");

  private final String word;

  Cause(String word) {
    this.word = word;
  }

  /** The word that the protected service and the hooks are told. */
  public String word() {
    return word;
  }
}
