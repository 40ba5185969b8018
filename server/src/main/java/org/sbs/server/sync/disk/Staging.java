package org.sbs.server.sync.disk;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.ChunkList;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Owner;
import org.sbs.core.replica.PathRules;
import org.sbs.server.files.ForeignFolderException;
import org.sbs.server.files.OpenFolder;

/**
 * Where one cycle waits for its commit: in each root a reserved folder, in it one of this cycle, in
 * that {@value #FOLDERS} numbered folders with all entries: few, for a file system puts each new
 * folder somewhere else, and files made in many places cost several times as much as files made in
 * one; more than one, so that threads that make files need not wait for one another (decision 005).
 * One thread, but where another is allowed.
 */
public final class Staging {
  static final int FOLDERS = 4;

  /** So many entries are made by one thread, in one folder. */
  private static final int FEW = StageWriters.FEW;

  /** What files get whose source has no permission bits. */
  private static final int DEFAULT_FILE_MODE = 0644;

  /** What folders get whose source has no permission bits. */
  private static final int DEFAULT_FOLDER_MODE = 0755;

  /** A large file is made durable as it comes, in such parts. */
  private static final long FORCE_BYTES = 64L << 20;

  private final Disk disk;
  private final String name;
  private final Map<Path, Integer> counts = new HashMap<>();
  private final Set<Path> roots = new LinkedHashSet<>();
  private final Principals principals = new Principals();

  /** Whose all is that is made in a folder. */
  private final Map<Path, Owner> made = new ConcurrentHashMap<>();

  private final List<Path> toForce = new ArrayList<>();

  public Staging(Disk disk, String name) {
    this.disk = disk.inSet();
    this.name = name;
  }

  /** The disks by which it is staged. */
  Disk disk() {
    return disk;
  }

  /** The name of the cycle's folder. */
  public String name() {
    return name;
  }

  static Path base(Path root) {
    return root.resolve(PathRules.STAGING);
  }

  public static Path cycleFolder(Path root, String name) {
    return base(root).resolve(name);
  }

  /**
   * Where something is staged.
   *
   * @param number by which it is known in the cycle, in its root
   */
  public record NetworkState(Path path, int number) {
    public String relative() {
      return Staging.relative(number);
    }
  }

  /** The name in the cycle's folder of what has that number. */
  public static String relative(int number) {
    int folder = number < FEW ? 0 : number % FOLDERS;
    return folder + "/" + number;
  }

  /** A large file that is being received. */
  public final class StagedFile {
    private final NetworkState place;
    private final FileChannel channel;
    private final StageWriters parts = StageWriters.inOrder();
    private CompletableFuture<Void> forcing = CompletableFuture.completedFuture(null);
    private long unforced;

    private StagedFile(NetworkState place, FileChannel channel) {
      this.place = place;
      this.channel = channel;
    }

    public NetworkState place() {
      return place;
    }

    /** The content must not change from here on. */
    public void write(ByteBuffer content) throws IOException {
      unforced += content.remaining();
      parts.run(() -> disk.writeSparse("STAGE-WRITE", place.path(), channel, content));
      forceEarly();
    }

    /** The next part is zeros. */
    void hole(long length) throws IOException {
      parts.run(() -> Holes.pass(channel, length));
    }

    /**
     * The next part is a part of that file, without what is known to be zeros.
     *
     * @param chunks of that file; a part consists of whole ones
     */
    public void copy(FileChannel from, ChunkList chunks, long offset, long length)
        throws IOException {
      long begin = offset;
      long at = offset;
      for (int i = chunks.beginningAt(offset); i >= 0 && at < offset + length; i++) {
        if (Holes.isZeros(chunks, i)) {
          copy(from, begin, at - begin);
          hole(chunks.length(i));
          begin = at + chunks.length(i);
        }
        at += chunks.length(i);
      }
      copy(from, begin, offset + length - begin);
    }

    /** The next part is a part of that file, which stays open until all is written. */
    public void copy(FileChannel from, long offset, long length) throws IOException {
      long end = offset + length;
      for (long at = offset; at < end; at += FORCE_BYTES) {
        long begin = at;
        long part = Math.min(FORCE_BYTES, end - at);
        parts.run(() -> disk.copy("STAGE-COPY", place.path(), channel, from, begin, part));
        unforced += part;
        forceEarly();
      }
    }

    /** The disk writes while more arrives, so that little is left to wait for at the end. */
    private void forceEarly() throws IOException {
      if (unforced >= FORCE_BYTES && forcing.isDone()) {
        awaitForcing();
        unforced = 0;
        forcing = disk.startForce("STAGE-FORCE", place.path(), channel);
      }
    }

