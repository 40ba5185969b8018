package org.sbs.server.service;

/** The manager of Windows' services refused something. */
public final class ServiceManagerException extends Exception {
  /** The account of SBS may not do that. */
  public static final int ACCESS_DENIED = 5;

  /** A service on which others depend that run. */
  public static final int DEPENDENTS_RUN = 1051;

  /** The service knows no such request. */
  public static final int UNKNOWN_REQUEST = 1052;

  /** It runs already. */
  public static final int RUNS_ALREADY = 1056;

  /** Disabled. */
  public static final int DISABLED = 1058;

  /** There is no such service. */
  public static final int MISSING = 1060;

  /** Just now it takes no requests. */
  public static final int TAKES_NO_REQUESTS = 1061;

  /** It does not run. */
  public static final int DOES_NOT_RUN = 1062;

  /** It is being removed. */
  public static final int BEING_REMOVED = 1072;

  private static final long serialVersionUID = 1L;

  private final int code;

  /**
   * With Windows' number for the error.
   *
   * @param systemText what Windows says, in its own language
   */
  public ServiceManagerException(int code, String systemText) {
    super(systemText);
    this.code = code;
  }

  /** Windows' number for the error. */
  public int code() {
    return code;
  }

  /** True if it is that error. */
  public boolean is(int other) {
    return code == other;
  }
}
