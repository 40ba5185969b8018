package org.sbs.server.node;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Phase;
import org.sbs.core.role.Phase.LeaveStep;
import org.sbs.core.role.Phase.Purpose;
import org.sbs.core.settings.Settings;
import org.sbs.server.service.Hook;
import org.sbs.server.service.ServiceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the users' programs at role changes (R7.4), one after the other, on a thread of its own:
 * nothing waits for them but the end of SBS.
 *
 * <p>{@code on-promote} begins when the node has become primary, just before the service is
 * started, and runs beside that. {@code on-demote} begins when the service is stopped, and once
 * when SBS starts: after a crash, what the last {@code on-promote} did may still stand. So a run of
 * the one may follow another run of the same.
 */
final class HookRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HookRunner.class);

  private enum Change {
    PROMOTE,
    DEMOTE
  }

  private final Optional<Hook> onPromote;
  private final Optional<Hook> onDemote;
  private final Map<String, String> always;
  private final Consumer<Reason> news;
  private final Worker worker;
  private final Map<Change, String> problems = new EnumMap<>(Change.class);
  private volatile boolean onAir;
  private volatile long epoch;

  /**
   * A controller for a node that starts.
   *
   * @param always what every hook is told, as variables of its environment
   * @param news is told of a hook that failed, and that it worked again
   */
  HookRunner(
      Settings.Hooks hooks,
      Map<String, String> always,
      Consumer<Reason> news,
      Consumer<Throwable> fault) {
    this.onPromote = hook("on-promote", hooks.onPromote());
    this.onDemote = hook("on-demote", hooks.onDemote());
    this.always = Map.copyOf(always);
    this.news = news;
    this.worker = new Worker("sbs-hooks", fault);
  }

  private static Optional<Hook> hook(String name, List<String> command) {
    return command.isEmpty() ? Optional.empty() : Optional.of(new Hook(name, command, Hook.LIMIT));
  }

  /** SBS starts. */
  void starts(NodeState state) {
    later(Change.DEMOTE, environment("startup", "starting", state.durable().epoch()));
  }

  /** On the loop's thread, after each step and before its effects. */
  void stepped(NodeState before, NodeState after) {
    boolean was = isOnAir(before.phase());
    onAir = isOnAir(after.phase());
    epoch = after.view().epoch();
    if (!was && onAir) {
      later(
          Change.PROMOTE, environment(promotion(before.phase()), "primary", after.view().epoch()));
    } else if (was && !onAir) {
      Purpose purpose =
          before.phase() instanceof Phase.Leaving leaving ? leaving.purpose() : Purpose.ASIDE;
      later(
          Change.DEMOTE,
          environment(
              switch (purpose) {
                case STOP, STOP_IF_TAKEN -> "stop";
                case SWITCH, PASS -> "switchover";
                case ASIDE -> "aside";
              },
              purpose.stops() ? "stopped" : "secondary",
              before.view().epoch()));
    }
  }

  /** From becoming primary until the service is stopped. */
  private static boolean isOnAir(Phase phase) {
    return phase instanceof Phase.Serving
        || (phase instanceof Phase.Leaving leaving
            && (leaving.step() == LeaveStep.STOPPING || leaving.step() == LeaveStep.STOP_AGAIN));
  }

  private static String promotion(Phase from) {
    // Only a switchover that is rolled back leads there from elsewhere.
    return from instanceof Phase.Promoting promoting ? promoting.cause().word() : "rollback";
  }

  private Map<String, String> environment(String reason, String role, long servedEpoch) {
    Map<String, String> environment = new HashMap<>(always);
    environment.put("SBS_REASON", reason);
    environment.put("SBS_ROLE", role);
    environment.put("SBS_EPOCH", Long.toString(servedEpoch));
    return environment;
  }

  private void later(Change change, Map<String, String> environment) {
    hook(change).ifPresent(hook -> worker.later(() -> run(hook, change, environment)));
  }

  private Optional<Hook> hook(Change change) {
    return change == Change.PROMOTE ? onPromote : onDemote;
  }

  private void run(Hook hook, Change change, Map<String, String> environment) {
    long began = System.nanoTime();
    try {
      hook.run(environment);
      LOG.info(
          "{} ({}) done in {} ms",
          hook.name(),
          environment.get("SBS_REASON"),
          (System.nanoTime() - began) / 1_000_000);
      if (remember(change, Optional.empty())) {
        news.accept(Reason.of(ReasonCode.HOOK_WORKS_AGAIN).with("hook", hook.name()));
      }
    } catch (ServiceException e) {
      remember(change, Optional.of(e.getMessage()));
      news.accept(
          Reason.of(ReasonCode.HOOK_FAILED)
              .with("hook", hook.name())
              .with("occasion", environment.get("SBS_REASON"))
              .with("why", e.reason()));
    }
  }

  /** Whether there was a problem before. */
  private boolean remember(Change change, Optional<String> problem) {
    synchronized (problems) {
      boolean was = problems.remove(change) != null;
      problem.ifPresent(text -> problems.put(change, text));
      return was;
    }
  }

  /** What failed when it was run last: sentences. */
  List<String> problems() {
    synchronized (problems) {
      return new ArrayList<>(problems.values());
    }
  }

  /** Does something when all hooks that are due have ended. */
  void afterAll(Runnable what) {
    worker.later(what);
  }

  /** SBS ends at once: what a primary promoted is undone as well as it can be. */
  @Override
  public void close() {
    worker.close();
    if (onAir) {
      onAir = false;
      onDemote.ifPresent(hook -> run(hook, Change.DEMOTE, environment("stop", "stopped", epoch)));
    }
  }
}