    /** A failure to write is told once, so it must be heard. */
    private void awaitForcing() throws IOException {
      try {
        forcing.join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof UncheckedIOException io
            ? io.getCause()
            : new IOException(place.path() + " could not be made durable", e);
      }
    }

    /** Returns when all that came is written; not yet durable. */
    public void awaitWritten() throws IOException {
      parts.finish();
    }

    /** Gives it its time and permissions. */
    public NetworkState finish(FileEntry entry, boolean keepDate) throws IOException {
      awaitWritten();
      awaitForcing();
      Holes.end(channel);
      channel.close();
      try (OpenFolder folder = disk.openFolder(place.path().getParent())) {
        attributes(folder, place, entry, keepDate);
      }
      noteToForce(place.path());
      return place;
    }

    public void abandon() throws IOException {
      release();
      disk.delete("STAGE-ABANDON", place.path());
    }

    /** Lets go of the file. */
    public void release() throws IOException {
      parts.stop();
      channel.close();
    }
  }

  public StagedFile newFile(Path root) throws IOException {
    NetworkState place = next(root);
    return new StagedFile(place, disk.create("STAGE-CREATE", place.path()));
  }

  /** A place for a file that is written at once, later and by any thread. */
  public NetworkState reserveFile(Path root) throws IOException {
    NetworkState place = next(root);
    noteToForce(place.path());
    return place;
  }

  /** Writes a whole file to its place; any thread. */
  public void write(NetworkState place, ByteString content, FileEntry entry, boolean keepDate)
      throws IOException {
    // Opened once for all that is done with the file: small files come by the million.
    try (OpenFolder folder = disk.openFolder(place.path().getParent())) {
      try (FileChannel channel = disk.create("STAGE-CREATE", folder, place.path())) {
        disk.write("STAGE-WRITE", place.path(), channel, content.asReadOnlyByteBuffer());
      }
      attributes(folder, place, entry, keepDate);
    }
  }

  private void attributes(OpenFolder folder, NetworkState place, FileEntry entry, boolean keepDate)
      throws IOException {
    if (keepDate) {
      disk.setTime("STAGE-TIME", folder, place.path(), entry.modifiedNanos());
    }
    setOwner(folder, place, entry);
    int mode = entry.mode() == 0 ? DEFAULT_FILE_MODE : entry.mode();
    disk.setMode("STAGE-MODE", folder, place.path(), mode);
  }

  /** A second name for a file that loses its own in this cycle. */
  public NetworkState newHardLink(Path root, Path existing) throws IOException {
    NetworkState place = next(root);
    disk.createHardLink("STAGE-HARD-LINK", place.path(), existing);
    return place;
  }

  public NetworkState newLink(Path root, String target) throws IOException {
    NetworkState place = next(root);
    disk.createLink("STAGE-LINK", place.path(), target);
    return place;
  }

  public NetworkState newFolder(Path root, FileEntry entry) throws IOException {
    int mode = entry.mode();
    NetworkState place = next(root);
    disk.createFolder("STAGE-FOLDER", place.path());
    try (OpenFolder folder = disk.openFolder(place.path().getParent())) {
      setOwner(folder, place, entry);
      disk.setMode("STAGE-MODE", folder, place.path(), mode == 0 ? DEFAULT_FOLDER_MODE : mode);
    }
    noteToForce(place.path());
    return place;
  }

  /** What could not be given to its owner. */
  public List<Reason> unowned() {
    return principals.problems();
  }

  private void setOwner(OpenFolder folder, NetworkState place, FileEntry entry) throws IOException {
    if (entry.owner().equals(Owner.ANY)) {
      return;
    }
    Owner now = made.computeIfAbsent(place.path().getParent(), in -> Owners.ask(place.path()));
    principals.give(
        Path.of(entry.at().path()),
        entry.owner(),
        now,
        (user, group) -> disk.setOwner("STAGE-OWNER", folder, place.path(), user, group));
  }

  /** Whether something was staged in that root. */
  public boolean uses(Path root) {
    return roots.contains(root);
  }

  /** Where whole file systems are forced, a million names need not be remembered for it. */
  private void noteToForce(Path path) {
    if (toForce.size() <= DurableBatch.FEW || !disk.canForceAll()) {
      toForce.add(path);
    }
  }

  /** Makes all that was staged durable, once for the cycle. */
  public void makeDurable() throws IOException {
    new DurableBatch(disk, "STAGE-SYNC").force(toForce, roots);
  }

