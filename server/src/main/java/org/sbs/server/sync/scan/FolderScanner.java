package org.sbs.server.sync.scan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.ChunkList;
import org.sbs.core.replica.Chunker;
import org.sbs.core.replica.ContentHash;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Manifest;
import org.sbs.core.replica.Owner;
import org.sbs.core.settings.Settings.KeepOwner;
import org.sbs.server.files.OpenFolder;
import org.sbs.server.sync.disk.BootId;
import org.sbs.server.sync.disk.Causes;
import org.sbs.server.sync.disk.FileStat;
import org.sbs.server.sync.disk.HangingFolders;
import org.sbs.server.sync.disk.Owners;
import org.sbs.server.sync.disk.Root;

/**
 * Finds what a folder set has, without following links. Files whose attributes have not moved since
 * they were last read are not read again, not even by the next process. What cannot be read is
 * reported and the rest goes on. Any thread; scans take turns.
 */
public final class FolderScanner implements AutoCloseable {
  /** Who wants to know. */
  public enum View {
    /** The primary: only what can be sent; contents are read when they are needed. */
    SENDER,
    /** The secondary: all that is there, contents read, so that the primary can put it right. */
    RECEIVER
  }

  private static final int ATTEMPTS = 3;

  /** How long one scan waits in all for files that are being written. */
  private static final long PATIENCE_NANOS = 4 * QuietFiles.LONG_NANOS;

  private final Clock clock;
  private final ContentSource source;
  private final ContentIndex index;
  private final HangingFolders hanging;
  private final Owners owners;
  private final LongAdder steps = new LongAdder();
  private ScanTrees seen = new ScanTrees(List.of());
  private long lookedAtNanos;

  /** A scanner that has seen nothing yet, and forgets with the process. */
  public FolderScanner(Clock clock) {
    this(clock, ContentSource.DISK, ContentIndex.inMemory());
  }

  /** A scanner that remembers in a folder of the node's own what files contain. */
  public FolderScanner(Clock clock, Path stateFolder) {
    this(clock, stateFolder, KeepOwner.SERVICE);
  }

  /**
   * The same.
   *
   * @param keepOwner of which files it tells a secondary whose they are
   */
  public FolderScanner(Clock clock, Path stateFolder, KeepOwner keepOwner) {
    this(
        clock,
        ContentSource.DISK,
        ContentIndex.in(stateFolder, BootId.now()),
        new HangingFolders(),
        new Owners(keepOwner));
  }

  public FolderScanner(Clock clock, ContentSource source, ContentIndex index) {
    this(clock, source, index, new HangingFolders());
  }

  public FolderScanner(
      Clock clock, ContentSource source, ContentIndex index, HangingFolders hanging) {
    this(clock, source, index, hanging, new Owners(KeepOwner.SERVICE));
  }

  private FolderScanner(
      Clock clock,
      ContentSource source,
      ContentIndex index,
      HangingFolders hanging,
      Owners owners) {
    this.owners = owners;
    this.hanging = hanging;
    this.clock = clock;
    this.source = source;
    this.index = index;
  }

  /** Moves as long as a look at folders gets on. */
  public long steps() {
    return steps.sum();
  }

  /** Whose things are. */
  public Owners owners() {
    return owners;
  }

  /** Opens what is looked at. */
  public ContentSource source() {
    return source;
  }

  /** The folders that do not answer. */
  public HangingFolders hanging() {
    return hanging;
  }

  /** Looks at all folders now. */
  public Scan scan(List<Root> roots, View view) {
    return scan(roots, view, folder -> {}, false);
  }

  public synchronized Scan scan(List<Root> roots, View view, Consumer<Path> folders) {
    return scan(roots, view, folders, false);
  }

