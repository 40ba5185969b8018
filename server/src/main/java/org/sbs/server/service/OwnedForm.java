package org.sbs.server.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * The form in which SBS owns the service: a foreground program on a lifeline. The lock serialises
 * starts and stops with the clearing up after a death, which must never meet the next run.
 */
final class OwnedForm implements ServiceForm {
  private static final Duration PROBE_AGAIN = Duration.ofMillis(50);

  private final CommandSpec.Owned commands;
  private final CommandSpec.Limits limits;
  private final OrphanReaper survivors;
  private final Consumer<Reason> death;

  /** The last program that was started, whether it runs or not. */
  private volatile Optional<OwnedProgram> current = Optional.empty();

  /** True from ready until the stop or the death: only then is an end a death. */
  private boolean serving;

  OwnedForm(
      CommandSpec.Owned commands,
      CommandSpec.Limits limits,
      Path stateFolder,
      Consumer<Reason> death) {
    this.commands = commands;
    this.limits = limits;
    this.survivors = new OrphanReaper(stateFolder);
    this.death = death;
  }

  @Override
  public synchronized void takeControl() throws ServiceException {
    stop();
    survivors.takeOver(limits.survivorWait());
  }

  @Override
  public synchronized void start(Map<String, String> environment, Probe probe)
      throws ServiceException {
    if (isRunning()) {
      throw new ServiceException(Reason.of(ReasonCode.SERVICE_RUNS_ALREADY));
    }
    ProcessBuilder builder = new ProcessBuilder(commands.run());
    builder.environment().putAll(environment);
    builder.environment().put(OrphanReaper.VARIABLE, survivors.mark());
    OwnedProgram program = new OwnedProgram(Launch.start("run", builder));
    current = Optional.of(program);
    program.onEnd(how -> ended(program, how));
    try {
      survivors.remember(program.pid());
      awaitReady(program, probe);
      serving = true;
    } catch (ServiceException e) {
      try {
        stop();
      } catch (ServiceException alsoNotStopped) {
        e.addSuppressed(alsoNotStopped);
      }
      throw e;
    }
  }

  private void awaitReady(OwnedProgram program, Probe probe) throws ServiceException {
    try {
      if (commands.saysReady()) {
        CompletableFuture.anyOf(program.ready(), program.ended())
            .get(limits.ready().toNanos(), TimeUnit.NANOSECONDS);
        if (!program.ready().isDone()) {
          throw endedTooEarly(program.ended().join());
        }
      } else {
        awaitAnswer(program, probe);
      }
    } catch (TimeoutException e) {
      throw new ServiceException(
          Reason.of(ReasonCode.SERVICE_NOT_SAID_READY).with("seconds", limits.ready().toSeconds()),
          e);
    } catch (ExecutionException e) {
      throw new ServiceException(
          Reason.of(ReasonCode.SERVICE_NOT_WATCHED).with("words", String.valueOf(e.getCause())), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceException(Reason.of(ReasonCode.SERVICE_START_GIVEN_UP), e);
    }
  }

  private void awaitAnswer(OwnedProgram program, Probe probe)
      throws ServiceException, InterruptedException, ExecutionException {
    long start = System.nanoTime();
    while (true) {
      try {
        probe.ask();
        return;
      } catch (ServiceException notYet) {
        if (System.nanoTime() - start >= limits.ready().toNanos()) {
          throw new ServiceException(
              Reason.of(ReasonCode.SERVICE_NOT_ASKED)
                  .with("seconds", limits.ready().toSeconds())
                  .with("why", notYet.reason()),
              notYet);
        }
      }
      try {
        throw endedTooEarly(program.ended().get(PROBE_AGAIN.toNanos(), TimeUnit.NANOSECONDS));
      } catch (TimeoutException stillRuns) {
        // Then it may become ready yet.
      }
    }
  }

  private static ServiceException endedTooEarly(Reason how) {
    return new ServiceException(Reason.of(ReasonCode.SERVICE_ENDED_EARLY).with("why", how));
  }

  @Override
  public synchronized void stop() throws ServiceException {
    serving = false;
    if (current.isEmpty()) {
      return;
    }
    OwnedProgram program = current.get();
    Set<ProcessHandle> known = new LinkedHashSet<>(ProcessTable.family(program.handle()));
    program.askToEnd();
    ProcessTable.awaitEnd(() -> Set.of(program.handle()), limits.stopWait());
    known.addAll(ProcessTable.family(program.handle()));
    survivors.kill(known);
    program.letGo();
    survivors.forget();
    current = Optional.empty();
  }

  @Override
  public void kill() {
    current.ifPresent(
        program -> {
          ProcessTable.family(program.handle()).forEach(ProcessHandle::destroyForcibly);
          program.handle().destroyForcibly();
        });
  }

  private synchronized void ended(OwnedProgram program, Reason how) {
    if (!serving || !current.equals(Optional.of(program))) {
      return;
    }
    serving = false;
    Reason left = Reason.NONE;
    try {
      survivors.kill(Set.of());
    } catch (ServiceException e) {
      left = e.reason();
    }
    death.accept(Reason.of(ReasonCode.SERVICE_RUNS_NO_MORE).with("how", how).and(left));
  }

  @Override
  public boolean isRunning() {
    return current.map(OwnedProgram::runs).orElse(false);
  }

  /** Nobody else starts a program that SBS owns; one that did would be another program. */
  @Override
  public Optional<String> runId() {
    return Optional.empty();
  }
}
