package org.sbs.server.sync.commit;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Optional;
import org.sbs.server.sync.disk.RecordFile;
import org.sbs.server.sync.mergebase.MergeBaseChanges;
import org.sbs.server.sync.record.CycleRecord;
import org.sbs.server.sync.record.MergeBaseRecord;
import org.sbs.server.sync.record.StepRecord;

/**
 * A commit record on the disk that was found whole. Its steps and what becomes common of a million
 * files are read as they are needed, each from the beginning. Any thread.
 */
final class CommitRecord {
  private static final ExtensionRegistryLite NO_EXTENSIONS =
      ExtensionRegistryLite.getEmptyRegistry();

  private final RecordFile.Body body;
  private final CycleRecord header;
  private final boolean hasMergeBase;

  private CommitRecord(RecordFile.Body body, CycleRecord header, boolean hasMergeBase) {
    this.body = body;
    this.header = header;
    this.hasMergeBase = hasMergeBase;
  }

  /**
   * Reads it; empty if the file is not there.
   *
   * @throws IOException when it is damaged; the message is for users
   */
  static Optional<CommitRecord> read(RecordFile file) throws IOException {
    Optional<RecordFile.Body> body = file.check();
    return body.isEmpty()
        ? Optional.empty()
        : Optional.of(body.get().read(in -> of(body.get(), in)));
  }

  private static CommitRecord of(RecordFile.Body body, CodedInputStream in) throws IOException {
    UnknownFieldSet.Builder rest = UnknownFieldSet.newBuilder();
    boolean mergeBase = false;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      mergeBase |= field == CycleRecord.MERGE_BASE_FIELD_NUMBER;
      if (field == CycleRecord.STEP_FIELD_NUMBER || field == CycleRecord.MERGE_BASE_FIELD_NUMBER) {
        in.skipField(tag);
      } else {
        rest.mergeFieldFrom(tag, in);
      }
    }
    CycleRecord header = CycleRecord.parseFrom(rest.build().toByteString());
    return new CommitRecord(body, header, mergeBase);
  }

  /** All but the steps and what becomes common. */
  CycleRecord header() {
    return header;
  }

  /** How long it is. */
  long bytes() {
    return body.length();
  }

  /** Whether it says what both nodes have from then on. */
  boolean hasMergeBase() {
    return hasMergeBase;
  }

  /** What is done with a step. */
  @FunctionalInterface
  interface StepWork {
    void of(StepRecord step) throws IOException;
  }

  /** Reads the steps in their order. */
  void forEachStep(StepWork work) throws IOException {
    forEach(
        CycleRecord.STEP_FIELD_NUMBER,
        in -> work.of(in.readMessage(StepRecord.parser(), NO_EXTENSIONS)));
  }

  /** What both nodes have from then on. */
  MergeBaseChanges mergeBase() {
    return sink ->
        forEach(
            CycleRecord.MERGE_BASE_FIELD_NUMBER,
            in -> sink.take(in.readMessage(MergeBaseRecord.parser(), NO_EXTENSIONS)));
  }

  @FunctionalInterface
  private interface FieldWork {
    void of(CodedInputStream in) throws IOException;
  }

  private void forEach(int field, FieldWork work) throws IOException {
    boolean unused =
        body.read(
            in -> {
              for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) == field) {
                  work.of(in);
                } else {
                  in.skipField(tag);
                }
              }
              return true;
            });
  }
}
