package org.sbs.view.page;

import java.util.List;
import java.util.Optional;

/**
 * What the screen knows of this node without asking it. Immutable.
 *
 * @param host this machine's name; empty if not known
 * @param address where the other node reaches it; empty if not known
 * @param missing what the settings lack before the node can start, in the user's language
 * @param foreign why this user may not even look, a sentence; empty for whom the node belongs to
 */
public record Place(String host, String address, List<String> missing, Optional<String> foreign) {
  /** Of a node of which only that is known. */
  public static final Place UNKNOWN = new Place("", "", List.of(), Optional.empty());

  /** Copies the list. */
  public Place {
    missing = List.copyOf(missing);
  }
}
