package org.sbs.server.sync;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.replica.Manifest;
import org.sbs.core.replica.PathRules;
import org.sbs.server.link.BulkChannel;
import org.sbs.server.link.wire.Entry;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.ManifestEnd;

/** Takes the secondary's answer to a folder set. */
final class ManifestReceiver {
  /**
   * The answer.
   *
   * @param manifest what the secondary has
   * @param refused why it does not take some folders, by their indexes
   * @param cycle the last one that it committed
   * @param names what its platform takes as names
   */
  record Answer(
      Manifest manifest, Map<Integer, String> refused, long cycle, PathRules.Names names) {}

  private ManifestReceiver() {}

  /**
   * Waits for the whole answer.
   *
   * @param mine what this node has: entries that are the same on both nodes are kept once
   */
  static Answer receive(BulkChannel channel, FolderSet set, Manifest mine)
      throws IOException, BadMessageException {
    Shared shared = new Shared(mine.entries());
    Map<Integer, String> refused = new HashMap<>();
    List<FileEntry> entries = new ArrayList<>();
    while (true) {
      Frame frame = channel.receive();
      switch (frame.getBodyCase()) {
        case FOLDER_SET_REFUSED ->
            refused.put(
                frame.getFolderSetRefused().getFolder(),
                Shown.text(frame.getFolderSetRefused().getReason()));
        case MANIFEST_PART -> {
          for (Entry wire : frame.getManifestPart().getEntryList()) {
            add(wire, set, entries, shared);
          }
        }
        case MANIFEST_END -> {
          ManifestEnd end = frame.getManifestEnd();
          if (end.getEntries() != entries.size()) {
            throw new BadMessageException("a manifest with another number of entries than it says");
          }
          return new Answer(
              Manifest.ofSorted(entries),
              refused,
              end.getCycle(),
              end.getWindowsNames() ? PathRules.Names.WINDOWS : PathRules.Names.POSIX);
        }
        default -> throw new BadMessageException("a " + frame.getBodyCase() + " for a manifest");
      }
    }
  }

  /** Walks along the own entries in step with those of the peer, which are sorted as well. */
  private static final class Shared {
    private final List<FileEntry> mine;
    private int next;

    Shared(List<FileEntry> mine) {
      this.mine = mine;
    }

    FileEntry of(FileEntry theirs) {
      while (next < mine.size() && mine.get(next).at().compareTo(theirs.at()) < 0) {
        next++;
      }
      return next < mine.size() && mine.get(next).equals(theirs) ? mine.get(next) : theirs;
    }
  }

  private static void add(Entry wire, FolderSet set, List<FileEntry> entries, Shared shared)
      throws BadMessageException {
    FileEntry entry = Wire.fromWire(wire);
    EntryPath at = entry.at();
    Optional<String> objection = PathRules.objection(at.path(), PathRules.Names.POSIX);
    if (objection.isPresent() || set.folder(at.folder()).isEmpty()) {
      throw new BadMessageException(
          "the manifest entry "
              + Shown.path(at)
              + ", which "
              + objection.orElse("is in no folder"));
    }
    if (!entries.isEmpty() && entries.get(entries.size() - 1).at().compareTo(at) >= 0) {
      throw new BadMessageException("a manifest that is not sorted");
    }
    if (entries.size() >= IncomingCycle.MAX_ENTRIES) {
      throw new BadMessageException("a manifest of more than " + entries.size() + " entries");
    }
    entries.add(shared.of(entry));
  }
}