  /**
   * Looks at all folders now.
   *
   * @param folders told of each folder just before it is listed; called by several threads
   * @param whole whether nothing is believed that was read before
   */
  public synchronized Scan scan(
      List<Root> roots, View view, Consumer<Path> folders, boolean whole) {
    ScanTrees before = view == View.SENDER && seen.isOf(roots) ? seen : new ScanTrees(List.of());
    ScanTrees now = new ScanTrees(roots);
    Scan scan;
    try (Look look = new Look(view, folders, whole)) {
      roots.forEach(
          root ->
              now.put(root, look.root(root, whole ? Optional.empty() : before.top(root.index()))));
      seen = now;
      scan = look.finish();
    }
    // What hangs may be there still.
    boolean all = roots.stream().noneMatch(root -> hanging.hangs(root.path()));
    if (all && index.size() > scan.manifest().files()) {
      index.retain(seen::holdsFile);
    }
    if (view == View.RECEIVER) {
      seen = new ScanTrees(List.of());
    }
    return scan;
  }

  /**
   * Looks at some paths again, after {@link #scan} for a sender.
   *
   * @param changed files or folders; others than those of the set do no harm
   */
  public synchronized Scan update(Collection<Path> changed, Consumer<Path> folders) {
    try (Look look = new Look(View.SENDER, folders, false)) {
      for (Path path : changed) {
        seen.placesOf(path).forEach(look::again);
      }
      return look.finish();
    }
  }

  /** Reads the content of files that the last look for a sender found and did not read. */
  public synchronized Scan read(Collection<EntryPath> files) {
    try (Look look = new Look(View.SENDER, folder -> {}, false)) {
      for (EntryPath at : files) {
        seen.file(at).filter(file -> !isRead(file)).ifPresent(look::read);
      }
      return look.finish();
    }
  }

  /** Takes note of the content of a file that was sent just as the last look found it. */
  public synchronized void learn(FileEntry sent) {
    seen.file(sent.at())
        .ifPresent(
            file -> {
              file.learn(sent, !ContentIndex.isRacy(file.found(), lookedAtNanos));
              if (file.open().isPresent()) {
                // About as fast as disks read.
                file.open(new OpenFile(System.nanoTime(), sent.size()));
              }
            });
  }

  /**
   * Remembers a file that was read to its end, beginning so long ago, to be sent.
   *
   * @return false if it is not as the last look for a sender found it
   */
  public synchronized boolean rememberSent(
      EntryPath at, Path path, FileStat found, ContentHash hash, long beganNanosAgo) {
    Optional<ScanTree.File> file = seen.file(at).filter(one -> one.looksAs(found));
    file.ifPresent(
        one -> {
          boolean unused =
              index.remember(path, found, hash, nowNanos() - beganNanosAgo, one.open().isPresent());
        });
    return file.isPresent();
  }

  /** Whether a file is still as the last look for a sender found it. */
  public synchronized boolean isAsSeen(EntryPath at, FileStat found) {
    return seen.file(at).filter(one -> one.looksAs(found)).isPresent();
  }

  /** Remembers a file that was read to its end, beginning so long ago. */
  public void rememberRead(Path path, FileStat found, ContentHash hash, long beganNanosAgo) {
    boolean unused = index.remember(path, found, hash, nowNanos() - beganNanosAgo, false);
  }

  /** Remembers that this node itself changed times or permissions of a file. */
  public void rememberTouched(Path path, FileStat before, FileStat after) {
    index.rememberTouched(path, before, after, nowNanos());
  }

  /** The hash of a file that looks like this, if it is known beyond doubt. */
  public Optional<ContentHash> trusted(Path path, FileStat found) {
    return index.trusted(path, found);
  }

  /** Of which chunks the contents are made that this node read or received. */
  public ChunkMemory chunks() {
    return index.chunks();
  }

  /** Remembers a file that this node has just put there itself, durably. */
  public void remember(Path path, FileStat found, ContentHash hash) {
    index.rememberDurable(path, found, hash, nowNanos());
  }

  /** Remembers that a folder got another name, with all that is in it. */
  public void rememberMoved(Path from, Path to) {
    index.rename(from, to);
  }

  /** Whether a file looks as it did when it was last read or put there; true where unknown. */
  public boolean looksUntouched(Path path, FileStat found) {
    return index.looksUntouched(path, found);
  }

  /** The content that a file had when it was last read or put in place here. */
  public Optional<ContentHash> last(Path path) {
    return index.last(path);
  }

  /** Saves what was remembered. */
  @Override
  public void close() {
    index.close();
  }

