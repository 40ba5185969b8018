package org.sbs.server.sync;

import java.nio.file.InvalidPathException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.replica.ContentHash;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.FileEntry.Kind;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.replica.PathRules;
import org.sbs.server.link.wire.CycleBegin;
import org.sbs.server.link.wire.CycleEnd;
import org.sbs.server.link.wire.Delete;
import org.sbs.server.link.wire.Entry;
import org.sbs.server.link.wire.FileData;
import org.sbs.server.link.wire.Frame;

/**
 * One cycle as the peer sends it, message by message. Nothing is believed: order, counts, paths,
 * sizes and hashes are checked, and a message that does not fit ends the connection with everything
 * as it was. One thread.
 */
final class IncomingCycle {
  /** Keeps the memory that a peer can claim in bounds. */
  static final int MAX_ENTRIES = 2_000_000;

  static final int MAX_DATA_BYTES = 256 * 1024;

  private final StagedCommit staged;
  private final FolderSet set;
  private final List<Root> roots;
  private final long announcedFiles;
  private final long filesInSet;
  private final Map<EntryPath, Kind> creates = new HashMap<>();
  private final Map<EntryPath, Kind> deletes = new HashMap<>();
  private final Set<EntryPath> keys = new HashSet<>();
  private final Set<EntryPath> torn = new HashSet<>();
  private final List<String> problems = new ArrayList<>();
  private FileEntry file;
  private boolean skipFile;
  private long remaining;
  private MessageDigest digest;
  private long messages;
  private long filesSeen;
  private long bytesSeen;

  private IncomingCycle(StagedCommit staged, FolderSet set, List<Root> roots, CycleBegin begin) {
    this.staged = staged;
    this.set = set;
    this.roots = roots;
    this.announcedFiles = begin.getFiles();
    this.filesInSet = begin.getFilesInSet();
  }

  static IncomingCycle begin(CycleBegin begin, FolderSet set, List<Root> roots, ReplicaStore store)
      throws BadMessageException {
    if (begin.getCycle() <= 0 || begin.getEpoch() < 0 || begin.getFiles() < 0) {
      throw new BadMessageException("a cycle with impossible numbers");
    }
    if (begin.getLineageCount() > org.sbs.core.replica.Lineage.LIMIT) {
      throw new BadMessageException("a lineage of more than 64 reigns");
    }
    CycleHeader header =
        new CycleHeader(
            begin.getCycle(),
            begin.getEpoch(),
            Wire.fromWire(begin.getLineageList()),
            begin.getActiveSentinelList());
    return new IncomingCycle(store.begin(header, set, roots), set, roots, begin);
  }

  /** How many announced files have not begun. */
  long pendingFiles() {
    return Math.max(0, announcedFiles - filesSeen);
  }

  /** How many regular files the primary has in the set. */
  long filesInSet() {
    return filesInSet;
  }

  long bytes() {
    return bytesSeen;
  }

  StagedCommit staged() {
    return staged;
  }

  /** What could not be taken for reasons of this node. */
  List<String> problems() {
    return problems;
  }

  void take(Frame frame) throws BadMessageException {
    switch (frame.getBodyCase()) {
      case FILE_DATA -> data(frame.getFileData());
      case FILE_END -> endFile(frame.getFileEnd().getTorn());
      case FILE_BEGIN -> beginFile(frame.getFileBegin().getEntry());
      case FOLDER_ENTRY -> folder(frame.getFolderEntry().getEntry());
      case LINK_ENTRY -> link(frame.getLinkEntry().getEntry());
      case TOUCH -> touch(frame.getTouch().getEntry());
      case DELETE -> delete(frame.getDelete());
      default ->
          throw new BadMessageException("a " + frame.getBodyCase() + " in the middle of a cycle");
    }
  }

  private void beginFile(Entry wire) throws BadMessageException {
    FileEntry entry = entry(wire, Kind.FILE);
    if (entry.hash().equals(ContentHash.NONE)) {
      throw new BadMessageException("the file " + Shown.path(entry.at()) + " has no hash");
    }
    filesSeen++;
    file = entry;
    remaining = entry.size();
    digest = Hashing.sha256();
    skipFile = !canBeNamed(entry.at());
    if (!skipFile) {
      staged.beginFile(entry);
    }
  }

  private void data(FileData data) throws BadMessageException {
    if (file == null) {
      throw new BadMessageException("content without a file");
    }
    int length = data.getContent().size();
    if (length > MAX_DATA_BYTES || length > remaining) {
      throw new BadMessageException("more content than announced for " + Shown.path(file.at()));
    }
    remaining -= length;
    bytesSeen += length;
    digest.update(data.getContent().asReadOnlyByteBuffer());
    if (!skipFile) {
      staged.write(data.getContent().asReadOnlyByteBuffer());
    }
  }

  private void endFile(boolean isTorn) throws BadMessageException {
    if (file == null) {
      throw new BadMessageException("the end of a file that did not begin");
    }
    FileEntry entry = file;
    file = null;
    if (isTorn) {
      torn.add(entry.at());
      if (!skipFile) {
        staged.forgetFile();
      }
      return;
    }
    if (remaining > 0) {
      throw new BadMessageException("less content than announced for " + Shown.path(entry.at()));
    }
    if (!ContentHash.of(digest.digest()).equals(entry.hash())) {
      throw new BadMessageException(
          "the content of " + Shown.path(entry.at()) + " has another hash");
    }
    if (!skipFile) {
      staged.endFile(entry);
    }
  }

