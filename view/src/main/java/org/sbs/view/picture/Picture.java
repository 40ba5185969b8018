package org.sbs.view.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.view.status.NodeStatus;
import org.sbs.view.status.NodeStatus.SentinelStatus;

/**
 * The one picture of the state that dialog, tray, command line, mail and metrics show (R9.7). It
 * answers: are labels printing, and would they if this PC died? Immutable.
 *
 * @param severity how soon somebody should look: that of the worst row, and of the headline
 * @param headline the answer, one clause
 * @param troubles what is not as it should be, the most urgent first
 */
public record Picture(Severity severity, Reason headline, List<Trouble> troubles) {
  /** Copies the list. */
  public Picture {
    troubles = List.copyOf(troubles);
  }

  /** Of a node that runs. */
  public static Picture of(NodeStatus status) {
    List<Trouble> troubles = new ArrayList<>();
    service(status, troubles);
    readiness(status, troubles);
    folders(status.sync(), troubles);
    rest(status, troubles);
    troubles.sort(Comparator.comparing(Trouble::severity).reversed());
    Headline headline = headline(status);
    Severity worst =
        troubles.stream().map(Trouble::severity).reduce(headline.severity(), Severity::or);
    return new Picture(worst, headline.text(), troubles);
  }

  /**
   * Of a node that does not run.
   *
   * @param why it ended, as it said last; empty if it never ran
   */
  public static Picture stopped(Optional<Reason> why) {
    List<Trouble> troubles = new ArrayList<>();
    Remedy next = why.filter(Picture::isOfOtherKey).isPresent() ? Remedy.JOIN : Remedy.START;
    troubles.add(
        Trouble.of(Severity.WARNING, why.orElse(Reason.of(ReasonCode.NEVER_STARTED)), next));
    return new Picture(Severity.WARNING, Reason.of(ReasonCode.HEADLINE_STOPPED), troubles);
  }

  /** Of a node that may run, and does not answer. */
  public static Picture silent(Reason why) {
    return new Picture(
        Severity.WARNING,
        Reason.of(ReasonCode.HEADLINE_SILENT),
        why.isEmpty() ? List.of() : List.of(Trouble.of(Severity.WARNING, why)));
  }

  private record Headline(Severity severity, Reason text) {
    static Headline of(Severity severity, ReasonCode code) {
      return new Headline(severity, Reason.of(code));
    }
  }

  private static Headline headline(NodeStatus status) {
    return switch (status.role()) {
      case "primary" -> serving(status);
      case "secondary" -> standby(status);
      case "stopped" -> Headline.of(Severity.WARNING, ReasonCode.HEADLINE_STOPPED);
      default ->
          status.peer().role().filter("primary"::equals).isPresent()
              ? Headline.of(Severity.NOTICE, ReasonCode.HEADLINE_STARTING)
              : Headline.of(Severity.WARNING, ReasonCode.HEADLINE_STARTING_ALONE);
    };
  }

  private static Headline serving(NodeStatus status) {
    if (!prints(status.service())) {
      return Headline.of(Severity.CRITICAL, ReasonCode.HEADLINE_NOT_PRINTING);
    }
    // Of a service that has no sentinels nobody knows whether labels come out of it.
    boolean labels = !status.service().sentinels().isEmpty();
    if (status.readiness().ready()) {
      return Headline.of(
          Severity.OK,
          labels ? ReasonCode.HEADLINE_PRINTING_READY : ReasonCode.HEADLINE_SERVING_READY);
    }
    boolean alone =
        !status.peer().connected() || status.peer().role().filter("secondary"::equals).isEmpty();
    if (alone) {
      return Headline.of(
          Severity.WARNING,
          labels ? ReasonCode.HEADLINE_PRINTING_ALONE : ReasonCode.HEADLINE_SERVING_ALONE);
    }
    return Headline.of(
        Severity.WARNING,
        labels ? ReasonCode.HEADLINE_PRINTING_UNREADY : ReasonCode.HEADLINE_SERVING_UNREADY);
  }

  private static Headline standby(NodeStatus status) {
    boolean ready = status.readiness().ready() && status.peer().connected();
    return new Headline(
        ready ? Severity.OK : Severity.WARNING,
        Reason.of(ready ? ReasonCode.HEADLINE_STANDBY_READY : ReasonCode.HEADLINE_STANDBY_UNREADY)
            .with("host", status.peer().host().orElse(status.peer().address())));
  }

  /** Whether the service runs and something of it works, as far as it tells. */
  private static boolean prints(NodeStatus.Service service) {
    return service.running()
        && (service.sentinels().isEmpty()
            ? !service.listsSentinels()
            : service.sentinels().stream().anyMatch(SentinelStatus::active));
  }

