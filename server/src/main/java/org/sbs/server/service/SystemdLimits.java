package org.sbs.server.service;

import java.time.Duration;

/**
 * How long a unit may take.
 *
 * @param others before a start: how long the systemd of another machine may take to stop the units
 *     of an SBS that was killed there, while this node takes over at once
 * @param start until systemd calls it started; then it is stopped again
 * @param stop until it is killed
 * @param kill from SIGKILL to its end
 * @param look between two looks at the main process of a unit that serves
 * @param ask between two questions to systemd about it
 */
record SystemdLimits(
    Duration others, Duration start, Duration stop, Duration kill, Duration look, Duration ask) {
  static final SystemdLimits DEFAULT =
      new SystemdLimits(
          Duration.ofMillis(500),
          Duration.ofSeconds(30),
          Duration.ofSeconds(SystemdTie.STOP_SECONDS + 5),
          Duration.ofSeconds(5),
          Duration.ofMillis(250),
          Duration.ofSeconds(10));
}
