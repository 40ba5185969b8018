package org.sbs.server.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.service.Sentinel;

/**
 * What is known of the service's sentinels: which are to work, how they do, when one that failed is
 * activated again, and what of that is news (R2.4). What is to work is remembered while the service
 * is down, so that it is what works when it runs again, here or on the other node. Safe for any
 * thread; asks nobody.
 */
final class SentinelBoard {
  private static final long FIRST_RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final int DOUBLINGS = 6;

  /** One that comes and goes is told of so often at most, in nanoseconds. */
  static final long TELL_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** After so long without a failure the next retry comes as soon as the first. */
  private static final long GOOD_RUN_NANOS = TimeUnit.MINUTES.toNanos(10);

  /** A sentinel that has failed since the service was started. */
  private static final class Patient {
    boolean fails;
    boolean toldFailing;
    long toldNanos;
    long sinceNanos;
    int tries;
    long nextNanos;
  }

  /** Empty until a service was started here, or the names were listed. */
  private Optional<List<String>> wanted = Optional.empty();

  /** Whether all that is to work has been activated since the start. */
  private boolean begun;

  /** Whether {@code shown} is what the service listed since the start. */
  private boolean told;

  private List<Sentinel> shown = List.of();
  private final Map<String, Reason> refused = new HashMap<>();
  private final Map<String, Patient> patients = new HashMap<>();

  /** The service is started, and those are to work; all of them where none are named. */
  synchronized void starts(Optional<List<String>> names) {
    names.ifPresent(known -> wanted = Optional.of(List.copyOf(known)));
    ended();
  }

  /** The service does not run any more. */
  synchronized void ended() {
    begun = false;
    told = false;
    shown = List.of();
    refused.clear();
    patients.clear();
  }

  /** The service would not activate it. */
  synchronized void refused(String name, Reason why) {
    refused.put(name, why);
  }

  /** The first list after a start: what it says is told by whoever started the service. */
  synchronized SentinelReport begins(List<Sentinel> listed, long now) {
    begun = true;
    take(listed, now);
    patients.values().forEach(patient -> patient.toldFailing = patient.fails);
    return SentinelReport.of(shown);
  }

  /** There is no such list, for the service does not answer. */
  synchronized void beginsUnlisted() {
    begun = true;
  }

  /**
   * A later list; what is worth telling, if there is anything. What is listed while a start is
   * still under way says nothing of what is to work.
   */
  synchronized Optional<Reason> listed(List<Sentinel> listed, long now) {
    if (!begun) {
      return Optional.empty();
    }
    take(listed, now);
    List<Sentinel> failed = new ArrayList<>();
    List<Sentinel> recovered = new ArrayList<>();
    for (Sentinel sentinel : shown) {
      Patient patient = patients.get(sentinel.name());
      if (patient != null
          && patient.fails != patient.toldFailing
          && now - patient.toldNanos >= TELL_NANOS) {
        (patient.fails ? failed : recovered).add(sentinel);
        patient.toldFailing = patient.fails;
        patient.toldNanos = now;
      }
    }
    Reason news =
        told(
                recovered,
                recovered.size() == 1
                    ? ReasonCode.SENTINEL_WORKS_AGAIN
                    : ReasonCode.SENTINELS_WORK_AGAIN)
            .and(told(failed, ReasonCode.SENTINELS_NEWLY_FAILED));
    return news.isEmpty()
        ? Optional.empty()
        : Optional.of(news.and(SentinelReport.of(shown).reason()));
  }

  private static Reason told(List<Sentinel> sentinels, ReasonCode code) {
    return sentinels.isEmpty()
        ? Reason.NONE
        : Reason.of(code).with("names", SentinelReport.names(sentinels));
  }

  private void take(List<Sentinel> listed, long now) {
    List<Sentinel> next = new ArrayList<>();
    Set<String> toWork = new LinkedHashSet<>();
    for (Sentinel sentinel : listed) {
      Sentinel judged = judged(sentinel);
      next.add(judged);
      if (judged.state() == Sentinel.State.INACTIVE) {
        patients.remove(judged.name());
      } else {
        toWork.add(judged.name());
        attend(judged.name(), judged.state() == Sentinel.State.FAILED, now);
      }
    }
    shown = List.copyOf(next);
    told = true;
    wanted = Optional.of(List.copyOf(toWork));
  }

  /** One that would not be activated counts as failed until it works. */
  private Sentinel judged(Sentinel sentinel) {
    if (sentinel.state() != Sentinel.State.INACTIVE) {
      refused.remove(sentinel.name());
      return sentinel;
    }
    Reason why = refused.get(sentinel.name());
    return why == null ? sentinel : new Sentinel(sentinel.name(), Sentinel.State.FAILED, why);
  }

  private void attend(String name, boolean fails, long now) {
    Patient patient = patients.get(name);
    if (patient == null) {
      if (!fails) {
        return;
      }
      patient = new Patient();
      patient.toldNanos = now - TELL_NANOS;
      patients.put(name, patient);
    }
    if (fails == patient.fails) {
      return;
    }
    if (fails) {
      boolean ranWell = now - patient.sinceNanos >= GOOD_RUN_NANOS;
      patient.tries = ranWell ? 0 : patient.tries;
      patient.nextNanos = now + pause(patient);
    }
    patient.fails = fails;
    patient.sinceNanos = now;
  }

  private static long pause(Patient patient) {
    return FIRST_RETRY_NANOS << Math.min(DOUBLINGS, patient.tries);
  }

  /** Those that failed and are to be activated again now. Each counts as tried. */
  synchronized List<String> due(long now) {
    List<String> due = new ArrayList<>();
    patients.forEach(
        (name, patient) -> {
          if (patient.fails && now - patient.nextNanos >= 0) {
            patient.tries++;
            patient.nextNanos = now + pause(patient);
            due.add(name);
          }
        });
    return due;
  }

  /** Whether one that failed is to be activated again now. */
  synchronized boolean isDue(long now) {
    return patients.values().stream()
        .anyMatch(patient -> patient.fails && now - patient.nextNanos >= 0);
  }

  /** As they were listed last, for status; none while the service does not run. */
  synchronized List<Sentinel> shown() {
    return shown;
  }

  /** Whether it was listed since the start what sentinels there are. */
  synchronized boolean isListed() {
    return told;
  }

  /** The names of those that are to work, if that is known. */
  synchronized Optional<List<String>> wanted() {
    return wanted;
  }
}
