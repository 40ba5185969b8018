package org.sbs.core.replica;

/**
 * Says which entries of a folder are never read, sent, written or deleted, whatever the filters and
 * the peer say (R10.5). Immutable.
 */
@FunctionalInterface
public interface EntryGuard {
  /** Covers nothing. */
  EntryGuard NONE = (relative, folder) -> false;

  /**
   * Whether that entry, or a folder that it lies in, is never touched.
   *
   * @param relative as entries are called: names separated by {@code /}
   * @param folder whether it is a folder itself
   */
  boolean covers(String relative, boolean folder);
}
