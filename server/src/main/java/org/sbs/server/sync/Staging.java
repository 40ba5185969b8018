package org.sbs.server.sync;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.PathRules;

/**
 * Where one cycle waits for its commit: in each root a reserved folder, in it one of this cycle, in
 * that numbered folders with up to {@value #PER_FOLDER} entries each, for large folders are slow.
 * One thread.
 */
final class Staging {
  static final int PER_FOLDER = 256;

  /** What files get whose source has no permission bits. */
  private static final int DEFAULT_FILE_MODE = 0644;

  /** What folders get whose source has no permission bits. */
  private static final int DEFAULT_FOLDER_MODE = 0755;

  private final Disk disk;
  private final String name;
  private final Map<Path, Integer> counts = new HashMap<>();
  private final Set<Path> roots = new LinkedHashSet<>();
  private final List<Path> toForce = new ArrayList<>();

  Staging(Disk disk, String name) {
    this.disk = disk;
    this.name = name;
  }

  /** The name of the cycle's folder. */
  String name() {
    return name;
  }

  static Path base(Path root) {
    return root.resolve(PathRules.STAGING);
  }

  static Path cycleFolder(Path root, String name) {
    return base(root).resolve(name);
  }

  /** A file that is being received. */
  final class StagedFile {
    private final Path path;
    private final String relative;
    private final FileChannel channel;

    private StagedFile(Path path, String relative, FileChannel channel) {
      this.path = path;
      this.relative = relative;
      this.channel = channel;
    }

    void write(ByteBuffer content) throws IOException {
      disk.write("STAGE-WRITE", path, channel, content);
    }

    /** Gives it its time and permissions; answers with its name in the cycle's folder. */
    String finish(FileEntry entry, boolean keepDate) throws IOException {
      channel.close();
      if (keepDate) {
        disk.setTime("STAGE-TIME", path, entry.modifiedNanos());
      }
      disk.setMode("STAGE-MODE", path, entry.mode() == 0 ? DEFAULT_FILE_MODE : entry.mode());
      toForce.add(path);
      return relative;
    }

    void abandon() throws IOException {
      channel.close();
      disk.delete("STAGE-ABANDON", path);
    }

    /** Lets go of the file without touching the disk. */
    void release() throws IOException {
      channel.close();
    }
  }

  StagedFile newFile(Path root) throws IOException {
    String relative = next(root);
    Path path = cycleFolder(root, name).resolve(relative);
    return new StagedFile(path, relative, disk.create("STAGE-CREATE", path));
  }

  String newLink(Path root, String target) throws IOException {
    String relative = next(root);
    disk.createLink("STAGE-LINK", cycleFolder(root, name).resolve(relative), target);
    return relative;
  }

  String newFolder(Path root, int mode) throws IOException {
    String relative = next(root);
    Path path = cycleFolder(root, name).resolve(relative);
    disk.createFolder("STAGE-FOLDER", path);
    disk.setMode("STAGE-MODE", path, mode == 0 ? DEFAULT_FOLDER_MODE : mode);
    toForce.add(path);
    return relative;
  }

  /** Whether something was staged in that root. */
  boolean uses(Path root) {
    return roots.contains(root);
  }

  /** Makes all that was staged durable, once for the cycle. */
  void makeDurable() throws IOException {
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
    toForce.add(folder);
    return folder;
  }

  /** Something written in a side folder; it becomes durable with the rest. */
  void addSideFile(Path file) {
    toForce.add(file);
  }

  private void makeCycleFolder(Path root) throws IOException {
    if (roots.add(root)) {
      makeBase(root);
      Path cycleFolder = cycleFolder(root, name);
      disk.createFolder("STAGE-FOLDER", cycleFolder);
      toForce.addAll(List.of(root, base(root), cycleFolder));
    }
  }

  private String next(Path root) throws IOException {
    int count = counts.getOrDefault(root, 0);
    Path cycleFolder = cycleFolder(root, name);
    makeCycleFolder(root);
    String bucket = Integer.toString(count / PER_FOLDER);
    if (count % PER_FOLDER == 0) {
      disk.createFolder("STAGE-FOLDER", cycleFolder.resolve(bucket));
      toForce.add(cycleFolder.resolve(bucket));
    }
    counts.put(root, count + 1);
    return bucket + "/" + count % PER_FOLDER;
  }

  private void makeBase(Path root) throws IOException {
    Path base = base(root);
    if (!Files.exists(base, LinkOption.NOFOLLOW_LINKS)) {
      disk.createFolder("STAGE-FOLDER", base);
    } else if (!Files.isDirectory(base, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(base + " is in the way: SBS stages there; move it away");
    }
  }

  /** Deletes this cycle's staging folders. */
  void discard() throws IOException {
    for (Path root : roots) {
      discard(disk, root, name);
    }
  }

  /**
   * Deletes one cycle's staging folder in a root, and the reserved folder if that is empty then.
   */
  static void discard(Disk disk, Path root, String name) throws IOException {
    deleteTree(disk, cycleFolder(root, name));
    if (Files.isDirectory(base(root), LinkOption.NOFOLLOW_LINKS) && isEmpty(base(root))) {
      disk.delete("CLEAN", base(root));
    }
  }

  /** Deletes everything that was ever staged in a root. */
  static void discardAll(Disk disk, Path root) throws IOException {
    deleteTree(disk, base(root));
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
      return !content.iterator().hasNext();
    }
  }

  static void deleteTree(Disk disk, Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      List<Path> children = new ArrayList<>();
      try (DirectoryStream<Path> content = Files.newDirectoryStream(path)) {
        content.forEach(children::add);
      } catch (NoSuchFileException e) {
        return;
      }
      for (Path child : children) {
        deleteTree(disk, child);
      }
    }
    disk.delete("CLEAN", path);
  }
}
