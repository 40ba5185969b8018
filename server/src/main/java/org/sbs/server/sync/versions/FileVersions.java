package org.sbs.server.sync.versions;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.ContentHash;
import org.sbs.core.replica.Problems;
import org.sbs.server.sync.disk.Causes;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.disk.InSet;
import org.sbs.server.sync.disk.ReplicaFiles;
import org.sbs.server.sync.disk.VersionsFolder;
import org.sbs.server.sync.record.KeptEntry;
import org.sbs.server.sync.record.KeptList;
import org.sbs.server.sync.record.Places;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions of files on this node (R4.11), read from the disk at each call, with or without a
 * running node. Any thread.
 */
public final class FileVersions {
  private static final Logger LOG = LoggerFactory.getLogger(FileVersions.class);
  private static final Pattern ID =
      Pattern.compile("(\\d{1,18}-[0-9a-f]{8})-(\\d{1,9})-(\\d{1,9})");

  private final Disk disk = new Disk();
  private final Path stateFolder;

  /** The versions on the node with that state folder. */
  public FileVersions(Path stateFolder) {
    this.stateFolder = stateFolder;
  }

  /**
   * What can be restored.
   *
   * @param files the newest cycle first, in a cycle by path
   * @param problems what could not be read
   */
  public record Listing(List<FileVersion> files, List<Reason> problems) {
    /** Copies the lists. */
    public Listing {
      files = List.copyOf(files);
      problems = List.copyOf(problems);
    }
  }

  public static String id(VersionsFolder folder, int index, int number) {
    return folder.cycle() + "-" + folder.name() + "-" + index + "-" + number;
  }

  /** Whether that is how an id looks. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /**
   * The newest of what is kept.
   *
   * @param at only what lay there, or below; empty for all
   * @param most no more than so many
   */
  public Listing list(Optional<Path> at, int most) throws IOException {
    return list(file -> at.isEmpty() || file.path().startsWith(at.get()), most);
  }

  /** All versions of one file, the newest first. */
  public Listing versions(Path path) throws IOException {
    return list(file -> file.path().equals(path), Integer.MAX_VALUE);
  }

  private Listing list(Predicate<FileVersion> wanted, int most) throws IOException {
    List<VersionsFolder> folders = new ArrayList<>();
    for (Path root : roots()) {
      folders.addAll(VersionsFolder.allIn(disk, root));
    }
    folders.sort(Comparator.comparingLong(VersionsFolder::cycle).reversed());
    List<FileVersion> files = new ArrayList<>();
    Problems problems = new Problems();
    long lastCycle = Long.MAX_VALUE;
    for (VersionsFolder folder : folders) {
      if (files.size() >= most && folder.cycle() < lastCycle) {
        break;
      }
      lastCycle = folder.cycle();
      try {
        Optional<KeptList> list = folder.read(disk);
        if (list.isPresent()) {
          add(folder, list.get(), wanted, files);
        }
      } catch (IOException e) {
        problems.add(Reason.of(ReasonCode.VERSIONS_UNREADABLE).with("why", Causes.of(e)));
      }
    }
    files.sort(
        Comparator.comparing(FileVersion::cycle)
            .thenComparing(FileVersion::keptAt)
            .reversed()
            .thenComparing(FileVersion::path));
    return new Listing(files.subList(0, Math.min(most, files.size())), problems.list());
  }

  private static void add(
      VersionsFolder folder, KeptList list, Predicate<FileVersion> wanted, List<FileVersion> to)
      throws IOException {
    for (int i = 0; i < list.getEntryCount(); i++) {
      FileVersion file = file(folder, list, i);
      if (wanted.test(file) && InSet.look(file.content()).isPresent()) {
        to.add(file);
      }
    }
  }

  private static FileVersion file(VersionsFolder folder, KeptList list, int number) {
    KeptEntry entry = list.getEntry(number);
    return new FileVersion(
        id(folder, list.getFolder(), number),
        Instant.ofEpochMilli(list.getKeptMillis()),
        list.getCycle(),
        list.getEpoch(),
        entry.getHappened().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        folder.root(),
        folder.root().resolve(entry.getPath()),
        entry.getKind() == org.sbs.server.link.wire.Kind.SYMLINK,
        entry.getSize(),
        entry.getSha256().size() == ContentHash.BYTES
            ? Optional.of(ContentHash.of(entry.getSha256().toByteArray()))
            : Optional.empty(),
        folder.file(number));
  }

  /** The one with that id; empty if there is none, or none any more. */
  public Optional<FileVersion> find(String id) throws IOException {
    Matcher matcher = ID.matcher(id);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int index = Integer.parseInt(matcher.group(2));
    int number = Integer.parseInt(matcher.group(3));
    for (Path root : roots()) {
      VersionsFolder folder = VersionsFolder.parse(root, matcher.group(1)).orElseThrow();
      Optional<KeptList> list = folder.read(disk);
      if (list.isPresent()
          && list.get().getFolder() == index
          && number < list.get().getEntryCount()) {
        FileVersion file = file(folder, list.get(), number);
        return InSet.look(file.content()).map(there -> file);
      }
    }
    return Optional.empty();
  }

  private Collection<Path> roots() throws IOException {
    return ReplicaFiles.places(disk, stateFolder)
        .read(Places.parser())
        .map(places -> places.getRootList().stream().map(Path::of).toList())
        .orElse(List.of());
  }

  /** How many bytes the versions take in these folders of the set. */
  public static long bytes(Disk disk, Collection<Path> roots) {
    long bytes = 0;
    for (Path root : roots) {
      try {
        for (VersionsFolder folder : VersionsFolder.allIn(disk, root)) {
          bytes +=
              folder
                  .read(disk)
                  .map(list -> list.getEntryList().stream().mapToLong(KeptEntry::getSize).sum())
                  .orElse(0L);
        }
      } catch (IOException e) {
        LOG.debug("The versions in {} cannot be counted", root, e);
      }
    }
    return bytes;
  }
}
