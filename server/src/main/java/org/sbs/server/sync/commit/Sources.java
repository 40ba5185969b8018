package org.sbs.server.sync.commit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.replica.ChunkList;
import org.sbs.core.replica.ContentHash;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.replica.Owner;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.disk.FileStat;
import org.sbs.server.sync.disk.SecureDirectories;
import org.sbs.server.sync.scan.ContentReader;
import org.sbs.server.sync.scan.FolderScanner;

/**
 * The files of the folder set on this node whose content a cycle uses again. Reached without
 * following a link; the folder that was used last stays open. One thread.
 */
final class Sources implements Closeable {
  private final Destinations places;
  private final FolderScanner scanner;
  private final FolderSet set;
  private ContentReader reader;

  Sources(Disk disk, FolderScanner scanner, FolderSet set, Map<Integer, Path> roots) {
    this.places = new Destinations(disk, "SOURCE", scanner, roots);
    this.scanner = scanner;
    this.set = set;
  }

  /** The file at that place of the set, if it has that content and nothing else. */
  Optional<FileStat> find(EntryPath at, ContentHash content) throws IOException {
    if (!set.folder(at.folder()).map(folder -> folder.holds(at.path(), false)).orElse(false)) {
      return Optional.empty();
    }
    Optional<FileStat> found = look(at).filter(f -> f.type() == FileStat.Type.FILE);
    if (found.isEmpty()) {
      return found;
    }
    Optional<ContentHash> known = scanner.trusted(places.path(at), found.get());
    if (known.isEmpty()) {
      known = read(at, found.get());
    }
    return known.filter(content::equals).isPresent() ? found : Optional.empty();
  }

  /** The chunks of a file that was found. */
  Optional<ChunkList> chunks(EntryPath at, FileStat found, ContentHash content) throws IOException {
    Optional<ChunkList> known = scanner.chunks().find(content);
    if (known.isPresent() || read(at, found).filter(content::equals).isEmpty()) {
      return known;
    }
    return scanner.chunks().find(content);
  }

  /** The chunks of that content, if they are known. */
  Optional<ChunkList> known(ContentHash content) {
    return scanner.chunks().find(content);
  }

  void remember(ChunkList chunks) {
    scanner.chunks().remember(chunks);
  }

  /** Whose a file or folder is that was found. */
  Owner owner(EntryPath at, FileStat found) {
    return scanner.owners().of(places.path(at), found);
  }

  Path path(EntryPath at) {
    return places.path(at);
  }

  FileChannel open(EntryPath at) throws IOException {
    return places.read(at);
  }

  /** Whether the file looks as it was found. */
  boolean isStill(EntryPath at, FileStat found) throws IOException {
    return look(at).filter(found::sameContentAs).isPresent();
  }

  /** The same without the change time. */
  boolean looksStill(EntryPath at, FileStat found) throws IOException {
    return look(at).filter(found::looksLike).isPresent();
  }

  /** Whether that file has other names too. */
  boolean hasOtherNames(EntryPath at) throws IOException {
    return look(at).filter(f -> f.type() == FileStat.Type.FILE && f.names() > 1).isPresent();
  }

  private Optional<FileStat> look(EntryPath at) throws IOException {
    try {
      return places.look(at);
    } catch (NoSuchFileException | SecureDirectories.InTheWay e) {
      return Optional.empty();
    }
  }

  /** Empty if the file changed meanwhile. */
  private Optional<ContentHash> read(EntryPath at, FileStat found) throws IOException {
    long startedNanos = System.nanoTime();
    reader = reader == null ? new ContentReader() : reader;
    ChunkList.Read read;
    try (FileChannel channel = places.read(at)) {
      read = reader.read(channel, Optional.empty(), ContentReader.NOWHERE);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (!isStill(at, found)) {
      return Optional.empty();
    }
    read.chunks().ifPresent(this::remember);
    scanner.rememberRead(places.path(at), found, read.hash(), System.nanoTime() - startedNanos);
    return Optional.of(read.hash());
  }

  @Override
  public void close() throws IOException {
    places.close();
  }
}