  /**
   * One look at the disk: what it found out on the way. What a folder needs is done by helpers, who
   * are left behind where it does not answer.
   */
  private final class Look implements AutoCloseable {
    private final View view;
    private final Consumer<Path> folders;
    private final boolean whole;
    private final List<Queue<ScanTree.File>> vanished = new ArrayList<>();
    private final List<Queue<Reason>> unwritable = new ArrayList<>();
    private Optional<ForkJoinPool> helpers = Optional.empty();
    private final Queue<ScanTree.File> unread = new ConcurrentLinkedQueue<>();
    private final AtomicLong filesRead = new AtomicLong();
    private final Set<Path> restless = ConcurrentHashMap.newKeySet();
    private long patienceNanos = PATIENCE_NANOS;

    Look(View view, Consumer<Path> folders, boolean whole) {
      this.whole = whole;
      this.view = view;
      this.folders = folders;
    }

    /** The whole of a root. */
    ScanTree root(Root root, Optional<ScanTree> before) {
      FolderWalk walk = new FolderWalk(view, this::sight, this::owner, folders, steps);
      Optional<ScanTree> found = help(root.path(), walk, () -> whole(walk, root, before));
      found.ifPresent(seen -> vanished.add(walk.vanished()));
      found.ifPresent(seen -> unwritable.add(walk.unwritable()));
      return found.orElseGet(() -> hangs(root));
    }

    private ScanTree whole(FolderWalk walk, Root root, Optional<ScanTree> before) {
      if (root.index() == 0) {
        owners.serviceOwns(root.path());
      }
      return walk.root(root, before);
    }

    /** One name in a folder. */
    void again(ScanTrees.NetworkState place) {
      FolderWalk walk = new FolderWalk(view, this::sight, this::owner, folders, steps);
      Root root = seen.root(place.at());
      Optional<Optional<ScanTree>> found = help(root.path(), walk, () -> walk.again(place));
      if (found.isPresent()) {
        vanished.add(walk.vanished());
        place.replace(found.get());
      } else {
        seen.put(root, hangs(root));
      }
    }

    private ScanTree hangs(Root root) {
      EntryPath at = new EntryPath(root.index(), "");
      Reason problem = HangingFolders.problem(root.path());
      return new ScanTree.Missed(at, problem, false, Optional.empty());
    }

    /** Does that in a folder of the set; empty if it does not answer. */
    private <T> Optional<T> help(Path root, FolderWalk walk, Callable<T> work) {
      if (hanging.hangs(root)) {
        return Optional.empty();
      }
      ForkJoinPool pool =
          helpers.orElseGet(() -> new ForkJoinPool(Runtime.getRuntime().availableProcessors()));
      helpers = Optional.of(pool);
      try {
        Optional<T> done =
            hanging.await(root, pool.submit(work), steps::sum, () -> walk.where().orElse(root));
        if (done.isEmpty()) {
          close();
        }
        return done;
      } catch (ExecutionException e) {
        throw new IllegalStateException("a look at " + root + " failed", HangingFolders.failure(e));
      }
    }

    @Override
    public void close() {
      helpers.ifPresent(ForkJoinPool::shutdown);
      helpers = Optional.empty();
    }

    private ScanTree sight(
        OpenFolder in, Path path, EntryPath at, FileStat found, Optional<ScanTree> before) {
      Optional<ContentHash> known = whole ? Optional.empty() : index.trusted(path, found);
      if (known.isPresent()) {
        return new ScanTree.File(
            entry(path, at, found, known.get()), found, true, Optional.empty());
      }
      Optional<OpenFile> open = open(in, path, found);
      if (open.isPresent()
          && before.orElse(null) instanceof ScanTree.File was
          && isRead(was)
          && was.looksAs(found)
          && !was.open().orElse(OpenFile.UNREAD).isDue(System.nanoTime())) {
        return was.withMode(found.mode());
      }
      ScanTree.File file =
          new ScanTree.File(entry(path, at, found, ContentHash.NONE), found, false, open);
      if (view == View.RECEIVER) {
        return readNow(path, file);
      }
      unread.add(file);
      return file;
    }

