package org.sbs.server.sync.message;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.ReplacedVersion;
import org.sbs.server.link.wire.Kind;
import org.sbs.server.sync.record.ReplacedRecord;

/** Between replaced versions and the bytes that stand for them on the disk. */
public final class ReplacedWire {
  /** How long a version is. */
  public static final int BYTES = 1 + Short.BYTES + 2 * Long.BYTES;

  private ReplacedWire() {}

  public static ReplacedRecord record(EntryPath at, ReplacedVersion version) {
    return ReplacedRecord.newBuilder()
        .setFolder(at.folder())
        .setPath(at.path())
        .setVersion(bytes(version))
        .build();
  }

  public static ByteString bytes(ReplacedVersion version) {
    ByteBuffer bytes =
        ByteBuffer.allocate(BYTES)
            .put((byte) Wire.toWire(version.kind()).getNumber())
            .putShort((short) version.mode())
            .putLong(version.high())
            .putLong(version.low());
    return ByteString.copyFrom(bytes.flip());
  }

  /** The version whose bytes begin there; empty if they stand for none that this program knows. */
  public static Optional<ReplacedVersion> version(ByteString bytes, int from) {
    if (from + BYTES > bytes.size()) {
      return Optional.empty();
    }
    ByteBuffer one = bytes.substring(from, from + BYTES).asReadOnlyByteBuffer();
    Kind wire = Kind.forNumber(one.get());
    int mode = Short.toUnsignedInt(one.getShort());
    try {
      FileEntry.Kind kind = Wire.fromWire(wire == null ? Kind.KIND_UNKNOWN : wire);
      return Optional.of(new ReplacedVersion(kind, mode, one.getLong(), one.getLong()));
    } catch (BadMessageException e) {
      return Optional.empty();
    }
  }
}
