package org.sbs.server.node;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.settings.Settings;
import org.sbs.server.node.NodeControl.Answer;
import org.sbs.server.options.SettingsInUse;
import org.sbs.view.text.ReasonText;

/**
 * Lets a running node use a changed settings file, as far as that goes without a change of role
 * (R9.8), and tells of changes that are not in use. Safe for any thread.
 */
final class ReloadController implements AutoCloseable {
  private static final long LOOK_NANOS = Duration.ofSeconds(2).toNanos();

  private final SettingsInUse settings;
  private final OptionsController options;
  private final Consumer<Settings> apply;
  private final Consumer<Reason> news;
  private final LongSupplier clock;
  private final Worker worker;
  private volatile Optional<Reason> pending = Optional.empty();
  private long lookedAt;
  private String stamp;

  /**
   * Of a node that has just read its settings.
   *
   * @param apply lets the node use them, as far as it can while it runs
   * @param news whom to tell what goes into the history
   */
  ReloadController(
      SettingsInUse settings,
      OptionsController options,
      Consumer<Settings> apply,
      Consumer<Reason> news,
      LongSupplier clock,
      Consumer<Throwable> fault) {
    this.settings = settings;
    this.options = options;
    this.apply = apply;
    this.news = news;
    this.clock = clock;
    this.worker = new Worker("sbs-settings", fault);
    this.lookedAt = clock.getAsLong();
    this.stamp = settings.stamp();
  }

  /** Looks now and then whether the file was changed. Only the node's loop calls this. */
  void beat() {
    long now = clock.getAsLong();
    if (now - lookedAt >= LOOK_NANOS) {
      lookedAt = now;
      worker.later(this::look);
    }
  }

  private void look() {
    String current = settings.stamp();
    if (!current.equals(stamp)) {
      stamp = current;
      pending = pendingOf(settings.find());
    }
  }

  /** That the file says something else than what the node uses. */
  Optional<Reason> pending() {
    return pending;
  }

  private static Optional<Reason> pendingOf(SettingsInUse.Found found) {
    if (found.settings().isEmpty()) {
      return Optional.of(
          Reason.of(ReasonCode.SETTINGS_FILE_WRONG)
              .with("count", (long) found.problems().list().size()));
    }
    Set<String> all = new TreeSet<>(found.byReload());
    all.addAll(found.byRestart());
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(keys(ReasonCode.SETTINGS_NOT_IN_USE, all));
  }

  private static Reason keys(ReasonCode code, Set<String> keys) {
    return Reason.of(code).with("keys", String.join(", ", keys));
  }

  /** Completes when what can change is in use on this node. */
  CompletableFuture<Answer> reload() {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    worker.later(() -> answer.complete(readAgain()));
    return answer;
  }

  private Answer readAgain() {
    stamp = settings.stamp();
    SettingsInUse.Found found = settings.find();
    if (found.settings().isEmpty()) {
      pending = pendingOf(found);
      return new Answer(
          false,
          Reason.of(ReasonCode.RELOAD_REFUSED)
              .with("problems", ReasonText.english().problems(found.problems())));
    }
    boolean isOptionChanged;
    try {
      isOptionChanged = options.reload(settings.says(found.settings().get()));
    } catch (IOException e) {
      return new Answer(false, Reason.of(ReasonCode.RELOAD_NOT_WRITTEN).with("why", e.toString()));
    }
    if (isOptionChanged || !found.byReload().isEmpty()) {
      apply.accept(found.settings().get());
    }
    settings.use(found);
    pending = pendingOf(settings.find());
    Reason said = said(found);
    if (!said.has(ReasonCode.RELOADED_NOTHING)) {
      news.accept(said);
    }
    return new Answer(true, said);
  }

  private static Reason said(SettingsInUse.Found found) {
    Reason used =
        found.byReload().isEmpty() ? Reason.NONE : keys(ReasonCode.RELOADED, found.byReload());
    Reason later =
        found.byRestart().isEmpty()
            ? Reason.NONE
            : keys(ReasonCode.RELOAD_NEEDS_RESTART, found.byRestart());
    Reason both = used.and(later);
    return both.isEmpty() ? Reason.of(ReasonCode.RELOADED_NOTHING) : both;
  }

  @Override
  public void close() {
    worker.close();
  }
}
