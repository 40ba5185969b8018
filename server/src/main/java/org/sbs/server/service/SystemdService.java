package org.sbs.server.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.view.text.ReasonText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A protected service that is a unit of systemd (R7.1), with a unit for each sentinel.
 *
 * <p><b>Manual start (R1.2).</b> {@link #takeControl} looks whether the unit was taken for SBS,
 * which an administrator does once ({@code sbs service take}): it is disabled, tied to SBS's own
 * unit ({@link SystemdDropIn}), and does not start without SBS's permit, whoever asks.
 *
 * <p><b>When SBS dies (R2.7)</b>, kill -9 included, systemd stops the units that are tied to it in
 * the same moment. Where SBS was started without systemd, they run on until SBS is started again
 * and stops them; SBS says so in its log.
 *
 * <p><b>Sentinels</b> are the instances of a template that the unit wants, because they are enabled
 * with {@code WantedBy=} it, and those that systemd has loaded, because they run, say. A failed one
 * comes with the reason.
 *
 * <p><b>Stop.</b> The sentinels first, then the unit. What does not end in time is killed, with all
 * its processes.
 */
public final class SystemdService implements ProtectedService {
  private static final Logger LOG = LoggerFactory.getLogger(SystemdService.class);
  private static final long LOOK_AGAIN_MS = 100;

  private final Systemctl systemctl;
  private final String unit;
  private final Optional<UnitNames> sentinels;
  private final SystemdDropIn tie;
  private final SystemdLimits limits;
  private final AtomicReference<Consumer<Reason>> listener =
      new AtomicReference<>(how -> LOG.error("{}", ReasonText.english().sentence(how)));
  private Optional<SystemdWatch> watch = Optional.empty();
  private volatile boolean tied;

  /**
   * With the unit's name, and the name of a sentinel's unit, which has {@code %s} in the place of
   * the sentinel's own name. Nothing is asked or started.
   */
  public SystemdService(String unit, Optional<String> sentinelUnit) {
    this(unit, sentinelUnit, new Systemctl(), new SystemdDropIn(), SystemdLimits.DEFAULT);
  }

  SystemdService(
      String unit,
      Optional<String> sentinelUnit,
      Systemctl systemctl,
      SystemdDropIn tie,
      SystemdLimits limits) {
    this.unit = unit;
    this.sentinels = sentinelUnit.map(UnitNames::of);
    this.systemctl = systemctl;
    this.tie = tie;
    this.limits = limits;
  }

  /**
   * What SBS lacks to be the only one that starts and stops that unit, a clause with the remedy;
   * empty if nothing. Changes nothing.
   *
   * @throws ServiceException if systemd does not tell
   */
  public static Optional<Reason> missing(String unit, Optional<String> sentinelUnit)
      throws ServiceException {
    return new SystemdControl(new Systemctl(), unit, sentinelUnit.map(UnitNames::of)).missing();
  }

  @Override
  public void takeControl() throws ServiceException {
    tied = new SystemdControl(systemctl, unit, sentinels).take();
    if (isRunning()) {
      LOG.info("The unit {} runs; it is stopped: from now on only SBS starts it.", unit);
    }
    stop();
  }

  @Override
  public void start(long epoch, String reason) throws ServiceException {
    if (systemctl.show(unit).runs()) {
      LOG.info("The unit {} runs already; it is stopped first.", unit);
      stop();
    }
    // A unit that failed too often would not start again for a while.
    systemctl.run(Systemctl.SHORT, "reset-failed", "--", unit);
    if (tied) {
      tie.permitService(epoch, reason);
    }
    try {
      Optional<Reason> said = startUnits(List.of(unit));
      UnitState state = systemctl.show(unit);
      if (!state.isActive()) {
        throw new ServiceException(notStarted(state, said));
      }
      watch = Optional.of(SystemdWatch.begin(systemctl, state, limits, this::died));
    } catch (ServiceException e) {
      try {
        stop();
      } catch (ServiceException alsoNotStopped) {
        e.addSuppressed(alsoNotStopped);
      }
      throw e;
    }
  }

  /** Starts them all, and hands on what systemctl says if not all of them started. */
  private Optional<Reason> startUnits(List<String> units) throws ServiceException {
    List<String> words = new ArrayList<>(List.of("start", "--"));
    words.addAll(units);
    ShortProgram.Outcome outcome = systemctl.run(limits.start(), words.toArray(String[]::new));
    return outcome.status() == 0
        ? Optional.empty()
        : Optional.of(Systemctl.refusal(outcome, words.toArray(String[]::new)));
  }

  private static Reason notStarted(UnitState state, Optional<Reason> said) {
    Reason why = state.why();
    Reason notStarted =
        (why.isEmpty()
                ? Reason.of(ReasonCode.UNIT_NOT_STARTED)
                : Reason.of(ReasonCode.UNIT_NOT_STARTED_BECAUSE).with("why", why))
            .with("unit", state.id())
            .with("state", state.words());
    return notStarted.and(said.orElse(Reason.NONE));
  }

  @Override
  public void stop() throws ServiceException {
    watch.ifPresent(SystemdWatch::end);
    watch = Optional.empty();
    if (tied) {
      tie.withdraw();
    }
    if (sentinels.isPresent()) {
      stopUnits(sentinels.get().pattern());
    }
    stopUnits(unit);
  }

  /** When this returns, none of them runs: nothing of it can print another label. */
  private void stopUnits(String pattern) throws ServiceException {
    Optional<ServiceException> failure = Optional.empty();
    try {
      // Without waiting for SBS's own end, for which the unit waits when both are to stop.
      systemctl.demand(limits.stop(), "stop", "--job-mode=ignore-dependencies", "--", pattern);
    } catch (ServiceException e) {
      failure = Optional.of(e);
    }
    if (running(pattern).isEmpty()) {
      return;
    }
    LOG.warn(
        "{}The unit {} does not stop in time and is killed.",
        failure.map(e -> e.getMessage() + " ").orElse(""),
        pattern);
    systemctl.run(Systemctl.SHORT, "kill", "--signal=SIGKILL", "--", pattern);
    List<UnitState> left = awaitEnd(pattern, limits.kill());
    if (!left.isEmpty()) {
      throw new ServiceException(
          Reason.of(ReasonCode.UNIT_MAY_RUN)
              .with("unit", left.get(0).id())
              .with("state", left.get(0).words())
              .and(failure.map(ServiceException::reason).orElse(Reason.NONE)));
    }
  }

  private List<UnitState> running(String pattern) throws ServiceException {
    return systemctl.showAll(List.of(pattern)).stream().filter(UnitState::runs).toList();
  }

  private List<UnitState> awaitEnd(String pattern, Duration limit) throws ServiceException {
    long begin = System.nanoTime();
    while (true) {
      List<UnitState> left = running(pattern);
      if (left.isEmpty() || System.nanoTime() - begin >= limit.toNanos()) {
        return left;
      }
      try {
        Thread.sleep(LOOK_AGAIN_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ServiceException(Reason.of(ReasonCode.SERVICE_NOT_AWAITED), e);
      }
    }
  }

  @Override
  public void kill() {
    Threads.start(
        "kill",
        () -> {
          try {
            if (tied) {
              tie.withdraw();
            }
            if (sentinels.isPresent()) {
              String pattern = sentinels.get().pattern();
              systemctl.run(Systemctl.SHORT, "kill", "--signal=SIGKILL", "--", pattern);
            }
            systemctl.run(Systemctl.SHORT, "kill", "--signal=SIGKILL", "--", unit);
          } catch (ServiceException e) {
            LOG.error("The unit {} could not be killed: {}", unit, e.getMessage());
          }
        });
  }

  @Override
  public boolean isRunning() {
    try {
      return systemctl.show(unit).runs()
          || (sentinels.isPresent() && !running(sentinels.get().pattern()).isEmpty());
    } catch (ServiceException e) {
      LOG.warn("Whether the unit {} runs is not known: {}", unit, e.getMessage());
      return true;
    }
  }

  @Override
  public List<Sentinel> list() throws ServiceException {
    if (sentinels.isEmpty()) {
      return List.of();
    }
    UnitNames names = sentinels.get();
    Map<String, Sentinel> found = new LinkedHashMap<>();
    UnitState service = systemctl.show(unit);
    List<String> units = new ArrayList<>(List.of(names.pattern()));
    units.addAll(service.words("Wants"));
    units.addAll(service.words("Requires"));
    units.subList(1, units.size()).removeIf(each -> names.sentinel(each).isEmpty());
    for (UnitState state : systemctl.showAll(units)) {
      names.sentinel(state.id()).ifPresent(name -> found.put(name, sentinel(name, state)));
    }
    // systemd may not have forgotten yet that it was asked about the template.
    found.remove(SystemdControl.ANY_SENTINEL);
    return found.values().stream().sorted(Comparator.comparing(Sentinel::name)).toList();
  }

  /**
   * {@inheritDoc} Those that systemd would start with the unit, because they are enabled for it,
   * and those that run.
   */
  @Override
  public List<String> own() throws ServiceException {
    UnitState service = systemctl.show(unit);
    List<String> enabled = new ArrayList<>(service.words("Wants"));
    enabled.addAll(service.words("Requires"));
    Set<String> own = new TreeSet<>();
    for (Sentinel sentinel : list()) {
      boolean usable = sentinel.why().isEmpty();
      if (sentinel.state() != Sentinel.State.INACTIVE
          || (usable && enabled.contains(sentinels.orElseThrow().unit(sentinel.name())))) {
        own.add(sentinel.name());
      }
    }
    return List.copyOf(own);
  }

  private static Sentinel sentinel(String name, UnitState state) {
    Reason why = state.why();
    return switch (state.get("ActiveState")) {
      case "active", "reloading" -> new Sentinel(name, Sentinel.State.ACTIVE, Reason.NONE);
      case "failed" -> new Sentinel(name, Sentinel.State.FAILED, why);
      case "activating" ->
          why.isEmpty()
              ? new Sentinel(name, Sentinel.State.ACTIVE, Reason.of(ReasonCode.UNIT_IS_STARTING))
              : new Sentinel(
                  name,
                  Sentinel.State.FAILED,
                  Reason.of(ReasonCode.UNIT_STARTED_AGAIN).with("why", why));
      default -> new Sentinel(name, Sentinel.State.INACTIVE, unusable(state));
    };
  }

  private static Reason notActive(UnitState state) {
    Reason why = state.why().isEmpty() ? unusable(state) : state.why();
    return why.isEmpty()
        ? Reason.of(ReasonCode.UNIT_IS_IN_STATE).with("state", state.words())
        : why;
  }

  private static Reason unusable(UnitState state) {
    return switch (state.get("LoadState")) {
      case "loaded" -> Reason.NONE;
      case "masked" -> Reason.of(ReasonCode.SENTINEL_UNIT_MASKED);
      case "not-found" -> Reason.of(ReasonCode.SENTINEL_UNIT_ABSENT);
      default -> Reason.of(ReasonCode.SENTINEL_UNIT_UNUSABLE);
    };
  }

  @Override
  public void activate(List<String> names) throws ServiceException {
    if (names.isEmpty()) {
      return;
    }
    UnitNames units =
        sentinels.orElseThrow(
            () -> new ServiceException(Reason.of(ReasonCode.SENTINEL_UNIT_MISSING)));
    Map<String, String> wanted = new LinkedHashMap<>();
    names.forEach(name -> wanted.put(units.unit(name), name));
    systemctl.run(Systemctl.SHORT, "reset-failed", "--", units.pattern());
    if (tied) {
      tie.permitSentinels();
    }
    startUnits(List.copyOf(wanted.keySet()))
        .ifPresent(
            said -> LOG.warn("Not all sentinels started: {}", ReasonText.english().sentence(said)));
    long count = 0;
    Reason failed = Reason.NONE;
    for (UnitState state : systemctl.showAll(List.copyOf(wanted.keySet()))) {
      if (!state.isActive()) {
        count++;
        failed =
            failed.and(
                Reason.of(ReasonCode.SENTINEL_FAILED)
                    .with("name", wanted.getOrDefault(state.id(), state.id()))
                    .with("why", notActive(state)));
      }
    }
    if (count > 0) {
      throw new ServiceException(
          Reason.of(ReasonCode.SENTINELS_NOT_STARTED)
              .with("some", count)
              .with("all", (long) names.size())
              .with("names", failed));
    }
  }

  @Override
  public boolean deactivate(List<String> names) throws ServiceException {
    for (String name : names) {
      if (sentinels.isPresent()) {
        stopUnits(sentinels.get().unit(name));
      }
    }
    return sentinels.isPresent();
  }

  @Override
  public Optional<String> runId() throws ServiceException {
    return Optional.of(systemctl.show(unit).get("InvocationID")).filter(id -> !id.isEmpty());
  }

  @Override
  public boolean reload() throws ServiceException {
    List<UnitState> all = new ArrayList<>(List.of(systemctl.show(unit)));
    if (sentinels.isPresent()) {
      all.addAll(running(sentinels.get().pattern()));
    }
    if (!all.stream().allMatch(state -> state.get("CanReload").equals("yes"))) {
      return false;
    }
    List<String> words = new ArrayList<>(List.of("reload", "--"));
    all.forEach(state -> words.add(state.id()));
    systemctl.demand(limits.start(), words.toArray(String[]::new));
    return true;
  }

  @Override
  public void onDeath(Consumer<Reason> whom) {
    listener.set(whom);
  }

  private void died(Reason how) {
    listener.get().accept(how);
  }

  @Override
  public void close() {
    try {
      stop();
    } catch (ServiceException e) {
      LOG.error("The service was not stopped: {}", e.getMessage());
    }
  }
}
