package org.sbs.server.sync.commit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbs.core.replica.ContentHash;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.server.files.OpenFolder;
import org.sbs.server.files.RealPath;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.disk.FileStat;
import org.sbs.server.sync.disk.OpenRoots;
import org.sbs.server.sync.disk.Platform;
import org.sbs.server.sync.disk.SecureDirectory;
import org.sbs.server.sync.disk.Staging;
import org.sbs.server.sync.disk.VersionsFolder;
import org.sbs.server.sync.record.Happened;
import org.sbs.server.sync.record.KeptList;
import org.sbs.server.sync.scan.ContentReader;
import org.sbs.server.sync.versions.FileVersion;
import org.sbs.server.sync.versions.VersionAges;
import org.sbs.server.sync.versions.VersionListWriter;

/**
 * Brings one file or link back from the versions, which stay there. What is replaced is itself
 * kept, and no link is followed out of the folder. The root is opened once; what is read and
 * written is read and written in it, and it is compared before anything is put in place (R10.7).
 * One restore, one thread.
 */
public final class Restoring implements Closeable {
  private final OpenRoots held = new OpenRoots();
  private final Disk disk;
  private final FileVersion file;
  private final EntryPath at;
  private final Staging staging;

  /** What is staged here goes in place before the rest is made durable. */
  private final Staging parents;

  Restoring(Disk disk, FileVersion file) {
    this.disk = disk.inSet(held);
    this.file = file;
    this.at = new EntryPath(0, file.root().relativize(file.path()).toString().replace('\\', '/'));
    this.staging = newStaging(this.disk);
    this.parents = newStaging(this.disk);
  }

  private static Staging newStaging(Disk disk) {
    return new Staging(disk, UUID.randomUUID().toString().substring(0, 8));
  }

  /** Copies it to a name that is free. */
  public static void toNewFile(FileVersion file, Path to) throws IOException {
    Path target = to.toAbsolutePath();
    // The user chose the way there; links of other accounts are none of his choice.
    try (OpenRoots held = new OpenRoots();
        OpenFolder folder = OpenFolder.open(RealPath.of(target.getParent()))) {
      held.hold(List.of(file.root()));
      toNewFile(new Disk().inSet(held), file, folder, target.getFileName());
    }
  }

  private static void toNewFile(Disk disk, FileVersion file, OpenFolder folder, Path to)
      throws IOException {
    try {
      if (file.isLink()) {
        folder.makeLink(to, disk.target(file.content()));
        return;
      }
      // Made before it is read, so that nobody else's file is ever written over.
      try (FileChannel channel = folder.create(to)) {
        copy(
            disk,
            file,
            buffer -> {
              while (buffer.hasRemaining()) {
                channel.write(buffer);
              }
            });
        channel.force(true);
      } catch (Damaged e) {
        boolean unused = folder.delete(to);
        throw e;
      }
    } catch (FileAlreadyExistsException e) {
      throw new IOException(
          folder.path().resolve(to) + " is there already; name a file that is not", e);
    }
    FileStat found = kept(disk, file);
    if (Platform.POSIX) {
      folder.setMode(to, found.mode());
    }
    folder.setTime(to, found.modifiedNanos());
  }

  /** The kept content is not what was kept. */
  private static final class Damaged extends IOException {
    private static final long serialVersionUID = 1L;

    Damaged(Path path) {
      super(path + " is not what was kept there: its content has another hash");
    }
  }

  @FunctionalInterface
  private interface Sink {
    void write(ByteBuffer buffer) throws IOException;
  }

  private static FileStat kept(Disk disk, FileVersion file) throws IOException {
    return disk.look(file.content())
        .orElseThrow(() -> new NoSuchFileException(file.content().toString()));
  }

  private static ContentHash copy(Disk disk, FileVersion file, Sink sink) throws IOException {
    ContentHash hash;
    try (ReadableByteChannel from = disk.read(file.content())) {
      // What is written may be written later, so it gets bytes of its own.
      ContentReader.Sink own =
          (bytes, start, length, unused) ->
              sink.write(ByteBuffer.wrap(Arrays.copyOfRange(bytes, start, start + length)));
      hash = new ContentReader().read(from, Optional.empty(), own).hash();
    }
    if (file.hash().isPresent() && !file.hash().get().equals(hash)) {
      throw new Damaged(file.content());
    }
    return hash;
  }

