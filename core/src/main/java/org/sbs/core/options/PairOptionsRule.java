package org.sbs.core.options;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.settings.PairOption;

/**
 * Whose value of an option holds on both nodes (R4.4): the one that was last changed on purpose, on
 * either node. Pure; counts changes and asks no clock.
 *
 * <p>On purpose is what a user changed in a node's own settings file since that node read it last,
 * or set by a command or in the dialog. A file that a node sees for the first time counts as far as
 * it says anything but the default, so that a fresh node imposes nothing.
 */
public final class PairOptionsRule {
  private PairOptionsRule() {}

  /**
   * What came of reading a node's file.
   *
   * @param said what to remember as what the file says
   * @param changed what was changed on purpose
   */
  public record Taken(PairOptions inForce, FileOptions said, Set<PairOption> changed) {
    /** Copies the set. */
    public Taken {
      changed = Set.copyOf(changed);
    }
  }

  /**
   * What came of a meeting of the two nodes.
   *
   * @param taken what the primary took from the secondary
   * @param overridden what was changed on both while apart, so that the primary's value holds
   */
  public record Met(PairOptions inForce, Set<PairOption> taken, Set<PairOption> overridden) {
    /** Copies the sets. */
    public Met {
      taken = Set.copyOf(taken);
      overridden = Set.copyOf(overridden);
    }
  }

  /**
   * A node reads its settings file.
   *
   * @param known what was in force before
   * @param before what the file said when this node last read it; empty for the first time
   * @param now what it says
   * @param asked what a user has set by a command or in the dialog since then
   * @param me this node
   */
  public static Taken takeIn(
      PairOptions known,
      Optional<FileOptions> before,
      FileOptions now,
      Set<PairOption> asked,
      Origin me) {
    FileReader reader = new FileReader(asked, me);
    PairOptions inForce =
        new PairOptions(
            reader.take(
                PairOption.FOLDERS,
                known.folders(),
                before.map(FileOptions::folders),
                Optional.of(now.folders())),
            reader.take(
                PairOption.STRICT,
                known.strict(),
                before.map(FileOptions::strict),
                Optional.of(now.strict())),
            reader.take(
                PairOption.KEEP_DATES,
                known.keepDates(),
                before.map(FileOptions::keepDates),
                Optional.of(now.keepDates())),
            reader.take(
                PairOption.MAIL, known.mail(), before.flatMap(FileOptions::mail), now.mail()));
    return new Taken(inForce, now.orAsBefore(before), reader.changed);
  }

  private static final class FileReader {
    private final Set<PairOption> asked;
    private final Origin me;
    private final Set<PairOption> changed = EnumSet.noneOf(PairOption.class);

    FileReader(Set<PairOption> asked, Origin me) {
      this.asked = asked;
      this.me = me;
    }

    <T> OptionState<T> take(
        PairOption option,
        OptionState<T> known,
        Optional<FileOption<T>> before,
        Optional<FileOption<T>> now) {
      if (now.isEmpty() || !isOnPurpose(option, before, now.get())) {
        return known;
      }
      changed.add(option);
      return known.changed(now.get().value(), me);
    }

    private <T> boolean isOnPurpose(
        PairOption option, Optional<FileOption<T>> before, FileOption<T> now) {
      if (asked.contains(option)) {
        return true;
      }
      if (before.isPresent()) {
        return now.differsFrom(before.get());
      }
      // No template of ours holds an empty list of folders: whoever writes one means it.
      return now.given()
          && (option == PairOption.FOLDERS
              || !now.value().equals(PairOptions.DEFAULTS.state(option).value()));
    }
  }

  /**
   * The secondary has told its options to the primary, which decides.
   *
   * @param primary what is in force on the primary
   * @param secondary what is in force on the secondary
   * @param me the primary
   */
  public static Met meet(PairOptions primary, PairOptions secondary, Origin me) {
    Meeting meeting = new Meeting(me);
    PairOptions inForce =
        new PairOptions(
            meeting.settle(PairOption.FOLDERS, primary.folders(), secondary.folders()),
            meeting.settle(PairOption.STRICT, primary.strict(), secondary.strict()),
            meeting.settle(PairOption.KEEP_DATES, primary.keepDates(), secondary.keepDates()),
            meeting.settle(PairOption.MAIL, primary.mail(), secondary.mail()));
    return new Met(inForce, meeting.taken, meeting.overridden);
  }

  private static final class Meeting {
    private final Origin me;
    private final Set<PairOption> taken = EnumSet.noneOf(PairOption.class);
    private final Set<PairOption> overridden = EnumSet.noneOf(PairOption.class);

    Meeting(Origin me) {
      this.me = me;
    }

    <T> OptionState<T> settle(PairOption option, OptionState<T> mine, OptionState<T> theirs) {
      boolean sameValue = mine.value().equals(theirs.value());
      boolean mineIsNewer = mine.revision().covers(theirs.revision());
      boolean theirsIsNewer = theirs.revision().covers(mine.revision());
      if (mineIsNewer && theirsIsNewer && !sameValue && !mine.revision().isNone()) {
        // Only after one of them lost its memory: a count was given out twice.
        return override(option, mine, theirs);
      }
      if (mineIsNewer) {
        return mine;
      }
      if (theirsIsNewer) {
        if (!sameValue) {
          taken.add(option);
        }
        return theirs;
      }
      return sameValue
          ? new OptionState<>(
              mine.value(),
              mine.revision().joined(theirs.revision()),
              mine.setOn(),
              Optional.empty())
          : override(option, mine, theirs);
    }

    /** The primary's holds, by a revision that is newer than both. */
    private <T> OptionState<T> override(
        PairOption option, OptionState<T> mine, OptionState<T> theirs) {
      overridden.add(option);
      return new OptionState<>(
          mine.value(),
          mine.revision().joined(theirs.revision()).raised(me.nodeId()),
          mine.setOn(),
          Optional.of(new Overridden(PairOptions.shown(theirs.value()), theirs.setOn())));
    }
  }

  /**
   * The primary has told the secondary what holds. What the secondary knows better stays, for a
   * primary whose disk fails cannot take it yet.
   */
  public static PairOptions follow(PairOptions mine, PairOptions primarys) {
    return new PairOptions(
        newer(mine.folders(), primarys.folders()),
        newer(mine.strict(), primarys.strict()),
        newer(mine.keepDates(), primarys.keepDates()),
        newer(mine.mail(), primarys.mail()));
  }

  private static <T> OptionState<T> newer(OptionState<T> mine, OptionState<T> theirs) {
    return theirs.revision().covers(mine.revision()) ? theirs : mine;
  }
}
