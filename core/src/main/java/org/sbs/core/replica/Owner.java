package org.sbs.core.replica;

import java.util.Objects;

/**
 * Whose a file or folder is, by name: numbers of accounts differ between machines. Immutable.
 *
 * @param user the account; empty where it does not matter
 * @param group empty where it does not matter
 */
public record Owner(String user, String group) {
  /** Whose it is does not matter. */
  public static final Owner ANY = new Owner("", "");

  /** Checks that nothing is missing. */
  public Owner {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(group, "group");
  }

  /** Whether what belongs to the other one is to be given to this one. */
  public boolean isOther(Owner other) {
    return isOther(user, other.user) || isOther(group, other.group);
  }

  private static boolean isOther(String mine, String theirs) {
    return !mine.isEmpty() && !theirs.isEmpty() && !mine.equals(theirs);
  }
}
