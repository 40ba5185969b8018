package org.sbs.core.alert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.Event;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Phase;
import org.sbs.core.role.ServiceHealth;
import org.sbs.core.role.Step;

/**
 * Decides which alert is mailed and when: one mail an event, however often it is seen; what comes
 * and goes is told ever more rarely ({@link AlertBackoff}); and one mail when all that was told is
 * over. Time is an argument, and all times are of one monotonic clock. Not for several threads at
 * once.
 */
public final class AlertBook {
  private static final long SECOND = 1_000_000_000L;

  /** What a new primary tells waits so long for its service, that the mail can say how it does. */
  private static final long SERVICE_PATIENCE = 10 * SECOND;

  /** The service lists its sentinels just after it started. */
  private static final long LISTING = SECOND;

  /** So long must all be well before a mail says so. */
  private static final long CALM = 15 * SECOND;

  private static final Reason STILL_STARTING = Reason.of(ReasonCode.SERVICE_STILL_STARTING);

  private record Promotion(Alert alert, long sinceNanos, Optional<Long> runningNanos) {}

  private final Map<String, Long> since = new HashMap<>();
  private final Set<String> toldKeys = new HashSet<>();
  private final Set<String> toldWords = new LinkedHashSet<>();
  private final Map<String, AlertBackoff> paces = new HashMap<>();
  private final Map<String, Alert> waiting = new LinkedHashMap<>();

  private Optional<Promotion> promotion = Optional.empty();
  private Optional<Long> calmSince = Optional.empty();
  private Optional<Long> conflicts = Optional.empty();
  private String copied = "";
  private long copiedNanos;
  private boolean hadSecondary;
  private boolean aloneTold;
  private Reason aloneWhy = Reason.NONE;
  private Reason serviceWhy = STILL_STARTING;

  /** Notes a step of the role machine; {@link #look} tells what came of it. */
  public void stepped(NodeState before, Event event, Step step, long now) {
    Optional<Alert> moment = PointAlerts.of(before, event, step);
    Phase to = step.state().phase();
    boolean servedEpochBegins =
        to instanceof Phase.Serving && !(before.phase() instanceof Phase.Serving);
    if (servedEpochBegins) {
      hadSecondary = false;
      aloneTold = moment.isPresent();
      serviceWhy = STILL_STARTING;
      copiedNanos = now;
      promotion = moment.map(alert -> new Promotion(alert, now, Optional.empty()));
    } else {
      moment.ifPresent(this::happened);
    }
    if (before.phase() instanceof Phase.Serving was && to instanceof Phase.Serving is) {
      if (was.follower().isPresent() && is.follower().isEmpty()) {
        aloneWhy = step.reason();
      }
      if (is.serviceHealth().fails() && !step.reason().isEmpty()) {
        serviceWhy = step.reason();
      }
      if (was.follower().isEmpty() && is.follower().isPresent()) {
        copiedNanos = now;
      }
      hadSecondary |= is.follower().isPresent();
    }
  }

  private void happened(Alert alert) {
    waiting.put(alert.word(), alert);
    paces.merge(
        alert.word(), AlertBackoff.FRESH.happenedAgain(), (old, one) -> old.happenedAgain());
  }

  /** What is to be mailed now. To be asked about once a second. */
  public List<Notice> look(Health health, long now) {
    List<Notice> notices = new ArrayList<>();
    promoted(health, now, notices);
    conflicts(health);
    troubles(health, now);
    waiting.values().stream().toList().forEach(alert -> send(alert, now, notices));
    if (!notices.isEmpty()) {
      // What is told just now is not over just now, however well all looks.
      calmSince = calmSince.map(at -> now);
    }
    normal(health, now).ifPresent(alert -> notices.add(new Notice(alert, 1)));
    return notices;
  }

  /** What must be mailed before SBS ends: what could still have waited for details. */
  public List<Notice> last() {
    List<Notice> notices = new ArrayList<>();
    promotion.ifPresent(promoted -> notices.add(new Notice(promoted.alert(), 1)));
    promotion = Optional.empty();
    return notices;
  }

  private void send(Alert alert, long now, List<Notice> notices) {
    AlertBackoff pace = paces.getOrDefault(alert.word(), AlertBackoff.FRESH);
    if (pace.allows(now)) {
      waiting.remove(alert.word());
      paces.put(alert.word(), pace.sent(now));
      toldWords.add(alert.word());
      notices.add(new Notice(alert, Math.max(1, pace.happened())));
    }
  }

  // ---- a new epoch ----

