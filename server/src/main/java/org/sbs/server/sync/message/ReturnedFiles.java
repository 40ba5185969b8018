package org.sbs.server.sync.message;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Stream;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.ConflictCause;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry.Kind;
import org.sbs.core.replica.Manifest;
import org.sbs.core.replica.Reconciliation;
import org.sbs.core.replica.Returned;
import org.sbs.server.sync.disk.LogText;
import org.sbs.server.sync.record.ConflictRecord;

/**
 * How many files and links went back in time when the nodes met (R5.1). Immutable.
 *
 * @param cameBack old versions that came back on the secondary; the primary's stay
 * @param spared files that are missing there, and are not deleted for that
 * @param wentBack files of which the primary has an old version, or none, and the secondary had the
 *     newer one
 * @param copies whether what gives way is kept as conflict copies
 * @param example the path of one of those that came or went back
 */
public record ReturnedFiles(
    long cameBack, long spared, long wentBack, boolean copies, String example) {
  /** Nothing did. */
  public static final ReturnedFiles NOTHING = new ReturnedFiles(0, 0, 0, true, "");

  public static ReturnedFiles of(Returned returned, Reconciliation.Sides sides) {
    return new ReturnedFiles(
        count(returned.cameBack(), sides.theirs()),
        count(returned.spared(), sides.mine()),
        count(returned.wentBack(), sides.theirs()),
        true,
        Stream.of(returned.cameBack(), returned.wentBack())
            .flatMap(Collection::stream)
            .min(Comparator.naturalOrder())
            .map(at -> LogText.text(at.path()))
            .orElse(""));
  }

  private static long count(Collection<EntryPath> places, Manifest in) {
    return places.stream()
        .filter(at -> in.find(at).filter(entry -> entry.kind() != Kind.FOLDER).isPresent())
        .count();
  }

  /** What a cycle kept on the secondary, as that knows it. */
  public static ReturnedFiles of(Collection<ConflictRecord> made) {
    return new ReturnedFiles(
        count(made, ConflictCause.OLD_VERSION_CAME_BACK),
        0,
        count(made, ConflictCause.PRIMARY_WENT_BACK),
        true,
        made.stream()
            .filter(record -> cause(record) != ConflictCause.CHANGED_ON_BOTH)
            .map(ConflictRecord::getPath)
            .min(Comparator.naturalOrder())
            .orElse(""));
  }

  private static long count(Collection<ConflictRecord> made, ConflictCause cause) {
    return made.stream().filter(record -> cause(record) == cause).count();
  }

  private static ConflictCause cause(ConflictRecord record) {
    return Wire.fromWire(record.getCause());
  }

  public ReturnedFiles withoutCopies() {
    return new ReturnedFiles(cameBack, spared, wentBack, false, example);
  }

  /** Whether nothing went back. */
  public boolean isEmpty() {
    return cameBack == 0 && wentBack == 0;
  }

  /** What users are told of it. */
  public Reason reason() {
    Reason came =
        told(copies ? ReasonCode.OLD_FILES_CAME_BACK : ReasonCode.OLD_FILES_REPLACED, cameBack);
    Reason lacks = told(ReasonCode.MISSING_FILES_STAY, copies ? spared : 0);
    Reason went =
        told(
            copies ? ReasonCode.PRIMARY_FILES_WENT_BACK : ReasonCode.PRIMARY_OLD_FILES_WIN,
            wentBack);
    return came.and(lacks).and(went);
  }

  private Reason told(ReasonCode code, long files) {
    if (files == 0) {
      return Reason.NONE;
    }
    Reason reason = Reason.of(code).with("files", files);
    return code == ReasonCode.MISSING_FILES_STAY ? reason : reason.with("example", example);
  }
}
