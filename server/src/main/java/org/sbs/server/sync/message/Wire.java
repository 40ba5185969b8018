package org.sbs.server.sync.message;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.ConflictCause;
import org.sbs.core.replica.ContentHash;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.FolderFilter;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.replica.Lineage;
import org.sbs.core.replica.Owner;
import org.sbs.core.replica.Problems;
import org.sbs.server.link.WireReasons;
import org.sbs.server.link.wire.CycleRefused;
import org.sbs.server.link.wire.Entry;
import org.sbs.server.link.wire.EpochOwner;
import org.sbs.server.link.wire.Folder;
import org.sbs.server.link.wire.FolderSetRefused;
import org.sbs.server.link.wire.Kind;
import org.sbs.server.link.wire.Why;
import org.sbs.server.sync.disk.LogText;
import org.sbs.view.text.ReasonText;

/** Between values and messages. What comes from the peer is checked here for form alone. */
public final class Wire {

  /** Names of accounts are shorter everywhere. */
  private static final int MOST_NAME = 256;

  private static final int PLAIN_BITS = 0777;
  private static final int SPECIAL_BITS = 07000;

  /** What stands for no permissions with an older version, since 0 stands for platforms without. */
  private static final int LEAST_MODE = 0100;

  private Wire() {}

  public static Entry toWire(FileEntry entry) {
    Entry.Builder wire =
        Entry.newBuilder()
            .setFolder(entry.at().folder())
            .setPath(entry.at().path())
            .setKind(toWire(entry.kind()))
            .setSize(entry.size())
            .setModifiedNanos(entry.modifiedNanos())
            .setMode(entry.mode() & PLAIN_BITS)
            .setSpecialMode(entry.mode() & SPECIAL_BITS)
            .setTarget(entry.target())
            .setOwner(entry.owner().user())
            .setGroup(entry.owner().group());
    if (entry.mode() == FileEntry.NO_PERMISSIONS) {
      wire.setNoPermissions(true).setMode(LEAST_MODE);
    }
    if (!entry.hash().equals(ContentHash.NONE)) {
      wire.setSha256(toWire(entry.hash()));
    }
    return wire.build();
  }

  public static ByteString toWire(ContentHash hash) {
    return UnsafeByteOperations.unsafeWrap(hash.bytes());
  }

  /** A hash that must be there. */
  public static ContentHash hash(ByteString wire, EntryPath of) throws BadMessageException {
    ContentHash hash =
        wire.size() == ContentHash.BYTES ? ContentHash.of(wire.toByteArray()) : ContentHash.NONE;
    if (hash.equals(ContentHash.NONE)) {
      throw new BadMessageException("the file " + LogText.path(of) + " has no hash");
    }
    return hash;
  }

  public static FileEntry fromWire(Entry wire) throws BadMessageException {
    EntryPath at = new EntryPath(wire.getFolder(), wire.getPath());
    int hashBytes = wire.getSha256().size();
    if (wire.getSize() < 0
        || wire.getMode() < 0
        || wire.getMode() > PLAIN_BITS
        || (wire.getSpecialMode() & ~SPECIAL_BITS) != 0
        || (hashBytes != 0 && hashBytes != ContentHash.BYTES)) {
      throw new BadMessageException("the entry " + LogText.path(at) + " has impossible attributes");
    }
    ContentHash hash =
        hashBytes == 0 ? ContentHash.NONE : ContentHash.of(wire.getSha256().toByteArray());
    int mode =
        wire.getNoPermissions() ? FileEntry.NO_PERMISSIONS : wire.getMode() | wire.getSpecialMode();
    return switch (fromWire(wire.getKind())) {
      case FILE ->
          FileEntry.file(at, wire.getSize(), wire.getModifiedNanos(), mode, hash)
              .withOwner(owner(wire.getOwner(), wire.getGroup()));
      case FOLDER -> FileEntry.folder(at, mode).withOwner(owner(wire.getOwner(), wire.getGroup()));
      case SYMLINK -> FileEntry.link(at, wire.getTarget());
    };
  }

  /** Few owners have many entries. */
  private static Owner owner(String user, String group) throws BadMessageException {
    if (user.isEmpty() && group.isEmpty()) {
      return Owner.ANY;
    }
    if (user.length() > MOST_NAME || group.length() > MOST_NAME) {
      throw new BadMessageException("an owner with a name of more than " + MOST_NAME + " letters");
    }
    return new Owner(user, group);
  }

  public static org.sbs.server.link.wire.ConflictCause toWire(ConflictCause cause) {
    return switch (cause) {
      case CHANGED_ON_BOTH -> org.sbs.server.link.wire.ConflictCause.CHANGED_ON_BOTH;
      case OLD_VERSION_CAME_BACK -> org.sbs.server.link.wire.ConflictCause.OLD_VERSION_CAME_BACK;
      case PRIMARY_WENT_BACK -> org.sbs.server.link.wire.ConflictCause.PRIMARY_WENT_BACK;
    };
  }

  /** A cause that this program does not know is the usual one. */
  public static ConflictCause fromWire(org.sbs.server.link.wire.ConflictCause cause) {
    return switch (cause) {
      case OLD_VERSION_CAME_BACK -> ConflictCause.OLD_VERSION_CAME_BACK;
      case PRIMARY_WENT_BACK -> ConflictCause.PRIMARY_WENT_BACK;
      case CHANGED_ON_BOTH, UNRECOGNIZED -> ConflictCause.CHANGED_ON_BOTH;
    };
  }

