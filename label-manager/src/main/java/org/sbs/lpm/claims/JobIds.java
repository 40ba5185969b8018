package org.sbs.lpm.claims;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes job identities. Thread safe. */
public final class JobIds {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
  private static final int RANDOM_LETTERS = 6;

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final AtomicInteger count = new AtomicInteger();

  /** The clock only names and sorts; nothing is decided by it. */
  public JobIds(Clock clock) {
    this.clock = clock;
  }

  /** A new identity. */
  public String next() {
    int number = Math.floorMod(count.getAndIncrement(), 10_000);
    // Put together by hand, because String.format is a twentieth of all work for a small file.
    String four = Integer.toString(10_000 + number).substring(1);
    return TIME.format(clock.instant()) + "-" + four + "-" + letters();
  }

  private String letters() {
    StringBuilder text = new StringBuilder(RANDOM_LETTERS);
    for (int i = 0; i < RANDOM_LETTERS; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