  private static void service(NodeStatus status, List<Trouble> troubles) {
    NodeStatus.Service service = status.service();
    if (status.role().equals("primary") && service.running()) {
      List<SentinelStatus> all = service.sentinels();
      long failed = all.stream().filter(sentinel -> sentinel.problem().isPresent()).count();
      boolean none = all.stream().noneMatch(SentinelStatus::active);
      if (failed > 0) {
        troubles.add(
            Trouble.of(
                none ? Severity.CRITICAL : Severity.WARNING,
                Reason.of(ReasonCode.SENTINELS_FAILED_OF)
                    .with("failed", failed)
                    .with("all", (long) all.size())));
      } else if (none && !all.isEmpty()) {
        troubles.add(Trouble.of(Severity.CRITICAL, Reason.of(ReasonCode.NO_SENTINEL_ACTIVE)));
      } else if (all.isEmpty() && service.listsSentinels()) {
        troubles.add(Trouble.of(Severity.CRITICAL, Reason.of(ReasonCode.NO_SENTINEL_DEFINED)));
      }
    }
    Severity severity =
        status.role().equals("primary") && !service.running()
            ? Severity.CRITICAL
            : Severity.WARNING;
    service.problems().forEach(problem -> add(troubles, Trouble.of(severity, problem)));
  }

  private static void readiness(NodeStatus status, List<Trouble> troubles) {
    status.readiness().reasons().stream()
        .filter(reason -> !isToldOtherwise(reason.code()))
        .map(reason -> Trouble.of(severity(status, reason), reason, remedy(reason)))
        .forEach(trouble -> add(troubles, trouble));
  }

  /** Those are counted, and have rows of their own in every list of sentinels. */
  private static boolean isToldOtherwise(ReasonCode code) {
    return switch (code) {
      case SENTINEL_IN_TROUBLE, NO_SENTINEL_ACTIVE, NO_SENTINEL_DEFINED -> true;
      default -> false;
    };
  }

  /** Two nodes that both serve and do not know one another print each label twice. */
  private static Severity severity(NodeStatus status, Reason reason) {
    boolean both = reason.code() == ReasonCode.PEER_KEY_OTHER && status.role().equals("primary");
    return both ? Severity.CRITICAL : Severity.WARNING;
  }

  /** Started again it would end again, until the key is entered. */
  private static boolean isOfOtherKey(Reason reason) {
    return reason.has(ReasonCode.WITNESS_KEY_OTHER) || reason.has(ReasonCode.DIAL_WRONG_KEY);
  }

  private static Remedy remedy(Reason reason) {
    if (isOfOtherKey(reason)) {
      return Remedy.JOIN;
    }
    return switch (reason.code()) {
      case PEER_KEY_OTHER, KEY_LEAKED, KEY_IN_USE_ALONE -> Remedy.JOIN;
      case NO_TAKEOVER_BEFORE -> Remedy.RESUME;
      case SETTINGS_NOT_IN_USE -> Remedy.RELOAD;
      case LICENCE_HOLDS -> Remedy.SHOW_LICENCE;
      case FOLDER_AWAITS_CONSENT_HERE -> Remedy.SHOW_OFFERS;
      case SERVICE_FAILED_LATELY -> Remedy.SHOW_HISTORY;
      default -> Remedy.CHECK;
    };
  }

  private static void folders(NodeStatus.Sync sync, List<Trouble> troubles) {
    if (sync.heldDeletes() > 0) {
      add(
          troubles,
          Trouble.of(
              Severity.WARNING,
              Reason.of(ReasonCode.DELETES_HELD).with("files", sync.heldDeletes()),
              Remedy.ALLOW_DELETES));
    }
    if (sync.conflicts() > 0) {
      add(
          troubles,
          Trouble.of(
              Severity.NOTICE,
              Reason.of(ReasonCode.CONFLICTS_KEPT).with("files", sync.conflicts()),
              Remedy.SHOW_CONFLICTS));
    }
    sync.offers().stream()
        .filter(offer -> offer.node().equals("this") && offer.state().equals("waits"))
        .map(offer -> Trouble.of(Severity.WARNING, offer.why(), Remedy.SHOW_OFFERS))
        .forEach(trouble -> add(troubles, trouble));
    sync.problems().forEach(problem -> add(troubles, Trouble.of(Severity.WARNING, problem)));
  }

  private static void rest(NodeStatus status, List<Trouble> troubles) {
    status
        .mail()
        .problem()
        .ifPresent(
            problem -> add(troubles, Trouble.of(Severity.WARNING, problem, Remedy.TEST_MAIL)));
    status
        .keyChange()
        .ifPresent(change -> add(troubles, Trouble.of(Severity.NOTICE, change.explanation())));
  }

  /** What two parts of a node say alike is one row. */
  private static void add(List<Trouble> troubles, Trouble next) {
    if (troubles.stream().noneMatch(known -> known.what().equals(next.what()))) {
      troubles.add(next);
    }
  }
}
