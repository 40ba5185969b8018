package org.sbs.lpm.claims;

/** The claim is not this node's own any more: another node has taken it over. */
public final class LostClaimException extends Exception {
  private static final long serialVersionUID = 1L;

  /** For this claim. */
  public LostClaimException(Claim claim) {
    super("The claim " + claim.path() + " is gone: another node has taken the job over.");
  }
}
