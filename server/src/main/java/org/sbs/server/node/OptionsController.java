package org.sbs.server.node;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.sbs.core.options.FileDifference;
import org.sbs.core.options.FileOptions;
import org.sbs.core.options.OptionState;
import org.sbs.core.options.Origin;
import org.sbs.core.options.PairOptions;
import org.sbs.core.options.PairOptionsRule;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.PairOption;
import org.sbs.server.options.OptionsInForce;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the options of the pair to the same values on both nodes when they connect (R4.4), and
 * tells what came of it. Persists before it speaks; the loop never waits for the disk. Safe for any
 * thread.
 */
final class OptionsController {
  private static final Logger LOG = LoggerFactory.getLogger(OptionsController.class);

  private final OptionsInForce options;
  private final Worker disk;
  private final Consumer<Reason> news;
  private volatile boolean told = true;
  private volatile Optional<Reason> trouble = Optional.empty();

  /**
   * Over what is in force.
   *
   * @param disk where what must be durable before it is said is written
   * @param news whom to tell what goes into the history
   */
  OptionsController(OptionsInForce options, Worker disk, Consumer<Reason> news) {
    this.options = options;
    this.disk = disk;
    this.news = news;
  }

  /** What is in force on this node. */
  PairOptions now() {
    return options.now();
  }

  /** Whether the primary that this node followed last told what is in force. */
  boolean primaryTold() {
    return told;
  }

  /**
   * A node is to be this one's secondary: decides what holds on both, and then lets it be told.
   *
   * @param theirs what is in force there; empty for an older version, which is told nothing
   * @param accept accepts the secondary, telling it that
   */
  void welcome(Optional<PairOptions> theirs, Consumer<Optional<PairOptions>> accept) {
    if (theirs.isEmpty()) {
      accept.accept(Optional.empty());
      return;
    }
    PairOptions before = options.now();
    if (options.weigh(theirs.get()).inForce().equals(before)) {
      accept.accept(Optional.of(before));
      return;
    }
    disk.later(
        () -> {
          decide(theirs.get());
          accept.accept(Optional.of(options.now()));
        });
  }

  private void decide(PairOptions theirs) {
    try {
      PairOptionsRule.Met met = options.meet(theirs);
      trouble = Optional.empty();
      tell(met.taken());
      met.overridden().forEach(option -> news.accept(overridden(option)));
    } catch (IOException e) {
      cannotWrite(e);
    }
  }

  private void tell(Set<PairOption> taken) {
    taken.forEach(option -> news.accept(taken(option)));
  }

  private void cannotWrite(IOException e) {
    LOG.warn("What is in force of the pair's options could not be written", e);
    trouble = Optional.of(Reason.of(ReasonCode.OPTIONS_NOT_WRITTEN).with("why", e.toString()));
  }

  /**
   * This node is a secondary now.
   *
   * @param primarys what its primary says is in force; empty for an older version, which says
   *     nothing
   */
  void follow(Optional<PairOptions> primarys) {
    told = primarys.isPresent();
    if (primarys.isEmpty()) {
      return;
    }
    PairOptions before = options.now();
    List<PairOption> changed = options.follow(primarys.get());
    changed.forEach(option -> news.accept(taken(option)));
    for (PairOption option : PairOption.values()) {
      OptionState<?> state = options.now().state(option);
      if (state.overridden().isPresent()
          && !state.overridden().equals(before.state(option).overridden())) {
        news.accept(overridden(option));
      }
    }
    disk.later(this::save);
  }

  private void save() {
    try {
      options.save();
      trouble = Optional.empty();
    } catch (IOException e) {
      cannotWrite(e);
    }
  }

  /** A password, or an authority, may have been changed while the node runs. */
  void mailFilesSay(MailAccess access) {
    disk.later(
        () -> {
          try {
            options.mailFilesSay(access);
          } catch (IOException e) {
            cannotWrite(e);
          }
        });
  }

  private Reason taken(PairOption option) {
    OptionState<?> state = options.now().state(option);
    boolean here = state.isSetOn(options.me().nodeId());
    return Reason.of(here ? ReasonCode.OPTION_SET_HERE : ReasonCode.OPTION_SET_THERE)
        .with("option", option.word())
        .with("value", options.now().shown(option))
        .with("host", host(state.setOn()))
        .with("revision", state.revision().number());
  }

  private Reason overridden(PairOption option) {
    OptionState<?> state = options.now().state(option);
    return Reason.of(ReasonCode.OPTION_OVERRIDDEN)
        .with("option", option.word())
        .with("value", options.now().shown(option))
        .with("host", host(state.setOn()))
        .with("other", state.overridden().orElseThrow().value())
        .with("other-host", host(state.overridden().get().setOn()));
  }

  private static String host(Optional<Origin> origin) {
    return origin.map(Origin::host).orElse("");
  }

  /**
   * A user lets the node read its settings file.
   *
   * @return whether any option changed
   * @throws IOException if the disk does not take it; then all stays as it was
   */
  boolean reload(FileOptions says) throws IOException {
    Set<PairOption> changed = options.reload(says);
    tell(changed);
    return !changed.isEmpty();
  }

  /** What users are to know: what was set on both nodes, and what could not be written. */
  List<Reason> problems() {
    List<Reason> reasons = new ArrayList<>();
    PairOptions now = options.now();
    for (PairOption option : PairOption.values()) {
      if (now.state(option).overridden().isPresent()) {
        reasons.add(overridden(option));
      }
    }
    trouble.ifPresent(reasons::add);
    return reasons;
  }

  /** Where this node's settings file says something else than what is in force. */
  List<FileDifference> differences() {
    return options.said().map(said -> FileDifference.of(options.now(), said)).orElse(List.of());
  }
}
