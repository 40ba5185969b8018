package org.sbs.server.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The form in which something else runs the service, and SBS starts, stops and asks it. */
final class ManagedForm implements ServiceForm {
  private static final Logger LOG = LoggerFactory.getLogger(ManagedForm.class);
  private static final Duration ASK_AGAIN = Duration.ofMillis(50);
  private static final int RUNS = 0;
  private static final int DOES_NOT_RUN = 1;
  private static final int MOST_RUN_ID = 200;

  private final ShortProgram start;
  private final ShortProgram stop;
  private final ShortProgram running;
  private final CommandSpec.Limits limits;
  private final Consumer<Reason> death;
  private volatile Map<String, String> environment = Map.of();

  /** Counted down when the service is stopped; empty while it does not serve. */
  private Optional<CountDownLatch> watched = Optional.empty();

  ManagedForm(CommandSpec.Managed commands, CommandSpec.Limits limits, Consumer<Reason> death) {
    this.start = program("start", commands.start(), limits);
    this.stop = program("stop", commands.stop(), limits);
    this.running = program("running", commands.running(), limits);
    this.limits = limits;
    this.death = death;
  }

  private static ShortProgram program(
      String name, List<String> command, CommandSpec.Limits limits) {
    return new ShortProgram(name, command, limits.command());
  }

  @Override
  public void takeControl() throws ServiceException {
    stop();
  }

  @Override
  public synchronized void start(Map<String, String> startEnvironment, Probe probe)
      throws ServiceException {
    environment = startEnvironment;
    try {
      start.demand(environment, "");
      awaitReady(probe);
    } catch (ServiceException e) {
      try {
        stop();
      } catch (ServiceException alsoNotStopped) {
        e.addSuppressed(alsoNotStopped);
      }
      throw e;
    }
    CountDownLatch end = new CountDownLatch(1);
    watched = Optional.of(end);
    Threads.start("poll", () -> watch(end));
  }

  private void awaitReady(Probe probe) throws ServiceException {
    long begin = System.nanoTime();
    while (true) {
      Reason why;
      try {
        if (runs()) {
          probe.ask();
          return;
        }
        why = Reason.of(ReasonCode.SERVICE_DOES_NOT_RUN);
      } catch (ServiceException e) {
        why = e.reason();
      }
      if (System.nanoTime() - begin >= limits.ready().toNanos()) {
        throw new ServiceException(
            Reason.of(ReasonCode.SERVICE_NOT_READY)
                .with("seconds", limits.ready().toSeconds())
                .with("why", why));
      }
      pause();
    }
  }

  @Override
  public void kill() {
    // SBS has no process of it in its hands.
  }

  @Override
  public synchronized void stop() throws ServiceException {
    watched.ifPresent(CountDownLatch::countDown);
    watched = Optional.empty();
    if (knownNotToRun()) {
      return;
    }
    Optional<ServiceException> failure = Optional.empty();
    try {
      stop.demand(environment, "");
    } catch (ServiceException e) {
      failure = Optional.of(e);
    }
    long begin = System.nanoTime();
    while (!knownNotToRun()) {
      if (System.nanoTime() - begin >= limits.stopWait().toNanos()) {
        throw new ServiceException(
            Reason.of(ReasonCode.SERVICE_MAY_RUN)
                .with("seconds", limits.stopWait().toSeconds())
                .and(failure.map(ServiceException::reason).orElse(Reason.NONE)));
      }
      pause();
    }
    failure.ifPresent(e -> LOG.warn("The service stopped, though: {}", e.getMessage()));
  }

  private boolean knownNotToRun() {
    try {
      return !runs();
    } catch (ServiceException e) {
      LOG.warn("Whether the service runs is not known: {}", e.getMessage());
      return false;
    }
  }

  private boolean runs() throws ServiceException {
    ShortProgram.Outcome outcome = running.run(environment, "");
    if (outcome.status() != RUNS && outcome.status() != DOES_NOT_RUN) {
      throw running.failed(outcome);
    }
    return outcome.status() == RUNS;
  }

  private void watch(CountDownLatch end) {
    try {
      while (!end.await(limits.poll().toNanos(), TimeUnit.NANOSECONDS)) {
        if (knownNotToRun()) {
          died(end);
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void died(CountDownLatch end) {
    if (watched.equals(Optional.of(end))) {
      watched = Optional.empty();
      death.accept(Reason.of(ReasonCode.SERVICE_SAID_NOT_RUNNING));
    }
  }

  private static void pause() throws ServiceException {
    try {
      Thread.sleep(ASK_AGAIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceException(Reason.of(ReasonCode.SERVICE_NOT_AWAITED), e);
    }
  }

  @Override
  public boolean isRunning() {
    return !knownNotToRun();
  }

  @Override
  public Optional<String> runId() throws ServiceException {
    ShortProgram.Outcome outcome = running.run(environment, "");
    return outcome.status() == RUNS
        ? outcome
            .output()
            .lines()
            .findFirst()
            .map(line -> Words.plain(line.strip(), MOST_RUN_ID))
            .filter(line -> !line.isEmpty())
        : Optional.empty();
  }
}
