package org.sbs.server.node;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sbs.core.licence.LicenceFinding;
import org.sbs.core.licence.LicenceFinding.State;
import org.sbs.core.licence.ServiceStart;
import org.sbs.core.licence.StartPermission;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.Cause;
import org.sbs.server.service.ProtectedService;
import org.sbs.server.service.Sentinel;
import org.sbs.server.service.ServiceException;
import org.sbs.view.status.NodeStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the sentinels of a service that the node's licence does not let work (R7.5), and lets them
 * go as soon as it does. The service itself runs all the same, and so does the role: a licence, and
 * the wall clock that ends it, decide about sentinels only. To be called on the service's thread;
 * {@link #status}, {@link #held} and {@link #permission} on any.
 */
final class LicenceGuard {
  private static final Logger LOG = LoggerFactory.getLogger(LicenceGuard.class);

  private final ProtectedService service;
  private final Supplier<LicenceFinding> licence;
  private final Consumer<Reason> news;
  private volatile LicenceFinding finding;
  private volatile StartPermission permission;
  private volatile Optional<List<String>> held = Optional.empty();
  private ServiceStart start = ServiceStart.DIRECT;
  private Optional<String> run = Optional.empty();
  private Reason told = Reason.NONE;

  /**
   * Over that service.
   *
   * @param licence looks at what is installed, quickly
   * @param news whom to tell what goes into the history
   */
  LicenceGuard(ProtectedService service, Supplier<LicenceFinding> licence, Consumer<Reason> news) {
    this.service = service;
    this.licence = licence;
    this.news = news;
    finding = licence.get();
    permission = StartPermission.of(finding, start);
  }

  private boolean isOff() {
    return finding.state() == State.OFF;
  }

  /** Whether the service runs though SBS did not start it; asked before SBS does. */
  boolean runsPastSbs() {
    return !isOff() && service.isRunning();
  }

  /** SBS has started the service; no sentinel is active yet. */
  void started(Cause cause, boolean ranBefore) {
    if (isOff()) {
      return;
    }
    finding = licence.get();
    run = runId();
    switch (cause) {
      case START -> judge(ServiceStart.DIRECT);
      case TAKEOVER, HANDOVER -> judge(ServiceStart.AFTER_PRIMARY);
      case RESTART -> restarted(ranBefore);
    }
  }

  /** Where it cannot be told now, the next look begins with what it finds. */
  private Optional<String> runId() {
    try {
      return service.runId();
    } catch (ServiceException e) {
      LOG.warn("Whether the service is started by hand cannot be told now: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private void restarted(boolean ranBefore) {
    if (ranBefore) {
      judge(ServiceStart.BY_HAND);
    } else {
      permission =
          StartPermission.of(finding, permission.allowed() ? ServiceStart.CONTINUED : start);
    }
  }

  private void judge(ServiceStart how) {
    start = how;
    permission = StartPermission.of(finding, how);
  }

  /** Keeps these sentinels, which are to work, from working, if the licence says so. */
  Optional<Reason> hold(List<String> wanted) {
    if (permission.allowed()) {
      held = Optional.empty();
      return Optional.empty();
    }
    held = Optional.of(List.copyOf(wanted));
    return Optional.of(holds(wanted, permission));
  }

  /** The sentinels that would work if they were not held. */
  Optional<List<String>> held() {
    return held;
  }

  StartPermission permission() {
    return permission;
  }

  LicenceFinding finding() {
    return finding;
  }

  /** SBS has stopped the service. */
  void stopped() {
    held = Optional.empty();
    run = Optional.empty();
  }

  /** SBS could not start it: perhaps because somebody else has, and holds its place. */
  void startFailed() {
    if (isOff() || StartPermission.of(finding, ServiceStart.BY_HAND).allowed()) {
      return;
    }
    try {
      List<String> working = working();
      if (!working.isEmpty() && service.deactivate(working)) {
        judge(ServiceStart.BY_HAND);
        news.accept(
            Reason.of(ReasonCode.STARTED_PAST_SBS)
                .and(hold(working).orElse(Reason.NONE))
                .and(Reason.of(ReasonCode.STARTED_PAST_SBS_MUST_END)));
      }
    } catch (ServiceException e) {
      LOG.debug("Nothing of the service can be asked.", e);
    }
  }

  /** Tells of a licence that needs attention; now and then, whether or not the service runs. */
  void read() {
    if (isOff()) {
      return;
    }
    finding = licence.get();
    Reason now = finding.remedy().isEmpty() ? Reason.NONE : finding.what().and(finding.remedy());
    if (!now.equals(told) && !now.isEmpty()) {
      news.accept(now);
    }
    told = now;
  }

  /** Starts the service anew with no sentinel active. */
  interface Afresh {
    void start() throws ServiceException;
  }

  /**
   * Looks, every few seconds while the service runs, whether somebody else started it anew, whether
   * the licence has come that lets held sentinels go, and that held ones do not work.
   *
   * @param wanted the sentinels that are to work
   * @param afresh for a service that cannot deactivate sentinels while it runs
   */
  void watch(List<String> wanted, Afresh afresh) {
    if (isOff()) {
      return;
    }
    try {
      Optional<String> now = service.runId();
      if (now.isPresent() && run.isPresent() && !now.equals(run)) {
        judge(ServiceStart.BY_HAND);
        Reason then = hold(wanted).orElse(Reason.of(ReasonCode.LICENCE_ALLOWS_THAT));
        news.accept(Reason.of(ReasonCode.STARTED_PAST_SBS).and(then));
      }
      run = now;
      if (held.isPresent()) {
        letGoOrHold(held.get(), afresh);
      }
    } catch (ServiceException e) {
      LOG.warn("The licence of the service cannot be enforced now: {}", e.getMessage());
    }
  }

  private void letGoOrHold(List<String> names, Afresh afresh) throws ServiceException {
    StartPermission next = StartPermission.of(finding, start);
    permission = next;
    if (next.allowed()) {
      held = Optional.empty();
      if (!names.isEmpty()) {
        service.activate(names);
      }
      news.accept(
          counted(names, ReasonCode.SENTINEL_RELEASED, ReasonCode.SENTINELS_RELEASED)
              .and(finding.what()));
      return;
    }
    List<String> working = working();
    if (working.isEmpty()) {
      return;
    }
    if (!service.deactivate(working)) {
      afresh.start();
      run = runId();
    }
    LOG.warn("These sentinels were activated, and are held again: {}", working);
  }

  private List<String> working() throws ServiceException {
    return service.list().stream()
        .filter(sentinel -> sentinel.state() != Sentinel.State.INACTIVE)
        .map(Sentinel::name)
        .toList();
  }

  /** What is installed and what that means now. */
  NodeStatus.Licence status() {
    LicenceFinding now = finding;
    String kind = now.licence().map(mine -> mine.kind().word()).orElse(isOff() ? "off" : "none");
    Optional<Reason> holds = held.map(names -> holds(names, permission));
    List<Reason> explanation =
        Stream.of(now.what(), now.remedy(), holds.orElse(Reason.NONE))
            .filter(reason -> !reason.isEmpty())
            .toList();
    return new NodeStatus.Licence(kind.toLowerCase(Locale.ROOT), explanation);
  }

  private static Reason holds(List<String> names, StartPermission permission) {
    return counted(names, ReasonCode.SENTINEL_HELD, ReasonCode.SENTINELS_HELD)
        .with("why", permission.why())
        .with("release", permission.release());
  }

  private static Reason counted(List<String> names, ReasonCode one, ReasonCode more) {
    return names.size() == 1 ? Reason.of(one) : Reason.of(more).with("count", names.size());
  }
}
