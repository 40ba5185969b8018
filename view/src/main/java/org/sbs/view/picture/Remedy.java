package org.sbs.view.picture;

/**
 * What a user can do about a problem, as the command that does it. Dialog and console offer the
 * same as a button.
 */
public enum Remedy {
  /** Ends the pause. */
  RESUME("sbs resume", false),
  /** Carries out the deletes that are held back. */
  ALLOW_DELETES("sbs sync --allow-deletes", true),
  /** Lets the running node use changed settings. */
  RELOAD("sbs reload", false),
  /** Lists the conflict copies. */
  SHOW_CONFLICTS("sbs files conflicts", false),
  /** Lists the folders that wait for a yes on this node. */
  SHOW_OFFERS("sbs files accept --list", false),
  /** Sends a mail, and tells how the mail server takes it. */
  TEST_MAIL("sbs mail test", false),
  /** Tells what the licence allows, and why. */
  SHOW_LICENCE("sbs licence show", false),
  /** Compares both nodes, with a remedy for each finding. */
  CHECK("sbs check", false),
  /** Tells what happened, and why. */
  SHOW_HISTORY("sbs history", false),
  /** Enters the pair key that the other node has. */
  JOIN("sbs pair join --force", false),
  /** Starts SBS on this node. */
  START("sbs start", false);

  private final String command;
  private final boolean destructive;

  Remedy(String command, boolean destructive) {
    this.command = command;
    this.destructive = destructive;
  }

  /** What to type. */
  public String command() {
    return command;
  }

  /** Whether a button for it asks first, because something is gone afterwards. */
  public boolean isDestructive() {
    return destructive;
  }
}