  private void folder(Entry wire) throws BadMessageException {
    FileEntry entry = entry(wire, Kind.FOLDER);
    if (canBeNamed(entry.at())) {
      staged.addFolder(entry);
    }
  }

  private void link(Entry wire) throws BadMessageException {
    FileEntry entry = entry(wire, Kind.SYMLINK);
    Optional<String> objection =
        PathRules.linkObjection(entry.at().path(), entry.target(), Platform.NAMES);
    if (objection.isPresent()) {
      throw new BadMessageException(Shown.path(entry.at()) + " " + objection.get());
    }
    if (canBeNamed(entry.at()) && canBeNamed(entry.at(), entry.target())) {
      staged.addLink(entry);
    }
  }

  private void touch(Entry wire) throws BadMessageException {
    FileEntry entry = entry(wire, Kind.FILE);
    creates.remove(entry.at());
    if (canBeNamed(entry.at())) {
      staged.addTouch(entry);
    }
  }

  private void delete(Delete wire) throws BadMessageException {
    EntryPath at = new EntryPath(wire.getFolder(), wire.getPath());
    Kind kind = Wire.fromWire(wire.getKind());
    admit(at);
    if (deletes.put(at, kind) != null) {
      throw new BadMessageException(Shown.path(at) + " is deleted twice");
    }
    if (canBeNamed(at)) {
      staged.addDelete(at, kind);
    }
  }

  private FileEntry entry(Entry wire, Kind expected) throws BadMessageException {
    FileEntry entry = Wire.fromWire(wire);
    if (entry.kind() != expected) {
      throw new BadMessageException(Shown.path(entry.at()) + " came as another kind");
    }
    admit(entry.at());
    if (!keys.add(PathRules.sameFileKey(entry.at(), Platform.NAMES))) {
      throw new BadMessageException(Shown.path(entry.at()) + " comes twice");
    }
    creates.put(entry.at(), expected);
    return entry;
  }

  /** What holds for every message with a path. */
  private void admit(EntryPath at) throws BadMessageException {
    if (file != null) {
      throw new BadMessageException("another entry in the middle of a file");
    }
    if (++messages > MAX_ENTRIES) {
      throw new BadMessageException("more than " + MAX_ENTRIES + " entries in one cycle");
    }
    if (set.folder(at.folder()).isEmpty()) {
      throw new BadMessageException(
          "an entry in folder " + at.folder() + ", which is not in the set");
    }
    Optional<String> objection = PathRules.objection(at.path(), Platform.NAMES);
    if (objection.isPresent()) {
      throw new BadMessageException(Shown.path(at) + " " + objection.get());
    }
  }

  private boolean canBeNamed(EntryPath at) {
    return canBeNamed(at, at.path());
  }

  /** Whether this system's character set has all the letters. */
  private boolean canBeNamed(EntryPath at, String text) {
    Root root = roots.stream().filter(r -> r.index() == at.folder()).findFirst().orElseThrow();
    try {
      return root.path().resolve(text).startsWith(root.path());
    } catch (InvalidPathException e) {
      problems.add(Shown.path(at) + " cannot be named in this system's character set.");
      return false;
    }
  }

  /** Checks what can be checked only when all is there, and commits. */
  StagedCommit.Outcome end(CycleEnd end) throws BadMessageException {
    if (file != null) {
      throw new BadMessageException("the end of a cycle in the middle of a file");
    }
    if (end.getEntries() != messages) {
      throw new BadMessageException(
          "a cycle of " + end.getEntries() + " entries with " + messages + " of them");
    }
    for (EntryPath at : creates.keySet()) {
      requireFoldersAbove(at);
    }
    for (Map.Entry<EntryPath, Kind> delete : deletes.entrySet()) {
      requireAllowed(delete.getKey(), delete.getValue());
    }
    boolean kept = false;
    for (EntryPath at : torn) {
      kept |= staged.keep(at);
    }
    StagedCommit.Outcome outcome = staged.commit();
    return kept ? outcome.comparedAgain() : outcome;
  }

  private void requireFoldersAbove(EntryPath at) throws BadMessageException {
    for (Optional<EntryPath> up = at.parent(); up.isPresent(); up = up.get().parent()) {
      Kind kind = creates.get(up.get());
      if (kind != null && kind != Kind.FOLDER) {
        throw new BadMessageException(Shown.path(at) + " lies in what is no folder");
      }
    }
  }

  private void requireAllowed(EntryPath at, Kind kind) throws BadMessageException {
    Kind created = creates.get(at);
    if (created != null) {
      if ((created == Kind.FOLDER) == (kind == Kind.FOLDER)) {
        throw new BadMessageException(Shown.path(at) + " is deleted and made anew");
      }
      return;
    }
    for (Optional<EntryPath> up = at.parent(); up.isPresent(); up = up.get().parent()) {
      Kind above = creates.get(up.get());
      if (above != null && above != Kind.FOLDER) {
        return;
      }
    }
    boolean wanted =
        set.strict() && set.folder(at.folder()).orElseThrow().holds(at.path(), kind == Kind.FOLDER);
    if (!wanted) {
      throw new BadMessageException(
          Shown.path(at) + " is deleted, though it is not of the set or the set is not strict");
    }
  }
}