  /** Copies it beside its place: what takes long, and collides with nothing. */
  String stage() throws IOException {
    held.hold(List.of(file.root()));
    if (file.isLink()) {
      return staging.newLink(file.root(), disk.target(file.content()).toString()).relative();
    }
    FileStat found = kept(disk, file);
    Staging.StagedFile staged = staging.newFile(file.root());
    try {
      ContentHash hash = copy(disk, file, staged::write);
      FileEntry entry = FileEntry.file(at, found.size(), found.modifiedNanos(), found.mode(), hash);
      return staged.finish(entry, true).relative();
    } finally {
      staged.release();
    }
  }

  /** Puts it in place; no commit may run meanwhile. */
  void putInPlace(String staged, long cycle, long epoch, Clock clock, VersionAges ages)
      throws IOException {
    held.requireSame();
    try (SecureDirectory folder = openParent()) {
      Optional<FileStat> there = disk.look("RESTORE-LOOK", folder, at.name());
      FileStat.Type type = there.map(FileStat::type).orElse(FileStat.Type.FILE);
      if (type == FileStat.Type.FOLDER || type == FileStat.Type.OTHER) {
        throw new IOException(
            file.path() + " is no file now; restore to another name with --to FILE");
      }
      VersionsFolder kept = new VersionsFolder(file.root(), cycle, staging.name());
      boolean keeps = there.isPresent() && ages.keepsAnything();
      if (keeps) {
        try (VersionListWriter list = new VersionListWriter(disk, staging, file.root())) {
          int unused =
              list.add(
                  VersionPlan.entry(at, there.get(), Optional.empty())
                      .setHappened(Happened.RESTORED_OVER)
                      .build());
          list.end(
              KeptList.newBuilder()
                  .setCycle(cycle)
                  .setEpoch(epoch)
                  .setKeptMillis(clock.millis())
                  .setCountedMillis(ages.countedMillis())
                  .setRoot(file.root().toString())
                  .build());
        }
      }
      staging.makeDurable();
      held.requireSame();
      if (keeps) {
        kept.publish(disk);
        disk.linkOut("RESTORE-KEEP", folder, at.name(), kept.file(0));
        disk.force("RESTORE-SYNC", kept.file(0).getParent());
        disk.force("RESTORE-SYNC", VersionsFolder.base(file.root()));
      }
      Path from = Staging.cycleFolder(file.root(), staging.name()).resolve(staged);
      disk.place("RESTORE-PLACE", from, folder, at.name());
      disk.force("RESTORE-SYNC", file.path().getParent());
    }
  }

  /** The folder that it lay in; made where it is gone. */
  private SecureDirectory openParent() throws IOException {
    String parent = at.parent().map(EntryPath::path).orElse("");
    String reached = "";
    for (String name : parent.isEmpty() ? new String[0] : parent.split("/", -1)) {
      try (SecureDirectory above = disk.open("RESTORE-OPEN", file.root(), reached)) {
        if (above.look(name).isEmpty()) {
          FileEntry entry = FileEntry.folder(at.parent().orElseThrow(), 0);
          String made = parents.newFolder(file.root(), entry).relative();
          Path from = Staging.cycleFolder(file.root(), parents.name()).resolve(made);
          disk.place("RESTORE-PLACE", from, above, name);
          disk.force("RESTORE-SYNC", above.path());
        }
      }
      reached = reached.isEmpty() ? name : reached + "/" + name;
    }
    try {
      return disk.open("RESTORE-OPEN", file.root(), parent);
    } catch (NoSuchFileException e) {
      throw new IOException(file.path().getParent() + " is not there any more", e);
    }
  }

  /** Throws away what was staged. */
  @Override
  public void close() throws IOException {
    try (held) {
      parents.discard();
      staging.discard();
    }
  }
}
