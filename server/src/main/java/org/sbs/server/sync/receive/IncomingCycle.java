package org.sbs.server.sync.receive;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.reason.Reason;
import org.sbs.core.replica.ChunkList;
import org.sbs.core.replica.ContentHash;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.FileEntry.Kind;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.replica.PathRules;
import org.sbs.server.link.wire.CopyFile;
import org.sbs.server.link.wire.CycleBegin;
import org.sbs.server.link.wire.CycleEnd;
import org.sbs.server.link.wire.Delete;
import org.sbs.server.link.wire.Entry;
import org.sbs.server.link.wire.FileBegin;
import org.sbs.server.link.wire.FileData;
import org.sbs.server.link.wire.FileEnd;
import org.sbs.server.link.wire.FileRange;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.Item;
import org.sbs.server.link.wire.Mark;
import org.sbs.server.link.wire.SmallFile;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.commit.StagedCommit;
import org.sbs.server.sync.disk.LogText;
import org.sbs.server.sync.disk.Platform;
import org.sbs.server.sync.disk.Root;
import org.sbs.server.sync.message.BadMessageException;
import org.sbs.server.sync.message.CycleHeader;
import org.sbs.server.sync.message.CycleMarks;
import org.sbs.server.sync.message.CycleNumbers;
import org.sbs.server.sync.message.MessageLimits;
import org.sbs.server.sync.message.Packing;
import org.sbs.server.sync.message.Wire;
import org.sbs.server.sync.scan.ContentReader;

/**
 * One cycle as the peer sends it, message by message. Nothing is believed: order, counts, paths,
 * sizes and hashes are checked, and a message that does not fit ends the connection with everything
 * as it was. One thread.
 */
public final class IncomingCycle {
  private final StagedCommit staged;
  private final EntryRules rules;
  private final long announcedFiles;
  private final long filesInSet;
  private final Set<EntryPath> torn = new HashSet<>();
  private Optional<IncomingFile> file = Optional.empty();
  private boolean skipFile;
  private long filesSeen;
  private long bytesSeen;

  private IncomingCycle(StagedCommit staged, EntryRules rules, CycleBegin begin) {
    this.staged = staged;
    this.rules = rules;
    this.announcedFiles = begin.getFiles();
    this.filesInSet = begin.getFilesInSet();
  }

  public static IncomingCycle begin(
      CycleBegin begin, FolderSet set, List<Root> roots, ReplicaStore store)
      throws BadMessageException {
    CycleNumbers.check(begin, store.knownEpoch(), store.knownCycle());
    CycleHeader header =
        new CycleHeader(
            begin.getCycle(),
            begin.getEpoch(),
            Wire.fromWire(begin.getLineageList()),
            Wire.sentinels(begin.getActiveSentinelList(), begin.getSentinelsUnknown()));
    StagedCommit staged = store.begin(header, set, roots);
    return new IncomingCycle(staged, new EntryRules(set, roots, staged.content()), begin);
  }

  /** How many announced files have not begun. */
  public long pendingFiles() {
    return Math.max(0, announcedFiles - filesSeen);
  }

  /** How many regular files the primary has in the set. */
  public long filesInSet() {
    return filesInSet;
  }

  /** How many bytes came as content. */
  public long bytes() {
    return bytesSeen;
  }

  public StagedCommit staged() {
    return staged;
  }

  /** What could not be taken for reasons of this node. */
  public List<Reason> problems() {
    return rules.problems();
  }

  public void take(Frame frame) throws BadMessageException {
    switch (frame.getBodyCase()) {
      case PACKED -> take(Packing.unpack(frame.getPacked()));
      case FILE_DATA -> data(frame.getFileData());
      case FILE_RANGE -> range(frame.getFileRange());
      case FILE_END -> endFile(frame.getFileEnd());
      case FILE_BEGIN -> beginFile(frame.getFileBegin());
      case ITEMS -> {
        if (file.isPresent()) {
          throw new BadMessageException("another entry in the middle of a file");
        }
        for (Item item : frame.getItems().getItemList()) {
          item(item);
        }
      }
      default ->
          throw new BadMessageException("a " + frame.getBodyCase() + " in the middle of a cycle");
    }
  }

  private void item(Item item) throws BadMessageException {
    switch (item.getBodyCase()) {
      case FILE -> small(item.getFile());
      case COPY -> copy(item.getCopy());
      case DELETE -> delete(item.getDelete());
      case FOLDER -> folder(item.getFolder());
      case LINK -> link(item.getLink());
      case TOUCH -> touch(item.getTouch());
      case MARK -> mark(item.getMark());
      case BODY_NOT_SET -> throw new BadMessageException("an entry of unknown kind");
    }
  }

  private void small(SmallFile wire) throws BadMessageException {
    FileEntry entry = rules.created(wire.getEntry(), Kind.FILE);
    filesSeen++;
    if (wire.getTorn()) {
      torn.add(entry.at());
      return;
    }
    int size = wire.getContent().size();
    if (size > MessageLimits.SMALL_FILE_BYTES || size > entry.size()) {
      throw new BadMessageException("more content than announced for " + LogText.path(entry.at()));
    }
    if (size < entry.size()) {
      throw new BadMessageException("less content than announced for " + LogText.path(entry.at()));
    }
    requireHash(entry);
    if (!ContentReader.hash(wire.getContent().toByteArray()).equals(entry.hash())) {
      throw new BadMessageException(
          "the content of " + LogText.path(entry.at()) + " has another hash");
    }
    bytesSeen += size;
    if (rules.takes(entry.at(), Kind.FILE)) {
      staged.addSmall(entry, wire.getContent());
    }
  }

