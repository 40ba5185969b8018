package org.sbs.systemtests.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When the services of both nodes served, by their own word: serving.sh says so every 20 ms, by a
 * clock that all processes of the machine share and nobody sets. Knows nothing of SBS.
 */
public final class ServingLog {
  /** Of a process that writes every 20 ms: so long without a line, it was frozen. */
  private static final long FROZEN_MS = 500;

  private final Path folder;

  /**
   * From one word to a later one.
   *
   * @param beginMs the machine's uptime, in steps of 10 ms
   * @param endMs the last word
   */
  public record Span(String node, long pid, long beginMs, long endMs) {
    private long sharedMs(Span other) {
      return Math.min(endMs, other.endMs) - Math.max(beginMs, other.beginMs);
    }

    @Override
    public String toString() {
      return node + " (process " + pid + ") from " + beginMs + " to " + endMs + " ms";
    }
  }

  ServingLog(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** Where the service of that node writes. */
  Path of(String node) {
    return folder.resolve(node);
  }

  /** Each life of a service, from its first word to its last. */
  public List<Span> lives() {
    return spans(Long.MAX_VALUE);
  }

  /** The same, without the times for which it was frozen. */
  public List<Span> wakingLives() {
    return spans(FROZEN_MS);
  }

  private List<Span> spans(long frozenMs) {
    List<Span> spans = new ArrayList<>();
    for (String node : List.of("A", "B")) {
      Map<Long, Integer> open = new HashMap<>();
      for (String line : lines(node)) {
        // Two numbers: the process, and hundredths of a second.
        String[] words = line.split(" ", -1);
        long pid = Long.parseLong(words[0]);
        long at = Long.parseLong(words[1]) * 10;
        Integer index = open.get(pid);
        if (index == null || at - spans.get(index).endMs() > frozenMs) {
          open.put(pid, spans.size());
          spans.add(new Span(node, pid, at, at));
        } else {
          spans.set(index, new Span(node, pid, spans.get(index).beginMs(), at));
        }
      }
    }
    return spans;
  }

  private List<String> lines(String node) {
    try {
      String all = Files.readString(of(node));
      // The last line may be half written.
      return all.substring(0, all.lastIndexOf('\n') + 1).lines().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new AssertionError("the serving log cannot be read", e);
    }
  }

  /** Each time in which two of these served at once, in words; best empty. */
  public static List<String> overlaps(List<Span> spans) {
    List<String> overlaps = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      for (int j = i + 1; j < spans.size(); j++) {
        long shared = spans.get(i).sharedMs(spans.get(j));
        if (shared > 0) {
          overlaps.add(shared + " ms: " + spans.get(i) + " and " + spans.get(j));
        }
      }
    }
    return overlaps;
  }

  /** For how long two of these served at once, in all. */
  public static long overlapMs(List<Span> spans) {
    long all = 0;
    for (int i = 0; i < spans.size(); i++) {
      for (int j = i + 1; j < spans.size(); j++) {
        all += Math.max(0, spans.get(i).sharedMs(spans.get(j)));
      }
    }
    return all;
  }
}
