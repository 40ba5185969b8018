package org.sbs.server.sync.consent;

import java.nio.file.Path;
import java.util.Optional;
import org.sbs.core.consent.FolderConsent.Verdict;
import org.sbs.core.reason.Reason;
import org.sbs.core.replica.Folder;

/**
 * A folder that the primary names and that is not copied. Immutable.
 *
 * @param folder as the primary names it
 * @param here whether this node does not take it, or the other one
 * @param verdict whether a yes would change that
 * @param reason why
 * @param place where it lies on this node, if this node looked
 */
public record FolderNotCopied(
    String folder, boolean here, Verdict verdict, Reason reason, Optional<Path> place) {
  /** What this node decided. */
  public static FolderNotCopied here(Folder folder, FolderRules.Verdict found) {
    return new FolderNotCopied(
        folder.path(), true, found.decision().verdict(), found.decision().reason(), found.place());
  }
}
