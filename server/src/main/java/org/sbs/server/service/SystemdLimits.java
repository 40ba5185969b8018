package org.sbs.server.service;

import java.time.Duration;

/**
 * How long a unit may take.
 *
 * @param start until systemd calls it started; then it is stopped again
 * @param stop until it is killed
 * @param kill from SIGKILL to its end
 * @param look between two looks at the main process of a unit that serves
 * @param ask between two questions to systemd about it
 */
record SystemdLimits(Duration start, Duration stop, Duration kill, Duration look, Duration ask) {
  static final SystemdLimits DEFAULT =
      new SystemdLimits(
          Duration.ofSeconds(30),
          Duration.ofSeconds(SystemdDropIn.STOP_SECONDS + 5),
          Duration.ofSeconds(5),
          Duration.ofMillis(250),
          Duration.ofSeconds(10));
}
