package org.sbs.server.sync.disk;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbs.core.replica.PathRules;
import org.sbs.server.files.OpenFolder;
import org.sbs.server.sync.record.KeptList;
import org.sbs.server.sync.versions.VersionListWriter;

/**
 * Where lies in a folder of the set what one cycle replaced and deleted there (R4.11): in a
 * reserved folder, in it one of the cycle, in that a list and numbered folders. On the file system
 * of what is kept, so that keeping is a rename or a second name and never a copy.
 *
 * @param root the folder of the set
 * @param cycle the number of the cycle
 * @param name of the cycle's staging folder, which makes the number unique
 */
public record VersionsFolder(Path root, long cycle, String name) {
  public static final int PER_FOLDER = 256;
  private static final String LIST = "list";
  private static final String STAGED = "kept";
  private static final Pattern NAME = Pattern.compile("(\\d{1,18})-([0-9a-f]{8})");

  public static Path base(Path root) {
    return root.resolve(PathRules.VERSIONS);
  }

  /** Gives what version 0.1.0 kept in a folder of the set its present place. */
  public static void takeFormer(Path root, Disk disk) throws IOException {
    Path former = root.resolve(PathRules.FORMER_VERSIONS);
    Disk inSet = disk.inSet();
    if (inSet.isFolder(former) && inSet.look(base(root)).isEmpty()) {
      inSet.move("VERSIONS", former, base(root));
    }
  }

  public Path path() {
    return base(root).resolve(cycle + "-" + name);
  }

  /**
   * Where an entry of the list lies, counted from 0. So few names in a folder fit into the room
   * that it got when it was made: keeping needs none on a disk that has become full since.
   */
  static String place(int number) {
    return number / PER_FOLDER + "/" + number % PER_FOLDER;
  }

  public Path file(int number) {
    return path().resolve(place(number));
  }

  public static Path list(Path folder) {
    return folder.resolve(LIST);
  }

  /** What was kept; empty for what a deletion that did not come to its end has left. */
  public Optional<KeptList> read(Disk disk) throws IOException {
    return new RecordFile(disk.inSet(), list(path())).read(KeptList.parser());
  }

  /** All in a folder of the set, in no order; what has another name there is nobody's. */
  public static List<VersionsFolder> allIn(Disk disk, Path root) throws IOException {
    Disk inSet = disk.inSet();
    List<VersionsFolder> all = new ArrayList<>();
    if (!inSet.isFolder(base(root))) {
      return all;
    }
    try (OpenFolder base = inSet.openFolder(base(root))) {
      for (Path name : base.names()) {
        parse(root, name.toString()).ifPresent(all::add);
      }
    } catch (NoSuchFileException e) {
      return all;
    }
    return all;
  }

  public static Optional<VersionsFolder> parse(Path root, String text) {
    Matcher matcher = NAME.matcher(text);
    return matcher.matches()
        ? Optional.of(new VersionsFolder(root, Long.parseLong(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  /** Where it waits in a cycle's staging folder. */
  static Path staged(Path root, String staging) {
    return Staging.cycleFolder(root, staging).resolve(STAGED);
  }

  /** Makes the folder of a cycle, beside what is staged; see {@link VersionListWriter}. */
  public static Path stage(Staging staging, Path root) throws IOException {
    requireFree(staging.disk(), root);
    return staging.newSideFolder(root, STAGED);
  }

  /** Makes the numbered folder in which that entry and some that follow it will lie. */
  public static void stagePart(Staging staging, Path root, int number) throws IOException {
    Path unused = staging.newSideFolder(root, STAGED + "/" + number / PER_FOLDER);
  }

  /** Whether {@link #publish} has something to do. */
  public boolean isStaged(Disk disk) throws IOException {
    return disk.inSet().isFolder(staged(root, name));
  }

  /**
   * Puts what {@link #stage} made in place; no error if that is done.
   *
   * @return the folders whose lists of names changed
   */
  public List<Path> publish(Disk disk) throws IOException {
    Path staged = staged(root, name);
    Disk inSet = disk.inSet();
    if (!isStaged(inSet)) {
      return List.of(base(root), staged.getParent());
    }
    requireFree(inSet, root);
    if (inSet.look(base(root)).isEmpty()) {
      inSet.createFolder("KEEP-FOLDER", base(root));
    }
    inSet.move("KEEP", staged, path());
    return List.of(root, base(root), staged.getParent());
  }

  private static void requireFree(Disk disk, Path root) throws IOException {
    Path base = base(root);
    Optional<FileStat> there = disk.look(base);
    if (there.isPresent() && there.get().type() != FileStat.Type.FOLDER) {
      throw new IOException(
          base + " is in the way: SBS keeps there what it replaces; move it away");
    }
  }
}
