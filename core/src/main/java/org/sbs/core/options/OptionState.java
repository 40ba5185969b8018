package org.sbs.core.options;

import java.util.Objects;
import java.util.Optional;

/**
 * One option of the pair. Two states of equal revisions are equal. Immutable.
 *
 * @param value what is in force
 * @param revision of that value
 * @param setOn where it was last changed on purpose; empty for a default
 * @param overridden what the other node was set to while the nodes were apart
 */
public record OptionState<T>(
    T value, Revision revision, Optional<Origin> setOn, Optional<Overridden> overridden) {
  /** Checks that nothing is missing. */
  public OptionState {
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(revision, "revision");
    Objects.requireNonNull(setOn, "setOn");
    Objects.requireNonNull(overridden, "overridden");
  }

  /** Never changed on purpose. */
  public static <T> OptionState<T> ofDefault(T value) {
    return new OptionState<>(value, Revision.NONE, Optional.empty(), Optional.empty());
  }

  /** After it was changed on purpose on that node. */
  public OptionState<T> changed(T newValue, Origin on) {
    return new OptionState<>(
        newValue, revision.raised(on.nodeId()), Optional.of(on), Optional.empty());
  }

  /** Whether it was last changed on that node. */
  public boolean isSetOn(String nodeId) {
    return setOn.filter(origin -> origin.nodeId().equals(nodeId)).isPresent();
  }
}
