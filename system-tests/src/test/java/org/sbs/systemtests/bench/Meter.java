package org.sbs.systemtests.bench;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** Measures one run of a tool. */
final class Meter {
  private final BenchNetwork network;

  Meter(BenchNetwork network) {
    this.network = network;
  }

  /** What is measured. */
  interface Work {
    void run(MemoryWatch watch) throws IOException;
  }

  private record Reading(double cpuHere, double cpuThere, OptionalLong wire) {}

  /** Runs it; a failure is part of what is returned. */
  Measurement measure(Tool tool, Work work) throws IOException {
    Ends ends = tool.ends();
    Reading before = read(ends);
    long nanos;
    MemoryWatch watch = new MemoryWatch(ends);
    try (watch) {
      long begin = System.nanoTime();
      work.run(watch);
      nanos = System.nanoTime() - begin;
    } catch (IOException e) {
      return Measurement.none(String.valueOf(e.getMessage()));
    }
    Reading after = read(tool.ends());
    return Measurement.of(
        nanos / 1e9,
        after.cpuHere() - before.cpuHere(),
        after.cpuThere() - before.cpuThere(),
        watch,
        after.wire().isPresent()
            ? OptionalLong.of(after.wire().getAsLong() - before.wire().getAsLong())
            : OptionalLong.empty());
  }

  /** The clients of a tool are children of this process, and nothing else of it ends meanwhile. */
  private Reading read(Ends ends) throws IOException {
    double clients = Proc.childCpuSeconds(ProcessHandle.current().pid());
    return new Reading(clients + cpu(ends.here()), cpu(ends.there()), network.wireBytes());
  }

  private static double cpu(List<Long> processes) throws IOException {
    double sum = 0;
    for (long pid : processes) {
      sum += Proc.cpuSeconds(pid);
    }
    return sum;
  }
}
