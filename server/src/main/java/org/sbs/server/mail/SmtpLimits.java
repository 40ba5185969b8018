package org.sbs.server.mail;

import java.time.Duration;

/**
 * How long a mail server may take.
 *
 * @param connect to take the connection
 * @param answer to answer, each time
 */
record SmtpLimits(Duration connect, Duration answer) {
  static final SmtpLimits DEFAULT = new SmtpLimits(Duration.ofSeconds(10), Duration.ofSeconds(30));
}
