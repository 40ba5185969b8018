package org.sbs.core.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.sbs.core.settings.PairOption;

/**
 * A node's settings file names another value than the one in force. Immutable.
 *
 * @param says the file's value, as people are shown it
 * @param holds the value in force, as people are shown it
 * @param setOn where that was set
 */
public record FileDifference(
    PairOption option, String says, String holds, Optional<Origin> setOn, long revision) {
  /** Checks that nothing is missing. */
  public FileDifference {
    Objects.requireNonNull(option, "option");
    Objects.requireNonNull(says, "says");
    Objects.requireNonNull(holds, "holds");
    Objects.requireNonNull(setOn, "setOn");
  }

  /** All of a file. What it does not name it does not contradict. */
  public static List<FileDifference> of(PairOptions inForce, FileOptions said) {
    List<FileDifference> found = new ArrayList<>();
    add(found, PairOption.FOLDERS, inForce.folders(), said.folders());
    add(found, PairOption.STRICT, inForce.strict(), said.strict());
    add(found, PairOption.KEEP_DATES, inForce.keepDates(), said.keepDates());
    said.mail().ifPresent(mail -> add(found, PairOption.MAIL, inForce.mail(), mail));
    return List.copyOf(found);
  }

  private static <T> void add(
      List<FileDifference> found, PairOption option, OptionState<T> state, FileOption<T> said) {
    if (said.given() && !said.value().equals(state.value())) {
      found.add(
          new FileDifference(
              option,
              PairOptions.shown(said.value()),
              PairOptions.shown(state.value()),
              state.setOn(),
              state.revision().number()));
    }
  }
}
