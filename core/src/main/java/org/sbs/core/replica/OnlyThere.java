package org.sbs.core.replica;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.FileEntry.Kind;
import org.sbs.core.replica.PathRules.Names;

/**
 * What the secondary has and this primary cannot have (R4.18): links that are not copied, files
 * that cannot be read there, names that do not fit here. Nobody deleted that, and so strict
 * synchronisation does not delete it either, whichever node is primary.
 */
public final class OnlyThere {
  private OnlyThere() {}

  /**
   * Why the primary does not have some entries of the secondary; empty for what it has in any form.
   *
   * @param names what the primary's platform takes as names
   */
  public static Map<EntryPath, Reason> of(Manifest primary, Manifest secondary, Names names) {
    Map<EntryPath, Reason> only = new TreeMap<>();
    Set<EntryPath> keys = new HashSet<>();
    if (names != Names.POSIX) {
      primary.entries().forEach(entry -> keys.add(PathRules.sameFileKey(entry.at(), names)));
    }
    for (FileEntry theirs : secondary.entries()) {
      Optional<Reason> objection = objection(theirs, names);
      if (objection.isEmpty() && keys.contains(PathRules.sameFileKey(theirs.at(), names))) {
        objection = Optional.of(of(ReasonCode.ENTRY_CASE, theirs));
      }
      if (objection.isPresent() && primary.find(theirs.at()).isEmpty()) {
        only.put(theirs.at(), objection.get());
      }
    }
    return only;
  }

  private static Reason of(ReasonCode code, FileEntry entry) {
    return Reason.of(code).with("path", entry.at().path());
  }

  private static Optional<Reason> objection(FileEntry theirs, Names names) {
    if (theirs.kind() == Kind.SYMLINK) {
      return PathRules.linkObjection(theirs.at().path(), theirs.target(), names);
    }
    if (theirs.kind() == Kind.FILE && theirs.hash().equals(ContentHash.NONE)) {
      return Optional.of(of(ReasonCode.ENTRY_UNREAD_THERE, theirs));
    }
    return names == Names.POSIX ? Optional.empty() : PathRules.objection(theirs.at().path(), names);
  }
}
