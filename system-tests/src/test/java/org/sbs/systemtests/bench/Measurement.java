package org.sbs.systemtests.bench;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one run of a tool cost.
 *
 * @param cpuHere CPU seconds of the end with the source
 * @param peakHere bytes of the largest process of that end
 * @param wire bytes both ways, where they could be counted
 * @param problem why the run does not count
 */
record Measurement(
    double seconds,
    double cpuHere,
    double cpuThere,
    long peakHere,
    long peakThere,
    OptionalLong wire,
    Optional<String> problem) {

  Measurement failed(String why) {
    return new Measurement(seconds, cpuHere, cpuThere, peakHere, peakThere, wire, Optional.of(why));
  }

  static Measurement of(
      double seconds, double cpuHere, double cpuThere, MemoryWatch watch, OptionalLong wire) {
    return new Measurement(
        seconds, cpuHere, cpuThere, watch.peakHere(), watch.peakThere(), wire, Optional.empty());
  }

  static Measurement none(String why) {
    return new Measurement(0, 0, 0, 0, 0, OptionalLong.empty(), Optional.of(why));
  }

  boolean counts() {
    return problem.isEmpty();
  }
}