  /**
   * A folder, or one in such a folder, for what is not put in place; durable with all the rest.
   *
   * @param relative no number
   */
  Path newSideFolder(Path root, String relative) throws IOException {
    makeCycleFolder(root);
    Path folder = cycleFolder(root, name).resolve(relative);
    disk.createFolder("STAGE-FOLDER", folder);
    noteToForce(folder);
    return folder;
  }

  /**
   * Makes the cycle's folder in a root in which nothing is staged, so that it is known again after
   * a crash: nobody else can have made one, or move it to another folder.
   */
  public void mark(Path root) throws IOException {
    try {
      makeCycleFolder(root);
    } catch (FileSystemException e) {
      // A disk without room must not keep a cycle from deleting.
      if (disk.look(cycleFolder(root, name)).isEmpty()) {
        roots.remove(root);
      }
    }
  }

  /** Something written in a side folder; it becomes durable with the rest. */
  public void addSideFile(Path file) {
    noteToForce(file);
  }

  private void makeCycleFolder(Path root) throws IOException {
    if (roots.add(root)) {
      makeBase(root);
      Path cycleFolder = cycleFolder(root, name);
      disk.createFolder("STAGE-FOLDER", cycleFolder);
      List.of(root, base(root), cycleFolder).forEach(this::noteToForce);
    }
  }

  private NetworkState next(Path root) throws IOException {
    int count = counts.getOrDefault(root, 0);
    makeCycleFolder(root);
    Path path = cycleFolder(root, name).resolve(relative(count));
    if (count == 0 || (count >= FEW && count < FEW + FOLDERS && count % FOLDERS > 0)) {
      disk.createFolder("STAGE-FOLDER", path.getParent());
      noteToForce(path.getParent());
    }
    counts.put(root, count + 1);
    return new NetworkState(path, count);
  }

  private void makeBase(Path root) throws IOException {
    Path base = base(root);
    Optional<FileStat> there = disk.look(base);
    if (there.isEmpty()) {
      disk.createFolder("STAGE-FOLDER", base);
    } else if (there.get().type() != FileStat.Type.FOLDER) {
      throw new IOException(base + " is in the way: SBS stages there; move it away");
    }
  }

  /** Deletes this cycle's staging folders. */
  public void discard() throws IOException {
    for (Path root : roots) {
      discard(disk, root, name);
    }
  }

  /**
   * Deletes one cycle's staging folder in a root, and the reserved folder if that is empty then.
   */
  public static void discard(Disk disk, Path root, String name) throws IOException {
    Disk inSet = disk.inSet();
    deleteTree(inSet, cycleFolder(root, name));
    if (inSet.isFolder(base(root)) && namesIn(inSet, base(root)).isEmpty()) {
      inSet.delete("CLEAN", base(root));
    }
  }

  /**
   * Deletes everything that was ever staged in a root. What has the name and is not SBS's own is
   * neither used nor deleted: it is moved out of the way.
   *
   * @param disk by way of the root, if that is held open
   * @return a sentence for users if that was so
   */
  public static Optional<Reason> discardAll(Disk disk, Path root) throws IOException {
    try {
      deleteTree(disk, base(root));
      return Optional.empty();
    } catch (ForeignFolderException e) {
      Path aside = setAside(disk, root);
      return Optional.of(
          Reason.of(ReasonCode.STAGING_SET_ASIDE)
              .with("folder", base(root).toString())
              .with("aside", aside.toString()));
    }
  }

  /** Into the other reserved folder, which only SBS's account may enter and which is not copied. */
  private static Path setAside(Disk disk, Path root) throws IOException {
    Disk inSet = disk.inSet();
    Path kept = VersionsFolder.base(root);
    if (inSet.look(kept).isEmpty()) {
      inSet.createFolder("KEEP-FOLDER", kept);
    }
    Path aside = kept.resolve("foreign-" + UUID.randomUUID().toString().substring(0, 8));
    // The folder that it lies in is opened as it is: what it is itself is not asked here.
    try (OpenFolder from = inSet.openFolder(root);
        OpenFolder to = inSet.openFolder(kept)) {
      from.move(base(root).getFileName(), to, aside.getFileName());
    }
    return aside;
  }

  private static List<Path> namesIn(Disk disk, Path folder) throws IOException {
    try (OpenFolder open = disk.openFolder(folder)) {
      return open.names();
    }
  }

  /** Each folder in it is opened in the one that holds it, so nothing outside is ever deleted. */
  public static void deleteTree(Disk disk, Path path) throws IOException {
    Disk inSet = disk.inSet();
    if (inSet.isFolder(path)) {
      try (OpenFolder folder = inSet.openFolder(path)) {
        inSet.deleteContent("CLEAN", folder);
      } catch (NoSuchFileException e) {
        return;
      }
    }
    inSet.delete("CLEAN", path);
  }
}
