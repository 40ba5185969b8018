package org.sbs.view.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.FolderFilter;

/**
 * What of a folder belongs to the set, found by the filters' own rules on the disk. Bounded: a
 * glance, not a scan.
 *
 * @param items the first of them, sorted by path; those left out too
 * @param files that belong to the set, as far as it was looked
 * @param bytes of these
 * @param leftOut files and folders that the filters leave out, as far as it was looked
 * @param whole whether all of the folder was looked at
 * @param problem why it could not be looked at
 */
public record Preview(
    List<Item> items,
    long files,
    long bytes,
    long leftOut,
    boolean whole,
    Optional<Reason> problem) {
  /** Nothing was looked at. */
  public static final Preview NONE = new Preview(List.of(), 0, 0, 0, true, Optional.empty());

  private static final int MOST_ITEMS = 300;
  private static final int MOST_LOOKS = 50_000;

  /** Copies the list. */
  public Preview {
    items = List.copyOf(items);
  }

  /**
   * A file, link or folder.
   *
   * @param path relative to the folder; a folder's ends with a slash
   * @param taken whether it belongs to the set
   */
  public record Item(String path, boolean taken) {}

  /**
   * Looks at a folder.
   *
   * @param stop asked between files: whether nobody waits for it any more
   * @throws org.sbs.core.reason.ReasonException for a pattern that can match nothing
   */
  public static Preview of(
      String path, List<String> include, List<String> exclude, BooleanSupplier stop) {
    Folder folder = Folder.of(1, path, new FolderFilter(include, exclude));
    Path root = Path.of(path);
    if (!Files.isDirectory(root)) {
      return new Preview(
          List.of(), 0, 0, 0, true, Optional.of(Reason.of(ReasonCode.FOLDER_NOT_THERE_YET)));
    }
    Walk walk = new Walk(folder, stop);
    try {
      walk.look(root, "");
    } catch (IOException | UncheckedIOException | DirectoryIteratorException e) {
      return walk.found(
          Optional.of(
              Reason.of(ReasonCode.FOLDER_NOT_READ).with("why", String.valueOf(e.getMessage()))));
    }
    return walk.found(Optional.empty());
  }

  private static final class Walk {
    private final Folder folder;
    private final BooleanSupplier stop;
    private final List<Item> items = new ArrayList<>();
    private int looks;
    private long files;
    private long bytes;
    private long leftOut;

    Walk(Folder folder, BooleanSupplier stop) {
      this.folder = folder;
      this.stop = stop;
    }

    Preview found(Optional<Reason> problem) {
      boolean whole = looks < MOST_LOOKS && items.size() < MOST_ITEMS;
      return new Preview(items, files, bytes, leftOut, whole, problem);
    }

    void look(Path at, String prefix) throws IOException {
      List<Path> entries = new ArrayList<>();
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(at)) {
        for (Path entry : stream) {
          if (looks >= MOST_LOOKS || stop.getAsBoolean()) {
            break;
          }
          looks++;
          entries.add(entry);
        }
      }
      entries.sort(null);
      for (Path entry : entries) {
        entry(entry, prefix + entry.getFileName());
      }
    }

    private void entry(Path entry, String relative) throws IOException {
      BasicFileAttributes seen =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      boolean taken = folder.holds(relative, seen.isDirectory());
      if (!seen.isDirectory()) {
        add(relative, taken);
        files += taken ? 1 : 0;
        bytes += taken && seen.isRegularFile() ? seen.size() : 0;
        leftOut += taken ? 0 : 1;
      } else if (folder.mayHoldBelow(relative)) {
        look(entry, relative + "/");
      } else {
        add(relative + "/", false);
        leftOut++;
      }
    }

    private void add(String path, boolean taken) {
      if (items.size() < MOST_ITEMS) {
        items.add(new Item(path, taken));
      }
    }
  }
}
