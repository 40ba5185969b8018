package org.sbs.core.consent;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the account that SBS runs as is a dedicated service account, whose existing folders the
 * peer may write without a question (R10.5): nobody logs in as it, and it owns nothing but what
 * services need. Pure.
 */
public final class ServiceAccount {
  private static final long FIRST_PERSON = 1000;
  private static final long NOBODY = 65_534;

  private static final String WINDOWS_SERVICE = "nt service\\";
  private static final Set<String> NO_LOGIN = Set.of("nologin", "false", "true", "sync", "null");

  private ServiceAccount() {}

  /**
   * On Linux: root is none, nor is an account that is not in the list of accounts. One with a
   * number below 1000 is one; from there on those are people's, unless they have no login shell.
   * {@code nobody} belongs to everybody.
   *
   * @param shell of its entry in the list of accounts; empty text is the usual shell
   */
  public static boolean isDedicated(long uid, Optional<String> shell) {
    return uid > 0
        && uid != NOBODY
        && shell.isPresent()
        && (uid < FIRST_PERSON || !isLogin(shell.get()));
  }

  /** Whether somebody can log in with that shell. */
  public static boolean isLogin(String shell) {
    return !NO_LOGIN.contains(shell.substring(shell.lastIndexOf('/') + 1));
  }

  /**
   * On Windows: the virtual account of one service, {@code NT SERVICE\SBS}. SYSTEM and the accounts
   * that many services share are none, nor is one that a person could use.
   *
   * @param name with its domain, {@code NT SERVICE\SBS}
   */
  public static boolean isDedicated(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    return plain.startsWith(WINDOWS_SERVICE) && plain.length() > WINDOWS_SERVICE.length();
  }
}
