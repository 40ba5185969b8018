package org.sbs.core.health;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * One way to find out whether the protected service does its work, and does not merely run (R7.3).
 * Immutable.
 */
public sealed interface HealthCheck {
  /** Which form it has. */
  Kind kind();

  /** What is asked, as the settings name it. */
  String target();

  /** When it is done, and what counts. */
  Pace pace();

  /** Answers by the form of the check. */
  <T> T choose(Cases<T> cases);

  /**
   * For how long, at most, a service hangs before one of the checks says so, in nanoseconds. Checks
   * of the same form are done one after another.
   */
  static long longestNanos(List<HealthCheck> checks) {
    long longest = 0;
    for (HealthCheck check : checks) {
      long turn =
          checks.stream()
              .filter(other -> other.kind() == check.kind())
              .mapToLong(other -> other.pace().withinNanos())
              .sum();
      Pace pace = check.pace();
      long each = Math.max(pace.everyNanos(), turn) + pace.withinNanos();
      longest = Math.max(longest, pace.startNanos() + pace.failures() * each);
    }
    return longest;
  }

  /** The forms, named as in the settings. */
  enum Kind {
    /** A TCP port accepts a connection. */
    TCP,
    /** An HTTP address answers that all is well. */
    HTTP,
    /** A program ends with exit status 0. */
    PROGRAM,
    /** The Label Print Manager answers, and its jobs make progress. */
    JOBS;

    /** As status and history write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * When a check is done, and what counts.
   *
   * @param everySeconds from the beginning of one to that of the next; one that takes longer is
   *     followed by the next at once
   * @param withinSeconds one that takes longer has failed
   * @param failures so many in a row mean that the service hangs
   * @param startSeconds for so long after a start of the service failures do not count, unless the
   *     check has succeeded since the start
   */
  record Pace(int everySeconds, int withinSeconds, int failures, int startSeconds) {
    private static final long SECOND = 1_000_000_000L;

    /** The time between two beginnings. */
    public long everyNanos() {
      return everySeconds * SECOND;
    }

    /** The time limit of one check. */
    public long withinNanos() {
      return withinSeconds * SECOND;
    }

    /** For how long failures do not count after a start. */
    public long startNanos() {
      return startSeconds * SECOND;
    }
  }

  /**
   * An answer for each form.
   *
   * @param <T> the answer
   */
  interface Cases<T> {
    /** A TCP port. */
    T tcp(Tcp check);

    /** An HTTP address. */
    T http(Http check);

    /** A program. */
    T program(Program check);

    /** The jobs of the Label Print Manager. */
    T jobs(Jobs check);
  }

  /**
   * A TCP port accepts a connection.
   *
   * @param host a name or an address, without brackets
   */
  record Tcp(String host, int port, Pace pace) implements HealthCheck {
    /** Checks that there is a host. */
    public Tcp {
      Objects.requireNonNull(host, "host");
    }

    @Override
    public Kind kind() {
      return Kind.TCP;
    }

    @Override
    public String target() {
      return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public <T> T choose(Cases<T> cases) {
      return cases.tcp(this);
    }
  }

  /**
   * An HTTP address answers with a status from 200 to 399.
   *
   * @param url a whole address with http or https
   */
  record Http(String url, Pace pace) implements HealthCheck {
    /** Checks that there is an address. */
    public Http {
      Objects.requireNonNull(url, "url");
    }

    @Override
    public Kind kind() {
      return Kind.HTTP;
    }

    @Override
    public String target() {
      return url;
    }

    @Override
    public <T> T choose(Cases<T> cases) {
      return cases.http(this);
    }
  }

  /**
   * A program ends with exit status 0.
   *
   * @param command the program and its arguments
   */
  record Program(List<String> command, Pace pace) implements HealthCheck {
    /** Copies the list. */
    public Program {
      command = List.copyOf(command);
    }

    @Override
    public Kind kind() {
      return Kind.PROGRAM;
    }

    @Override
    public String target() {
      return String.join(" ", command);
    }

    @Override
    public <T> T choose(Cases<T> cases) {
      return cases.program(this);
    }
  }

  /**
   * The Label Print Manager answers, and none of its sentinels is stuck.
   *
   * @param olderThanSeconds a sentinel that has work and does nothing for longer is stuck
   */
  record Jobs(int olderThanSeconds, Pace pace) implements HealthCheck {
    @Override
    public Kind kind() {
      return Kind.JOBS;
    }

    @Override
    public String target() {
      return olderThanSeconds + " s";
    }

    @Override
    public <T> T choose(Cases<T> cases) {
      return cases.jobs(this);
    }
  }
}
