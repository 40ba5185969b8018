package org.sbs.server.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.sbs.core.reason.Reason;
import org.sbs.view.text.ReasonText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A protected service made of programs (R7.1, adapters {@code command} and {@code lpm}).
 *
 * <p><b>Manual start (R1.2).</b> {@link #takeControl} ends a service that runs. That nothing but
 * SBS starts it later is the administrator's part here: the adapter knows no service manager.
 *
 * <p><b>When SBS dies (R2.7)</b>, kill -9 included:
 *
 * <ul>
 *   <li>A program that SBS owns ({@link CommandSpec.Owned}) has a lifeline as its standard input.
 *       Only SBS holds the other end, and the system closes it when SBS ends, however it ends. A
 *       program that ends at the end of its input, as our Label Print Manager does, is gone within
 *       a second. The lifeline needs nothing of the platform: Linux's parent-death signal would be
 *       tied to the thread of the JVM that happened to start the program, and cannot be set from
 *       Java.
 *   <li>A program that ignores its lifeline runs on until SBS is started again: {@link
 *       #takeControl} finds it by its process number and birth, and on Linux, by a mark in their
 *       environment, also those that it started and left behind; it gives them a moment, then kills
 *       them. Elsewhere than on Linux, what an ended program left behind is not found.
 *   <li>A service that is managed elsewhere ({@link CommandSpec.Managed}) is not tied to SBS's life
 *       at all. It runs on until SBS is started again and {@link #takeControl} stops it. Where two
 *       nodes must never serve at once, give it a lifeline or choose another adapter.
 * </ul>
 *
 * <p><b>Stop.</b> An owned program gets SIGTERM (on Windows its lifeline is closed), and after
 * {@link CommandSpec.Limits#stopWait} it is killed. When the program has ended, what it started and
 * left is killed at once.
 *
 * <p><b>List.</b> Each call runs the program: at a hand-over the answer must be the truth of that
 * moment. Who asks often remembers the answer.
 *
 * <p>All commands get {@code SBS_EPOCH} and {@code SBS_REASON} of the last start.
 */
public final class CommandService implements ProtectedService {
  private static final Logger LOG = LoggerFactory.getLogger(CommandService.class);

  private final ServiceForm form;
  private final SentinelPrograms sentinels;
  private final boolean held;
  private final AtomicReference<Consumer<Reason>> listener =
      new AtomicReference<>(how -> LOG.error("{}", ReasonText.english().sentence(how)));
  private volatile Map<String, String> environment = Map.of();

  /**
   * With the programs, and an existing folder in which the adapter keeps the file {@code
   * service.process}. Nothing is started.
   */
  public CommandService(CommandSpec spec, Path stateFolder) {
    this(spec, stateFolder, Optional.empty());
  }

  /** The same, with the Label Print Manager to be asked where it runs. */
  public CommandService(CommandSpec spec, Path stateFolder, Optional<LpmControl> running) {
    CommandSpec.Limits limits = spec.limits();
    held = spec.held();
    form =
        spec.lifecycle()
            .match(
                owned -> new OwnedForm(owned, limits, stateFolder, this::died),
                managed -> new ManagedForm(managed, limits, this::died));
    sentinels =
        new SentinelPrograms(
            spec.list(),
            spec.activate(),
            spec.deactivate(),
            spec.reload(),
            limits.command(),
            running);
  }

  @Override
  public void takeControl() throws ServiceException {
    form.takeControl();
  }

  @Override
  public void start(long epoch, String reason) throws ServiceException {
    environment = Map.of("SBS_EPOCH", Long.toString(epoch), "SBS_REASON", reason);
    form.start(environment, this::list);
  }

  @Override
  public void stop() throws ServiceException {
    form.stop();
  }

  @Override
  public void kill() {
    form.kill();
  }

  @Override
  public boolean isRunning() {
    return form.isRunning();
  }

  @Override
  public List<Sentinel> list() throws ServiceException {
    return sentinels.list(environment);
  }

  /** {@inheritDoc} All of them, where the service starts with each of them held. */
  @Override
  public List<String> own() throws ServiceException {
    return held ? list().stream().map(Sentinel::name).toList() : ProtectedService.super.own();
  }

  @Override
  public void activate(List<String> names) throws ServiceException {
    sentinels.activate(environment, names);
  }

  @Override
  public boolean deactivate(List<String> names) throws ServiceException {
    return sentinels.deactivate(environment, names);
  }

  /** {@inheritDoc} What {@code running} prints, if the service is managed elsewhere. */
  @Override
  public Optional<String> runId() throws ServiceException {
    return form.runId();
  }

  @Override
  public boolean reload() throws ServiceException {
    return sentinels.reload(environment);
  }

  /**
   * {@inheritDoc} The listener must return at once: the adapter can neither start nor stop
   * meanwhile.
   */
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
