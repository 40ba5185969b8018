package org.sbs.systemtests.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a run of the bench was asked for, by the system properties {@code bench.*}.
 *
 * @param runs repetitions of each measurement
 * @param millionRuns repetitions of those with a million files
 * @param millionHeap the option for the heap of SBS's nodes in those
 * @param only the workloads to measure, by number
 * @param programs those that take part: sbs, rsync, fsync, unison
 * @param scale 1 for the sizes that the goals speak of; files and bytes shrink with it
 * @param events whether SBS is left to notice the edit of one file by itself
 * @param folder where the trees are made
 */
record BenchOptions(
    int runs,
    int millionRuns,
    String millionHeap,
    Set<Integer> only,
    Set<String> programs,
    double scale,
    boolean events,
    Path folder) {
  private static final int LAST_BY_DEFAULT = 9;

  static BenchOptions read() {
    String only = System.getProperty("bench.only", "");
    Set<Integer> wanted =
        only.isBlank()
            ? IntStream.rangeClosed(1, LAST_BY_DEFAULT).boxed().collect(Collectors.toSet())
            : Arrays.stream(only.split(",", -1))
                .map(number -> Integer.valueOf(number.strip()))
                .collect(Collectors.toSet());
    return new BenchOptions(
        Integer.getInteger("bench.runs", 3),
        Integer.getInteger("bench.million.runs", 1),
        System.getProperty("bench.million.heap", "-Xmx512m"),
        wanted,
        Set.of(System.getProperty("bench.programs", "sbs,rsync,fsync,unison").split(",", -1)),
        Double.parseDouble(System.getProperty("bench.scale", "1")),
        Boolean.getBoolean("bench.events"),
        Path.of(System.getProperty("bench.folder", System.getProperty("java.io.tmpdir"))));
  }

  boolean wantsAny(int from, int to) {
    return IntStream.rangeClosed(from, to).anyMatch(only::contains);
  }

  int scaled(int count) {
    return (int) Math.max(1, Math.round(count * scale));
  }

  long scaledBytes(long bytes) {
    return Math.max(1 << 16, Math.round(bytes * scale));
  }
}
