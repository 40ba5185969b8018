package org.sbs.server.licence;

/**
 * A licence that cannot be believed, or a key that cannot be used; what is wrong, and what to do.
 */
public final class LicenceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String wrong;
  private final String remedy;

  LicenceException(String wrong, String remedy) {
    super(wrong + " " + remedy);
    this.wrong = wrong;
    this.remedy = remedy;
  }

  LicenceException(String wrong, String remedy, Throwable cause) {
    super(wrong + " " + remedy, cause);
    this.wrong = wrong;
    this.remedy = remedy;
  }

  /** What is wrong, one sentence. */
  public String wrong() {
    return wrong;
  }

  /** What to do about it, one sentence. */
  public String remedy() {
    return remedy;
  }
}