  public static Kind toWire(FileEntry.Kind kind) {
    return switch (kind) {
      case FILE -> Kind.FILE;
      case FOLDER -> Kind.FOLDER;
      case SYMLINK -> Kind.SYMLINK;
    };
  }

  public static FileEntry.Kind fromWire(Kind kind) throws BadMessageException {
    return switch (kind) {
      case FILE -> FileEntry.Kind.FILE;
      case FOLDER -> FileEntry.Kind.FOLDER;
      case SYMLINK -> FileEntry.Kind.SYMLINK;
      case KIND_UNKNOWN, UNRECOGNIZED -> throw new BadMessageException("an entry of unknown kind");
    };
  }

  public static org.sbs.server.link.wire.FolderSet toWire(FolderSet set) {
    org.sbs.server.link.wire.FolderSet.Builder wire =
        org.sbs.server.link.wire.FolderSet.newBuilder()
            .setStrict(set.strict())
            .setKeepDates(set.keepDates());
    for (org.sbs.core.replica.Folder folder : set.folders()) {
      wire.addFolder(
          Folder.newBuilder()
              .setIndex(folder.index())
              .setPath(folder.path())
              .addAllInclude(folder.filter().include())
              .addAllExclude(folder.filter().exclude())
              .addAllForced(folder.forced()));
    }
    return wire.build();
  }

  public static FolderSet fromWire(org.sbs.server.link.wire.FolderSet wire)
      throws BadMessageException {
    try {
      List<org.sbs.core.replica.Folder> folders =
          wire.getFolderList().stream()
              .map(
                  folder ->
                      org.sbs.core.replica.Folder.of(
                              folder.getIndex(),
                              folder.getPath(),
                              new FolderFilter(folder.getIncludeList(), folder.getExcludeList()))
                          .withForced(folder.getForcedList()))
              .toList();
      return new FolderSet(folders, wire.getStrict(), wire.getKeepDates());
    } catch (IllegalArgumentException e) {
      throw new BadMessageException("an impossible folder set: " + e.getMessage());
    }
  }

  /** That a folder is not taken: a code, and the same in words for a peer that knows no codes. */
  public static FolderSetRefused toWire(int folder, Reason reason) {
    return FolderSetRefused.newBuilder()
        .setFolder(folder)
        .setReason(sentence(reason))
        .setWhy(WireReasons.write(reason))
        .build();
  }

  /** Why the peer does not take a folder; one of an older version says it in words alone. */
  public static Reason fromWire(FolderSetRefused wire) {
    List<Why> why = wire.hasWhy() ? List.of(wire.getWhy()) : List.of();
    return reasons(List.of(wire.getReason()), why, 1).get(0);
  }

  /** A reason in words, for a peer that knows no codes. */
  public static String sentence(Reason reason) {
    return LogText.sentence(ReasonText.english().sentence(reason));
  }

  /** The same as a part of a sentence, where such a peer makes the rest. */
  public static String clause(Reason reason) {
    return LogText.sentence(ReasonText.english().say(reason));
  }

  /** Parts of sentences, of as many as are sent. */
  public static List<String> clauses(List<Reason> reasons) {
    return reasons.stream().limit(Problems.LIMIT).map(Wire::clause).toList();
  }

  /** The same of as many as are sent. */
  public static List<String> sentences(List<Reason> reasons) {
    return reasons.stream().limit(Problems.LIMIT).map(Wire::sentence).toList();
  }

  /** The same reasons as codes with values. */
  public static List<Why> whys(List<Reason> reasons) {
    return reasons.stream().limit(Problems.LIMIT).map(WireReasons::write).toList();
  }

  /**
   * What a peer tells: by its codes, or in its words where it is of an older version, or this one
   * does not know the code.
   */
  public static List<Reason> reasons(List<String> sentences, List<Why> whys, int most) {
    List<Reason> reasons = new ArrayList<>();
    for (int i = 0; i < Math.min(most, sentences.size()); i++) {
      Reason words = Reason.sentence(LogText.sentence(sentences.get(i)));
      boolean coded = whys.size() == sentences.size();
      reasons.add(coded ? WireReasons.known(whys.get(i)).orElse(words) : words);
    }
    return reasons;
  }

  /** The names of the active sentinels, where the sender knows them. */
  public static Optional<List<String>> sentinels(List<String> names, boolean unknown) {
    return unknown ? Optional.empty() : Optional.of(names);
  }

  public static List<EpochOwner> toWire(Lineage lineage) {
    return lineage.epochs().stream()
        .map(
            servedEpoch ->
                EpochOwner.newBuilder()
                    .setEpoch(servedEpoch.epoch())
                    .setNodeId(servedEpoch.nodeId())
                    .build())
        .toList();
  }

  public static Lineage fromWire(List<EpochOwner> epochs) {
    return new Lineage(
        epochs.stream()
            .map(
                servedEpoch ->
                    new Lineage.EpochOwner(servedEpoch.getEpoch(), servedEpoch.getNodeId()))
            .toList());
  }

  /** Why the secondary refused a cycle, or ends before there is one. */
  public static Reason refusal(CycleRefused refused) {
    List<Why> why = refused.hasWhy() ? List.of(refused.getWhy()) : List.of();
    return Reason.of(ReasonCode.SECONDARY_REFUSED_CYCLE)
        .with("why", reasons(List.of(refused.getReason()), why, 1).get(0));
  }
}
