package org.sbs.server.sync.message;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.util.Native;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.Packed;

/**
 * Compresses frames where that makes them smaller by a tenth or more. After several in a row that
 * did not shrink, only one in many is tried until one does again. One thread.
 */
public final class Packing {
  static final int MAX_BYTES = 512 * 1024;

  private static final int LEVEL = 1;

  /** Shorter frames weigh no more than the packet that they travel in. */
  private static final int MIN_BYTES = 256;

  private static final int PATIENCE = 4;
  private static final int TRIED_OF = 16;

  private int failures;
  private int skipped;

  public Packing() {}

  /**
   * Loads the native library, so that it is there whatever happens later. The last cycle of a stop
   * may be the first that is compressed; but the stop runs while the JVM shuts down, which then
   * refuses what the library does when it is loaded.
   *
   * @throws IOException when this machine cannot load it
   */
  public static void load() throws IOException {
    try {
      Native.load();
    } catch (LinkageError e) {
      throw new IOException(
          "the library that compresses what goes to the other node cannot be loaded: "
              + e.getMessage()
              + ". It must be possible to run programs in the folder for temporary files, "
              + System.getProperty("java.io.tmpdir")
              + "; SBS_JAVA_OPTIONS=-Djava.io.tmpdir=FOLDER names another.",
          e);
    }
  }

  /** The frame, compressed if that pays. */
  public Frame pack(Frame frame) {
    int size = frame.getSerializedSize();
    if (size < MIN_BYTES || size > MAX_BYTES || !isWorthATry()) {
      return frame;
    }
    byte[] plain = frame.toByteArray();
    byte[] packed = new byte[(int) Zstd.compressBound(size)];
    long length = Zstd.compressByteArray(packed, 0, packed.length, plain, 0, size, LEVEL);
    if (length > size - size / 10) {
      failures++;
      return frame;
    }
    failures = 0;
    return Frame.newBuilder()
        .setPacked(
            Packed.newBuilder()
                .setZstd(UnsafeByteOperations.unsafeWrap(packed, 0, (int) length))
                .setSize(size))
        .build();
  }

  private boolean isWorthATry() {
    if (failures < PATIENCE) {
      return true;
    }
    skipped = (skipped + 1) % TRIED_OF;
    return skipped == 0;
  }

  /** What was compressed; memory is taken for the announced size alone, and that is limited. */
  public static Frame unpack(Packed packed) throws BadMessageException {
    int size = packed.getSize();
    if (size <= 0 || size > MAX_BYTES) {
      throw new BadMessageException("a compressed message of " + Integer.toUnsignedString(size));
    }
    byte[] plain = new byte[size];
    byte[] zstd = packed.getZstd().toByteArray();
    try {
      if (Zstd.decompressByteArray(plain, 0, size, zstd, 0, zstd.length) != size) {
        throw new BadMessageException("a compressed message that is shorter than it says");
      }
    } catch (ZstdException e) {
      throw new BadMessageException("a compressed message that does not unpack as it says");
    }
    Frame frame;
    try {
      frame = Frame.parseFrom(plain);
    } catch (InvalidProtocolBufferException e) {
      throw new BadMessageException("compressed bytes that are no message");
    }
    if (!frame.hasItems() && !frame.hasFileData()) {
      throw new BadMessageException("a compressed " + frame.getBodyCase());
    }
    return frame;
  }
}