    /** Whether it is open for writing, or may be and was touched so lately that it matters. */
    private Optional<OpenFile> open(OpenFolder in, Path path, FileStat found) {
      boolean open =
          switch (in.writers(path.getFileName())) {
            case NONE -> false;
            case SOME -> true;
            case UNKNOWN -> found.touchedNanos() > nowNanos() - ContentIndex.WRITTEN_BACK_NANOS;
          };
      return open ? Optional.of(OpenFile.UNREAD) : Optional.empty();
    }

    private FileEntry entry(Path path, EntryPath at, FileStat found, ContentHash hash) {
      return FileEntry.file(at, found.size(), found.modifiedNanos(), found.mode(), hash)
          .withOwner(owner(path, found));
    }

    /** To the primary it is told whose everything is. */
    private Owner owner(Path path, FileStat found) {
      return view == View.RECEIVER ? owners.of(path, found) : owners.carriedOf(path, found);
    }

    Scan finish() {
      recogniseMoved();
      if (view == View.SENDER) {
        unread.stream()
            .filter(file -> !isRead(file) && !QuietFiles.isLongQuiet(file.found(), nowNanos()))
            .forEach(this::waitUntilQuiet);
      }
      lookedAtNanos = nowNanos();
      ScanTree.Collected all = seen.collect();
      unwritable.forEach(several -> several.forEach(all.problems()::add));
      return new Scan(
          Manifest.ofSorted(all.entries()),
          all.unknown(),
          all.problems().list(),
          filesRead.get(),
          all.undated(),
          restless);
    }

    /** Files that vanished under one name and came under another have not changed. */
    private void recogniseMoved() {
      Map<Integer, ScanTree.File> gone = new HashMap<>();
      for (ScanTree.File file : vanished.stream().flatMap(Queue::stream).toList()) {
        if (file.isSettled()) {
          gone.put(file.identity(), file);
        }
        if (seen.file(file.at()).isEmpty()) {
          index.forget(seen.path(file.at()));
        }
      }
      for (ScanTree.File file : unread) {
        ScanTree.File was = gone.get(file.identity());
        if (was == null || !file.isSameFile(was)) {
          continue;
        }
        if (file.looksAs(was.found())) {
          ContentHash hash = was.entry().hash();
          boolean sure =
              index.remember(
                  seen.path(file.at()), file.found(), hash, nowNanos(), file.open().isPresent());
          file.learn(file.entry().withHash(hash), sure);
        } else {
          readMoved(file, was.entry().hash());
        }
      }
    }

    /** Another name moves the change time, and so does an edit: only the content tells. */
    private void readMoved(ScanTree.File file, ContentHash hash) {
      Path path = seen.path(file.at());
      FolderWalk none = new FolderWalk(view, this::sight, this::owner, folders, steps);
      Optional<ScanTree> now = help(seen.root(file.at()).path(), none, () -> readNow(path, file));
      if (now.orElse(null) instanceof ScanTree.File read
          && read.entry().hash().equals(hash)
          && file.looksAs(read.found())) {
        file.learn(read.entry(), read.isSettled());
        read.open().ifPresent(file::open);
      }
    }

    /** Leaves out for now what somebody goes on writing. */
    private void waitUntilQuiet(ScanTree.File file) {
      // There is none in a folder that was left behind meanwhile.
      seen.placeOf(file.at()).ifPresent(place -> replace(place, () -> quiet(place.path(), file)));
    }

    /** Puts what a helper finds there in its place. */
    private void replace(ScanTrees.NetworkState place, Callable<Optional<ScanTree>> work) {
      Root root = seen.root(place.at());
      FolderWalk none = new FolderWalk(view, this::sight, this::owner, folders, steps);
      help(root.path(), none, work)
          .ifPresentOrElse(place::replace, () -> seen.put(root, hangs(root)));
    }

