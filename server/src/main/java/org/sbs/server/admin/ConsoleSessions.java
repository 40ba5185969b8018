package org.sbs.server.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Who may use the web console: one-time codes, which a command makes, and the sessions that
 * browsers get for them (R9.4). Both are random, bounded in number and in time, and kept in memory
 * only. Any thread.
 */
final class ConsoleSessions {
  static final Duration CODE_LIFE = Duration.ofMinutes(1);
  static final Duration SESSION_LIFE = Duration.ofHours(12);

  /** How long a browser may be away. An open page asks all the time. */
  static final Duration MOST_IDLE = Duration.ofHours(1);

  static final int MOST_CODES = 8;
  static final int MOST_SESSIONS = 16;

  private static final int SECRET_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final LongSupplier nanos;

  // The oldest first; guarded by this.
  private final List<Secret> codes = new ArrayList<>();
  private final List<Secret> sessions = new ArrayList<>();

  ConsoleSessions(LongSupplier nanos) {
    this.nanos = nanos;
  }

  private static final class Secret {
    private final byte[] value;
    private final long since;
    private long used;

    Secret(String value, long now) {
      this.value = value.getBytes(StandardCharsets.UTF_8);
      this.since = now;
      this.used = now;
    }

    boolean is(String given) {
      return MessageDigest.isEqual(value, given.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** A code that opens one session, within {@link #CODE_LIFE}. */
  synchronized String newCode() {
    return add(codes, MOST_CODES);
  }

  /** A session for that code, which is used up; empty if it is not a code, or no longer. */
  synchronized Optional<String> enter(String code) {
    forgetOld();
    return codes.removeIf(known -> known.is(code))
        ? Optional.of(add(sessions, MOST_SESSIONS))
        : Optional.empty();
  }

  /** Whether that is a session; it is used by that. */
  synchronized boolean use(String session) {
    forgetOld();
    for (Secret known : sessions) {
      if (known.is(session)) {
        known.used = nanos.getAsLong();
        return true;
      }
    }
    return false;
  }

  /** Ends a session. */
  synchronized void leave(String session) {
    sessions.removeIf(known -> known.is(session));
  }

  /** Of too many the oldest goes: whoever makes new ones may control the node anyway. */
  private String add(List<Secret> list, int most) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String made = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    list.add(new Secret(made, nanos.getAsLong()));
    if (list.size() > most) {
      list.remove(0);
    }
    return made;
  }

  private void forgetOld() {
    long now = nanos.getAsLong();
    codes.removeIf(code -> now - code.since > CODE_LIFE.toNanos());
    sessions.removeIf(
        session ->
            now - session.since > SESSION_LIFE.toNanos()
                || now - session.used > MOST_IDLE.toNanos());
  }
}