  private void promoted(Health health, long now, List<Notice> notices) {
    if (promotion.isEmpty()) {
      return;
    }
    Promotion waits = promotion.get();
    boolean serving = health.state().phase() instanceof Phase.Serving;
    boolean runs =
        health.state().phase() instanceof Phase.Serving phase
            && phase.serviceHealth().service() == ServiceHealth.State.RUNNING;
    if (runs && waits.runningNanos().isEmpty()) {
      waits = new Promotion(waits.alert(), waits.sinceNanos(), Optional.of(now));
      promotion = Optional.of(waits);
    }
    boolean listed = waits.runningNanos().filter(at -> now - at >= LISTING).isPresent();
    // A node that handed over mostly comes back at once, as the secondary.
    boolean settled =
        listed && (!(waits.alert() instanceof Alert.HandedOver) || isWell(health.state().phase()));
    if (serving && !settled && now - waits.sinceNanos() < SERVICE_PATIENCE) {
      return;
    }
    promotion = Optional.empty();
    // Takeovers are rare by their own limit (max-takeovers): each is told at once.
    notices.add(new Notice(waits.alert(), 1));
    if (!(waits.alert() instanceof Alert.HandedOver)) {
      toldWords.add(waits.alert().word());
    }
    // That mail tells which sentinels do not work.
    health.failed().forEach(failed -> toldKeys.add("sentinels-failed:" + failed.name()));
    if (!health.failed().isEmpty()) {
      toldWords.add("sentinels-failed");
    }
  }

  // ---- what begins and ends ----

  private void conflicts(Health health) {
    long before = conflicts.orElse(health.conflicts());
    conflicts = Optional.of(health.conflicts());
    if (health.conflicts() > before && health.state().phase() instanceof Phase.Serving) {
      happened(new Alert.ConflictsKept(health.conflicts()));
    }
  }

  private void troubles(Health health, long now) {
    if (!health.copied().equals(copied)) {
      copied = health.copied();
      copiedNanos = now;
    }
    Map<String, ActiveConditions.Trouble> present =
        ActiveConditions.of(
            health,
            new ActiveConditions.AlertMemory(
                now - copiedNanos, hadSecondary, aloneTold, aloneWhy, serviceWhy));
    Set<String> words = new HashSet<>();
    present.values().forEach(trouble -> words.add(trouble.alert().word()));
    since.keySet().retainAll(present.keySet());
    toldKeys.retainAll(present.keySet());
    // What is over before its turn came needs no mail; what happened in an instant still does.
    waiting.values().removeIf(alert -> isTrouble(alert) && !words.contains(alert.word()));
    // What begins at once under several keys, as sentinels do, is one event.
    Map<String, Alert> begin = new LinkedHashMap<>();
    present.forEach(
        (key, trouble) -> {
          long begun = since.computeIfAbsent(key, unseen -> now);
          if (now - begun >= trouble.graceNanos() && toldKeys.add(key)) {
            begin.put(trouble.alert().word(), trouble.alert());
          } else if (waiting.containsKey(trouble.alert().word())) {
            waiting.put(trouble.alert().word(), trouble.alert());
          }
        });
    begin.values().forEach(this::happened);
    calmSince =
        present.isEmpty() && isWell(health.state().phase())
            ? calmSince.or(() -> Optional.of(now))
            : Optional.empty();
  }

  private static boolean isTrouble(Alert alert) {
    return !(alert instanceof Alert.ConflictsKept
        || alert instanceof Alert.TwoPrimaries
        || alert instanceof Alert.OldData);
  }

  /** Whether the pair is as it should be, as far as this node can tell. */
  private static boolean isWell(Phase phase) {
    return phase instanceof Phase.Following
        || (phase instanceof Phase.Serving serving
            && serving.serviceHealth().service() == ServiceHealth.State.RUNNING
            && serving.follower().filter(follower -> follower.current()).isPresent());
  }

  private Optional<Alert> normal(Health health, long now) {
    if (calmSince.filter(at -> now - at >= CALM).isEmpty() || promotion.isPresent()) {
      return Optional.empty();
    }
    if (health.state().phase() instanceof Phase.Following) {
      // Of the rest the primary tells, which this node was when it told of it.
      toldWords.retainAll(Set.of("nobody-serves"));
    }
    List<String> over = List.copyOf(toldWords);
    toldWords.clear();
    return over.isEmpty() || over.equals(List.of("conflicts-kept"))
        ? Optional.empty()
        : Optional.of(new Alert.BackToNormal(over));
  }
}
