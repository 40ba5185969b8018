package org.sbs.server.cli;

import java.util.List;
import org.sbs.core.text.Sanitizer;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
import org.sbs.server.node.NodeControl.Answer;
import org.sbs.view.status.NodeStatus.Offer;

/**
 * A folder as a user names it: by its name, or as lists show it, where characters that nobody sees
 * have a sign in their place.
 */
final class ShownFolder {
  private ShownFolder() {}

  /** Says yes or no to the folder that is meant. */
  static Answer consent(AdminClient client, String typed, boolean yes) throws AdminException {
    List<String> folders = client.status().sync().offers().stream().map(Offer::folder).toList();
    List<String> meant = meant(folders, typed);
    if (meant.size() > 1) {
      return new Answer(
          false,
          meant.size()
              + " folders are shown as "
              + typed
              + "; rename all but one on the node whose settings name them.");
    }
    return client.consent(meant.get(0), yes);
  }

  /** Those of these folders that are meant; what was typed, if it is none of them. */
  static List<String> meant(List<String> folders, String typed) {
    if (folders.contains(typed)) {
      return List.of(typed);
    }
    List<String> shown =
        folders.stream().distinct().filter(folder -> Sanitizer.line(folder).equals(typed)).toList();
    return shown.isEmpty() ? List.of(typed) : shown;
  }
}
