package org.sbs.systemtests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** What Linux tells of a process in /proc. */
final class Proc {
  private static final double TICKS_A_SECOND = 100;
  private static final int FIELDS_BEFORE = 3;

  private Proc() {}

  /** CPU time of a process and of those of its children that it waited for, in seconds. */
  static double cpuSeconds(long pid) throws IOException {
    return ticks(pid, 14, 17) / TICKS_A_SECOND;
  }

  /** CPU time of the children that a process waited for, in seconds. */
  static double childCpuSeconds(long pid) throws IOException {
    return ticks(pid, 16, 17) / TICKS_A_SECOND;
  }

  /** The sum of some fields of its stat file, numbered as in proc(5). */
  private static long ticks(long pid, int first, int last) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    long sum = 0;
    for (int field = first; field <= last; field++) {
      sum += Long.parseLong(fields[field - FIELDS_BEFORE]);
    }
    return sum;
  }

  /** The most memory that a process ever held, in bytes; 0 if it is gone. */
  static long peakBytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(kib -> Long.parseLong(kib) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException | RuntimeException gone) {
      return 0;
    }
  }

  /** A process and all that descend from it now. */
  static List<Long> family(long pid) {
    List<Long> family = new ArrayList<>();
    Deque<Long> open = new ArrayDeque<>(List.of(pid));
    while (!open.isEmpty()) {
      long next = open.pop();
      family.add(next);
      open.addAll(children(next));
    }
    return family;
  }

  private static List<Long> children(long pid) {
    try {
      String text = Files.readString(Path.of("/proc/" + pid + "/task/" + pid + "/children"));
      return Stream.of(text.strip().split(" ", -1))
          .filter(word -> !word.isEmpty())
          .map(Long::valueOf)
          .toList();
    } catch (IOException gone) {
      return List.of();
    }
  }
}
