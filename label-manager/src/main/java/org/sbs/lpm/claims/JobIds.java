package org.sbs.lpm.claims;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes job identities. Thread safe. */
public final class JobIds {
  private static final int DIGITS = 36;

  /** As many as six digits can say. */
  private static final long RANDOM_PARTS = 2_176_782_336L;

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
    // Put together by hand, because formatters are a twentieth of all work for a small file.
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    int date = now.getYear() * 10_000 + now.getMonthValue() * 100 + now.getDayOfMonth();
    int minutes = now.getHour() * 100 + now.getMinute();
    int millis = now.getSecond() * 1000 + now.getNano() / 1_000_000;
    return date
        + "T"
        + digits(minutes, 10_000)
        + digits(millis, 100_000)
        + "-"
        + digits(number, 10_000)
        + "-"
        + letters();
  }

  private static String digits(int number, int limit) {
    return Integer.toString(limit + number).substring(1);
  }

  private String letters() {
    long part = Math.floorMod(random.nextLong(), RANDOM_PARTS);
    return Long.toString(RANDOM_PARTS + part, DIGITS).substring(1);
  }
}
