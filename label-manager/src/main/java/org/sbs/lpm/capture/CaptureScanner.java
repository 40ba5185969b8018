package org.sbs.lpm.capture;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Watches the files of a capture folder settle: a file is a candidate when its size and time have
 * not changed for a while, as this process saw it, and no process of this machine has it open for
 * writing. Only regular files count, not links. Used by one thread.
 */
public final class CaptureScanner {
  private static final int MOST_STRAYS = 1000;
  private static final long STRAY_NANOS = 5_000_000_000L;

  private final Path folder;
  private final FileMask mask;
  private final long stableNanos;
  private final Order order;
  private final OpenFiles openFiles;
  private Map<String, Seen> seen = new HashMap<>();
  private Map<String, Long> straysSince = new HashMap<>();

  /** In which order files are printed. */
  public enum Order {
    /** By modification time, then by name. */
    OLDEST,
    /** By name. */
    NAME
  }

  /** Watches that folder, which must be an existing one, by its real path. */
  public CaptureScanner(
      Path folder, FileMask mask, int stableMs, Order order, OpenFiles openFiles) {
    this.folder = folder;
    this.mask = mask;
    this.stableNanos = stableMs * 1_000_000L;
    this.order = order;
    this.openFiles = openFiles;
  }

  /**
   * Looks once.
   *
   * @param nowNanos of a monotonic clock
   * @throws IOException if the folder cannot be read
   */
  public Scan scan(long nowNanos) throws IOException {
    Map<String, Seen> now = new HashMap<>();
    List<Candidate> settled = new ArrayList<>();
    Map<String, Long> strays = new HashMap<>();
    List<String> left = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (seen.containsKey(name) || mask.matches(name)) {
          look(file, name, nowNanos, now, settled);
        } else if (isStray(file, name, nowNanos, strays)) {
          left.add(name);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    seen = now;
    straysSince = strays;
    Set<Path> paths = settled.stream().map(Candidate::path).collect(Collectors.toSet());
    Map<Path, String> writers = openFiles.writers(paths);
    List<Candidate> ready =
        settled.stream()
            .filter(candidate -> !writers.containsKey(candidate.path()))
            .sorted(comparator())
            .toList();
    return new Scan(ready, now.size(), ready.size() < now.size(), notes(writers), left);
  }

  /** A file under a name that is not wanted, and that has been there for a while. */
  private boolean isStray(Path file, String name, long nowNanos, Map<String, Long> strays) {
    if (strays.size() >= MOST_STRAYS || name.startsWith(".")) {
      return false;
    }
    Long before = straysSince.get(name);
    if (before == null && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    long since = before == null ? nowNanos : before;
    strays.put(name, since);
    return nowNanos - since >= STRAY_NANOS;
  }

  private void look(
      Path file, String name, long nowNanos, Map<String, Seen> now, List<Candidate> settled)
      throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return;
    }
    if (!attributes.isRegularFile()) {
      return;
    }
    Stamp stamp = Stamp.of(attributes);
    Seen before = seen.get(name);
    Seen current =
        before != null && before.stamp.equals(stamp) ? before : new Seen(stamp, nowNanos);
    now.put(name, current);
    long stable = nowNanos - current.sinceNanos;
    if (stable >= stableNanos) {
      settled.add(new Candidate(file, stamp, stable));
    }
  }

  private Comparator<Candidate> comparator() {
    Comparator<Candidate> byName = Comparator.comparing(Candidate::name);
    return order == Order.NAME
        ? byName
        : Comparator.<Candidate, java.nio.file.attribute.FileTime>comparing(
                candidate -> candidate.stamp().modified())
            .thenComparing(byName);
  }

  private static List<String> notes(Map<Path, String> writers) {
    return writers.entrySet().stream()
        .map(
            e ->
                e.getKey().getFileName()
                    + " waits: process "
                    + e.getValue()
                    + " has it open for writing.")
        .sorted()
        .limit(10)
        .toList();
  }

  /**
   * What one look has found.
   *
   * @param ready candidates in the order in which they are to be printed
   * @param waiting how many wanted files lie there, ready or not
   * @param unsettled whether some of them are not candidates yet
   * @param notes why some wait, in words
   * @param strays names of files that lie there and are not wanted
   */
  public record Scan(
      List<Candidate> ready,
      int waiting,
      boolean unsettled,
      List<String> notes,
      List<String> strays) {}

  private record Seen(Stamp stamp, long sinceNanos) {}
}
