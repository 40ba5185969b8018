package org.sbs.server.mail;

import java.time.Instant;
import java.util.Objects;

/**
 * One mail. Immutable.
 *
 * @param id its Message-ID without the angle brackets: what arrives twice has it twice
 * @param written when what it tells of happened
 * @param language a tag, as "de"
 * @param body lines ended by line feeds
 */
public record Mail(String id, Instant written, String language, String subject, String body) {
  /** Checks that nothing is missing. */
  public Mail {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(written, "written");
    Objects.requireNonNull(language, "language");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(body, "body");
  }
}
