package org.sbs.server.sync.message;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sbs.core.bound.Bound;
import org.sbs.core.replica.Lineage;
import org.sbs.core.replica.MergeBaseId;
import org.sbs.server.link.wire.CycleBegin;
import org.sbs.server.link.wire.EpochOwner;
import org.sbs.server.sync.record.CycleRecord;

/** Checks the numbers that cycles carry, those of the peer and those on the disk (R10.10). */
public final class CycleNumbers {
  /** More files or bytes than there can be. */
  private static final long MOST_COUNTED = 1L << 60;

  private CycleNumbers() {}

  /**
   * Checks a cycle that comes in.
   *
   * @param knownEpoch the highest epoch that this node's copy has seen
   * @param knownCycle the last cycle of it
   */
  public static void check(CycleBegin begin, long knownEpoch, long knownCycle)
      throws BadMessageException {
    if (begin.getCycle() == 0) {
      throw new BadMessageException("a cycle with the number 0");
    }
    check(Bound.CYCLE, "CycleBegin.cycle", begin.getCycle(), knownCycle);
    check(Bound.EPOCH, "CycleBegin.epoch", begin.getEpoch(), knownEpoch);
    if (begin.getLineageCount() > Lineage.LIMIT) {
      throw new BadMessageException("a lineage of more than " + Lineage.LIMIT + " epochs");
    }
    for (EpochOwner servedEpoch : begin.getLineageList()) {
      check(Bound.EPOCH, "CycleBegin.lineage.epoch", servedEpoch.getEpoch(), knownEpoch);
    }
    counted("CycleBegin.files", begin.getFiles());
    counted("CycleBegin.bytes", begin.getBytes());
    counted("CycleBegin.files_in_set", begin.getFilesInSet());
    counted("CycleBegin.held_deletes", begin.getHeldDeletes());
  }

  /**
   * Checks what a secondary says of its copy.
   *
   * @param cycle the last one there
   * @param memory of what both nodes have
   * @param knownEpoch the primary's own
   * @param knownCycle the last that it sent
   */
  public static void check(long cycle, MergeBaseId.Memory memory, long knownEpoch, long knownCycle)
      throws BadMessageException {
    check(Bound.CYCLE, "ManifestEnd.cycle", cycle, knownCycle);
    if (memory.mergeBase().isPresent()) {
      check("ManifestEnd.memory.joint", memory.mergeBase().get(), knownEpoch, knownCycle);
    }
    if (memory.offered().isPresent()) {
      check("ManifestEnd.memory.offered", memory.offered().get(), knownEpoch, knownCycle);
    }
  }

  private static void check(String field, MergeBaseId id, long knownEpoch, long knownCycle)
      throws BadMessageException {
    check(Bound.EPOCH, field + ".epoch", id.epoch(), knownEpoch);
    check(Bound.CYCLE, field + ".cycle", id.cycle(), knownCycle);
  }

  private static void check(Bound bound, String field, long value, long known)
      throws BadMessageException {
    if (!bound.isPlausible(value, known)) {
      throw new BadMessageException(
          String.format(
              Locale.ROOT,
              "%s of %s, where %s is the most that can be believed (run sbs repair there)",
              field,
              Long.toUnsignedString(value),
              Math.min(bound.most(), Math.max(known, 0) + bound.jump())));
    }
  }

  private static void counted(String field, long value) throws BadMessageException {
    if (value < 0 || value > MOST_COUNTED) {
      throw new BadMessageException(field + " of " + Long.toUnsignedString(value));
    }
  }

  // ---- on the disk ----

  /** Which number of a record is absurd, if one is. */
  public static Optional<String> absurd(CycleRecord record) {
    if (!Bound.CYCLE.allows(record.getCycle())) {
      return Optional.of("the cycle " + Long.toUnsignedString(record.getCycle()));
    }
    if (!Bound.EPOCH.allows(record.getEpoch())) {
      return epoch(record.getEpoch());
    }
    return absurd(record.getLineageList());
  }

  private static Optional<String> absurd(List<EpochOwner> lineage) {
    return lineage.stream()
        .map(EpochOwner::getEpoch)
        .filter(epoch -> !Bound.EPOCH.allows(epoch))
        .findFirst()
        .flatMap(CycleNumbers::epoch);
  }

  private static Optional<String> epoch(long epoch) {
    return Optional.of("the epoch " + Long.toUnsignedString(epoch));
  }

  /** Which number of what both nodes have is absurd, if one is. */
  public static Optional<String> absurd(MergeBaseId.Memory memory) {
    return memory
        .mergeBase()
        .flatMap(CycleNumbers::absurd)
        .or(() -> memory.offered().flatMap(CycleNumbers::absurd));
  }

  private static Optional<String> absurd(MergeBaseId id) {
    if (!Bound.EPOCH.allows(id.epoch())) {
      return epoch(id.epoch());
    }
    return Bound.CYCLE.allows(id.cycle())
        ? Optional.empty()
        : Optional.of("the cycle " + Long.toUnsignedString(id.cycle()));
  }
}
