package org.sbs.core.sim;

/**
 * How slowly a node's service and disk work at most, in milliseconds.
 *
 * @param startMillis until the service is reported to run
 * @param stopMillis until it has stopped, unless it is killed
 * @param diskMillis for one write
 */
record NodeSpeed(int startMillis, int stopMillis, int diskMillis) {
  static final NodeSpeed USUAL = new NodeSpeed(300, 300, 15);

  /** Some services take longer than a lease to start or to stop, and some disks nearly so long. */
  static NodeSpeed of(World world, boolean calm) {
    int start = world.chance(25) ? 6000 : 300;
    int stop = world.chance(25) ? 5000 : 300;
    int disk = !calm && world.chance(10) ? 1500 : 15;
    return new NodeSpeed(start, stop, disk);
  }

  /** So much longer than usual the labels may wait. */
  long extraNanos() {
    return 2L * (startMillis + stopMillis + 4L * diskMillis - 660) * World.MILLI;
  }
}
