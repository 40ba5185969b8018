package org.sbs.systemtests.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The file in which the services of both nodes note each start and stop, in their true order. */
public final class Journal {
  private final Path file;

  /**
   * One line.
   *
   * @param atMillis wall-clock time, since 1970
   * @param node whose service
   * @param what {@code start} or {@code stop}
   * @param pid of the service
   */
  public record Entry(long atMillis, String node, String what, long pid) {
    /** Whether this is a start. */
    public boolean isStart() {
      return what.equals("start");
    }
  }

  Journal(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  /** All that was noted, oldest first. */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (String line : lines()) {
      String[] words = line.split(" ", -1);
      entries.add(
          new Entry(Long.parseLong(words[0]), words[1], words[2], Long.parseLong(words[3])));
    }
    return entries;
  }

  private List<String> lines() {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new AssertionError("the journal cannot be read", e);
    }
  }

  /** Node and event of each line, as {@code A start}. */
  public List<String> story() {
    return entries().stream().map(entry -> entry.node() + " " + entry.what()).toList();
  }

  /**
   * What {@link #story} tells without the stops: a service that has to end before the lease does is
   * killed where it takes too long, and then notes nothing.
   */
  public List<String> starts() {
    return story().stream().filter(event -> event.endsWith("start")).toList();
  }

  /** Each moment at which a service started while another one ran, in words; best empty. */
  public List<String> overlaps() {
    List<String> overlaps = new ArrayList<>();
    Set<String> running = new LinkedHashSet<>();
    for (Entry entry : entries()) {
      String service = entry.node() + " (process " + entry.pid() + ")";
      if (!entry.isStart()) {
        running.remove(service);
      } else {
        if (!running.isEmpty()) {
          overlaps.add(service + " started at " + entry.atMillis() + " while " + running + " ran");
        }
        running.add(service);
      }
    }
    return overlaps;
  }
}