    private Optional<ScanTree> quiet(Path path, ScanTree.File file) {
      try {
        FileStat found = file.found();
        long wait = QuietFiles.waitNanos(path, found, nowNanos());
        while (wait > 0 && wait <= patienceNanos) {
          patienceNanos -= wait;
          LockSupport.parkNanos(wait);
          found = FileStat.at(path);
          wait = QuietFiles.waitNanos(path, found, nowNanos());
        }
        if (found.type() != FileStat.Type.FILE || wait > 0) {
          restless.add(path);
          return Optional.of(unreadable(file, changing(path)));
        }
        if (file.looksAs(found)) {
          return Optional.of(file);
        }
        FileEntry now = entry(path, file.at(), found, ContentHash.NONE);
        return Optional.of(new ScanTree.File(now, found, false, file.open()));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      } catch (IOException e) {
        return Optional.of(unreadable(file, cannotBeRead(path, e)));
      }
    }

    void read(ScanTree.File file) {
      seen.placeOf(file.at())
          .ifPresent(
              place ->
                  replace(
                      place,
                      () -> {
                        ScanTree now = readNow(place.path(), file);
                        if (now instanceof ScanTree.Missed) {
                          restless.add(place.path());
                        }
                        return Optional.of(now);
                      }));
    }

    private ScanTree readNow(Path path, ScanTree.File file) {
      try {
        FileStat before = file.found();
        // What is to be sent must have been quiet before it was read: it waits for the next look.
        int attempts = view == View.SENDER ? 1 : ATTEMPTS;
        for (int attempt = 0; attempt < attempts; attempt++) {
          long startedNanos = nowNanos();
          long beganNanos = System.nanoTime();
          ContentHash hash = hash(path, before.size());
          filesRead.incrementAndGet();
          FileStat after = FileStat.at(path);
          if (after.sameContentAs(before)) {
            boolean sure = index.remember(path, after, hash, startedNanos, file.open().isPresent());
            long now = System.nanoTime();
            return new ScanTree.File(
                entry(path, file.at(), after, hash),
                after,
                sure,
                file.open().map(open -> new OpenFile(now, now - beganNanos)));
          }
          before = after;
        }
        return unreadable(file, changing(path));
      } catch (IOException e) {
        return unreadable(file, cannotBeRead(path, e));
      }
    }

    /** To the primary it does not exist for now; the secondary tells that something is there. */
    private ScanTree unreadable(ScanTree.File file, Reason problem) {
      Optional<FileEntry> shown =
          view == View.RECEIVER ? Optional.of(file.entry()) : Optional.empty();
      return new ScanTree.Missed(file.at(), problem, true, shown);
    }
  }

  private static boolean isRead(ScanTree.File file) {
    return !file.entry().hash().equals(ContentHash.NONE);
  }

  private static Reason changing(Path path) {
    return Reason.of(ReasonCode.ENTRY_CHANGES)
        .with("path", path.toString())
        .and(Reason.of(ReasonCode.COMES_NEXT_CYCLE));
  }

  private static Reason cannotBeRead(Path path, IOException cause) {
    return Reason.of(ReasonCode.ENTRY_UNREAD)
        .with("path", path.toString())
        .with("why", Causes.of(cause));
  }

  private ContentHash hash(Path path, long size) throws IOException {
    try (ReadableByteChannel opened = source.open(path)) {
      ReadableByteChannel channel = stepping(opened);
      if (size <= Chunker.MIN_BYTES) {
        ByteBuffer content = ByteBuffer.allocate((int) size + 1);
        int read = 0;
        while (content.hasRemaining() && read >= 0) {
          read = channel.read(content);
        }
        return ContentReader.hash(Arrays.copyOf(content.array(), content.position()));
      }
      Optional<ChunkList> older = index.last(path).flatMap(chunks()::find);
      ChunkList.Read read = new ContentReader().read(channel, older, ContentReader.NOWHERE);
      read.chunks().ifPresent(chunks()::remember);
      return read.hash();
    }
  }

  /** A long file is read for long: each piece of it says that it gets on. */
  private ReadableByteChannel stepping(ReadableByteChannel channel) {
    return new ReadableByteChannel() {
      @Override
      public int read(ByteBuffer into) throws IOException {
        steps.increment();
        return channel.read(into);
      }

      @Override
      public boolean isOpen() {
        return channel.isOpen();
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  private long nowNanos() {
    Instant now = clock.instant();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }
}