  private void copy(CopyFile wire) throws BadMessageException {
    FileEntry entry = rules.created(wire.getEntry(), Kind.FILE);
    EntryPath from = new EntryPath(wire.getFolder(), wire.getPath());
    rules.admit(from);
    requireHash(entry);
    filesSeen++;
    if (rules.takes(entry.at(), Kind.FILE) && rules.takes(from, Kind.FILE)) {
      staged.addCopy(entry, from);
    }
  }

  private static void requireHash(FileEntry entry) throws BadMessageException {
    if (entry.hash().equals(ContentHash.NONE)) {
      throw new BadMessageException("the file " + LogText.path(entry.at()) + " has no hash");
    }
  }

  private void beginFile(FileBegin wire) throws BadMessageException {
    if (file.isPresent()) {
      throw new BadMessageException("another entry in the middle of a file");
    }
    FileEntry entry = rules.created(wire.getEntry(), Kind.FILE);
    filesSeen++;
    Optional<StagedCommit.Base> base = Optional.empty();
    if (wire.hasBase()) {
      EntryPath at = new EntryPath(wire.getBase().getFolder(), wire.getBase().getPath());
      rules.admit(at);
      base = Optional.of(new StagedCommit.Base(at, Wire.hash(wire.getBase().getSha256(), at)));
    }
    skipFile =
        !rules.takes(entry.at(), Kind.FILE)
            || !base.map(b -> rules.takes(b.at(), Kind.FILE)).orElse(true);
    Optional<ChunkList> chunks = skipFile ? Optional.empty() : staged.beginFile(entry, base);
    file = Optional.of(new IncomingFile(entry, base.isPresent(), chunks));
  }

  private IncomingFile requireFile(String what) throws BadMessageException {
    return file.orElseThrow(() -> new BadMessageException(what));
  }

  private void data(FileData data) throws BadMessageException {
    requireFile("content without a file").data(data);
    bytesSeen += data.getContent().size();
    if (!skipFile) {
      staged.write(data.getContent().asReadOnlyByteBuffer());
    }
  }

  private void range(FileRange range) throws BadMessageException {
    requireFile("content without a file").range(range);
    if (!skipFile) {
      staged.copy(range.getOffset(), range.getLength());
    }
  }

  private void endFile(FileEnd end) throws BadMessageException {
    IncomingFile ended = requireFile("the end of a file that did not begin");
    file = Optional.empty();
    if (end.getTorn()) {
      torn.add(ended.entry().at());
      if (!skipFile) {
        staged.forgetFile();
      }
      return;
    }
    ChunkList.Read read = ended.end(end.getSha256());
    if (!skipFile) {
      staged.endFile(ended.entry().withHash(read.hash()), read.chunks());
    }
  }

  private void folder(Entry wire) throws BadMessageException {
    FileEntry entry = rules.created(wire, Kind.FOLDER);
    if (rules.takes(entry.at(), Kind.FOLDER)) {
      staged.addFolder(entry);
    }
  }

  private void link(Entry wire) throws BadMessageException {
    FileEntry entry = rules.created(wire, Kind.SYMLINK);
    Optional<Reason> objection =
        PathRules.linkObjection(entry.at().path(), entry.target(), Platform.NAMES);
    if (objection.isPresent()) {
      throw new BadMessageException(objection.get().with("path", LogText.path(entry.at())));
    }
    if (rules.takes(entry.at(), Kind.SYMLINK) && rules.canBeNamed(entry.at(), entry.target())) {
      staged.addLink(entry);
    }
  }

  private void touch(Entry wire) throws BadMessageException {
    FileEntry entry = rules.touched(wire);
    if (rules.takes(entry.at(), Kind.FILE)) {
      staged.addTouch(entry);
    }
  }

  private void mark(Mark wire) throws BadMessageException {
    FileEntry entry = rules.marked(wire);
    CycleMarks marks = staged.marks();
    switch (wire.getKind()) {
      case LEFT -> {
        boolean unused = wire.getApart() ? marks.apart().add(entry.at()) : marks.left().add(entry);
      }
      case SHARED -> marks.shared().add(entry);
      case CONFLICT -> marks.conflicts().put(entry.at(), Wire.fromWire(wire.getCause()));
      case MARK_UNKNOWN, UNRECOGNIZED -> throw new BadMessageException("a mark of unknown kind");
    }
  }

  private void delete(Delete wire) throws BadMessageException {
    EntryPath at = new EntryPath(wire.getFolder(), wire.getPath());
    Kind kind = Wire.fromWire(wire.getKind());
    rules.deleted(at, kind);
    if (rules.takes(at, kind)) {
      staged.addDelete(at, kind);
    }
  }

  /** Checks what can be checked only when all is there; true if something is missing. */
  public boolean check(CycleEnd end) throws BadMessageException {
    if (file.isPresent()) {
      throw new BadMessageException("the end of a cycle in the middle of a file");
    }
    if (end.getEntries() != rules.entries()) {
      throw new BadMessageException(
          "a cycle of " + end.getEntries() + " entries with " + rules.entries() + " of them");
    }
    rules.requireConsistent();
    boolean kept = false;
    for (EntryPath at : torn) {
      kept |= staged.keep(at);
    }
    return kept;
  }

  /** Checks what can be checked only when all is there, and commits. */
  public StagedCommit.Outcome end(CycleEnd end) throws BadMessageException {
    boolean kept = check(end);
    StagedCommit.Outcome outcome = staged.commit();
    return kept ? outcome.comparedAgain(List.of()) : outcome;
  }
}
