package org.sbs.server.link;

import java.util.Optional;

/**
 * What a node tells the other one of its pair keys, with every heartbeat: so a word that was lost
 * is said again, and a node that was started again goes on where it was. Immutable.
 *
 * @param current the id of the key that the node has in its key file
 * @param pair the pair's name, see {@link Keyring#name}
 * @param named whether the node is sure of that name
 * @param news the key that is to replace another one; empty while no change is under way
 */
public record KeyNote(String current, String pair, boolean named, Optional<News> news) {
  /**
   * A key that replaces another one.
   *
   * @param key the new one
   * @param replaces the id of the one that it replaces
   */
  public record News(PairKey key, String replaces) {}

  /** The same without the new key, for a node that is not known to be the pair's other one. */
  public KeyNote withoutNews() {
    return new KeyNote(current, pair, named, Optional.empty());
  }

  /** Whether the one who says this has the new key in its key file already. */
  boolean isTaken() {
    return news.isPresent() && news.get().key().id().equals(current);
  }
}
