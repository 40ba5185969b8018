package org.sbs.server.sync.receive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.sbs.core.reason.Reason;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.replica.Manifest;
import org.sbs.core.replica.MergeBaseId;
import org.sbs.core.replica.PathRules;
import org.sbs.server.files.ReasonIOException;
import org.sbs.server.link.BulkChannel;
import org.sbs.server.link.wire.Entry;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.ManifestEnd;
import org.sbs.server.link.wire.MergeBasePart;
import org.sbs.server.sync.disk.LogText;
import org.sbs.server.sync.mergebase.MergeBaseCodec;
import org.sbs.server.sync.mergebase.MergeBaseDelta;
import org.sbs.server.sync.mergebase.RetainedDeletes;
import org.sbs.server.sync.mergebase.SharedEntries;
import org.sbs.server.sync.message.BadMessageException;
import org.sbs.server.sync.message.MessageLimits;
import org.sbs.server.sync.message.Wire;

/** Takes the secondary's answer to a folder set. */
public final class ManifestReceiver {
  /**
   * The answer.
   *
   * @param manifest what the secondary has
   * @param refused why it does not take some folders, by their indexes
   * @param cycle the last one that it committed
   * @param names what its platform takes as names
   * @param left what of the manifest a primary had deleted and the secondary kept
   * @param replaced where it has a version that both nodes had and replaced, as it remembers
   * @param mergeBase what turns the rest into what both nodes had
   * @param memory what the secondary knows of that
   * @param nodeId of the secondary
   */
  public record Answer(
      Manifest manifest,
      Map<Integer, Reason> refused,
      long cycle,
      PathRules.Names names,
      Set<EntryPath> left,
      Set<EntryPath> replaced,
      MergeBaseDelta mergeBase,
      MergeBaseId.Memory memory,
      String nodeId) {
    /** What the secondary has of its own will. */
    public Manifest wanted() {
      return RetainedDeletes.without(manifest, left);
    }

    /** What both nodes had in the cycle that the secondary remembers. */
    public Manifest mergeBaseManifest() throws BadMessageException {
      try {
        // A later entry of one place would hide an earlier one.
        Manifest put = Manifest.of(mergeBase.put());
        return wanted().with(new HashSet<>(mergeBase.removed()), put.entries());
      } catch (IllegalArgumentException e) {
        throw new BadMessageException("a joint manifest in which " + e.getMessage());
      }
    }
  }

  private ManifestReceiver() {}

  /**
   * Waits for the whole answer.
   *
   * @param mine what this node has: entries that are the same on both nodes are kept once
   */
  public static Answer receive(BulkChannel channel, FolderSet set, Manifest mine)
      throws IOException, BadMessageException {
    SharedEntries shared = new SharedEntries(mine, true);
    Predicate<FileEntry> guarded = guarded(set);
    Map<Integer, Reason> refused = new HashMap<>();
    List<FileEntry> entries = new ArrayList<>();
    Set<EntryPath> hidden = new HashSet<>();
    Set<EntryPath> left = new HashSet<>();
    Set<EntryPath> replaced = new HashSet<>();
    List<FileEntry> put = new ArrayList<>();
    List<EntryPath> removed = new ArrayList<>();
    while (true) {
      Frame frame = channel.receive();
      switch (frame.getBodyCase()) {
        case FOLDER_SET_REFUSED ->
            refused.put(
                frame.getFolderSetRefused().getFolder(),
                Wire.fromWire(frame.getFolderSetRefused()));
        case MANIFEST_PART -> {
          for (Entry wire : frame.getManifestPart().getEntryList()) {
            add(wire, set, entries, shared);
            FileEntry entry = entries.get(entries.size() - 1);
            if (guarded.test(entry)) {
              hidden.add(entry.at());
              continue;
            }
            if (wire.getLeft()) {
              left.add(entry.at());
            }
            if (wire.getReplaced()) {
              replaced.add(entry.at());
            }
          }
        }
        case MERGE_BASE_PART -> addMergeBase(frame.getMergeBasePart(), put, removed);
        case MANIFEST_END -> {
          ManifestEnd end = frame.getManifestEnd();
          if (end.getEntries() != entries.size()) {
            throw new BadMessageException("a manifest with another number of entries than it says");
          }
          entries.removeIf(entry -> hidden.contains(entry.at()));
          put.removeIf(guarded);
          return new Answer(
              Manifest.ofSorted(entries),
              refused,
              end.getCycle(),
              end.getWindowsNames() ? PathRules.Names.WINDOWS : PathRules.Names.POSIX,
              left,
              replaced,
              new MergeBaseDelta(put, removed),
              MergeBaseCodec.fromWire(end.getMemory()),
              LogText.text(end.getNodeId()));
        }
        case CYCLE_REFUSED -> throw new ReasonIOException(Wire.refusal(frame.getCycleRefused()));
        default -> throw new BadMessageException("a " + frame.getBodyCase() + " for a manifest");
      }
    }
  }

  /** Holds for what this node neither sends nor adopts: what is told of that does not count. */
  private static Predicate<FileEntry> guarded(FolderSet set) {
    return entry ->
        set.folder(entry.at().folder())
            .filter(
                folder ->
                    folder.guard().covers(entry.at().path(), entry.kind() == FileEntry.Kind.FOLDER))
            .isPresent();
  }

  private static void addMergeBase(MergeBasePart part, List<FileEntry> put, List<EntryPath> removed)
      throws BadMessageException {
    for (Entry entry : part.getPutList()) {
      put.add(Wire.fromWire(entry));
    }
    part.getRemovedList().forEach(place -> removed.add(MergeBaseCodec.at(place)));
    if (put.size() + removed.size() > MessageLimits.ENTRIES) {
      throw new BadMessageException("a joint manifest of more than " + put.size() + " entries");
    }
  }

  private static void add(Entry wire, FolderSet set, List<FileEntry> entries, SharedEntries shared)
      throws BadMessageException {
    FileEntry entry = Wire.fromWire(wire);
    EntryPath at = entry.at();
    Optional<Reason> objection = PathRules.objection(at.path(), PathRules.Names.POSIX);
    if (objection.isPresent()) {
      throw new BadMessageException(objection.get().with("path", LogText.path(at)));
    }
    if (set.folder(at.folder()).isEmpty()) {
      throw new BadMessageException(
          "the manifest entry " + LogText.path(at) + ", which is in no folder");
    }
    if (!entries.isEmpty() && entries.get(entries.size() - 1).at().compareTo(at) >= 0) {
      throw new BadMessageException("a manifest that is not sorted");
    }
    if (entries.size() >= MessageLimits.ENTRIES) {
      throw new BadMessageException("a manifest of more than " + entries.size() + " entries");
    }
    entries.add(shared.of(entry));
  }
}
