package org.sbs.server.sync.send;

import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.sbs.core.replica.ChunkList;
import org.sbs.core.replica.ContentHash;
import org.sbs.core.replica.FileEntry;
import org.sbs.server.link.wire.Base;
import org.sbs.server.link.wire.FileBegin;
import org.sbs.server.link.wire.FileData;
import org.sbs.server.link.wire.FileEnd;
import org.sbs.server.link.wire.FileRange;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.sync.disk.Hashing;
import org.sbs.server.sync.message.MessageLimits;
import org.sbs.server.sync.message.Wire;
import org.sbs.server.sync.scan.ContentReader;

/**
 * One large file on its way: what the secondary has of it goes as references, the rest as content.
 * Used once, by one thread.
 */
final class OutgoingFile implements ContentReader.Sink {
  /**
   * What the secondary has at the same place.
   *
   * @param entry as it is there
   * @param chunks of its content
   */
  record Older(FileEntry entry, ChunkList chunks) {}

  private static final int NONE = -1;

  /** What is referred to goes out in parts, so that the secondary copies while more is read. */
  private static final long RANGE_BYTES = 16L << 20;

  private final ReadAhead.Sink out;
  private final Optional<Older> older;
  private final Map<ContentHash, Integer> byHash = new HashMap<>();
  private byte[] data = new byte[0];
  private int filled;
  private FileData.Builder frame = FileData.newBuilder();
  private long rangeOffset;
  private long rangeLength;
  private int nextOfRange = NONE;
  private final AtomicLong contentBytes;

  private OutgoingFile(ReadAhead.Sink out, Optional<Older> older, AtomicLong contentBytes) {
    this.out = out;
    this.older = older;
    this.contentBytes = contentBytes;
    older.ifPresent(
        o -> {
          for (int i = o.chunks().count() - 1; i >= 0; i--) {
            byHash.put(o.chunks().hash(i), i);
          }
        });
  }

  /**
   * Announces the file.
   *
   * @param contentBytes counts what goes out as content
   */
  static OutgoingFile begin(
      FileEntry entry, Optional<Older> older, ReadAhead.Sink out, AtomicLong contentBytes)
      throws IOException {
    FileBegin.Builder begin =
        FileBegin.newBuilder().setEntry(Wire.toWire(entry).toBuilder().clearSha256());
    older.ifPresent(
        o ->
            begin.setBase(
                Base.newBuilder()
                    .setFolder(o.entry().at().folder())
                    .setPath(o.entry().at().path())
                    .setSha256(Wire.toWire(o.entry().hash()))));
    out.send(Frame.newBuilder().setFileBegin(begin).build());
    return new OutgoingFile(out, older, contentBytes);
  }

  /** Whether there is anything to refer to. */
  boolean hasOlder() {
    return older.isPresent();
  }

  /**
   * Sends a file whose chunks are known: only those are read that the secondary does not have.
   *
   * @return false if the file cannot be read, or has another content by now
   */
  boolean send(ChunkList chunks, SentFiles.Reading reading, SeekableByteChannel channel)
      throws IOException {
    for (int i = 0; i < chunks.count(); i++) {
      if (!range(chunks.hash(i))) {
        ByteBuffer bytes = ByteBuffer.allocate(chunks.length(i));
        if (!reading.readAt(channel, chunks.offset(i), bytes)
            || !chunks.hasHash(i, Hashing.sha256().digest(bytes.array()))) {
          return false;
        }
        content(bytes.array(), 0, bytes.capacity());
      }
    }
    return true;
  }

  @Override
  public void chunk(byte[] bytes, int from, int length, byte[] hash) throws IOException {
    if (older.isEmpty() || !range(ContentHash.of(hash))) {
      content(bytes, from, length);
    }
  }

  /** A reference to a chunk, if the secondary has it; what lies side by side there goes as one. */
  private boolean range(ContentHash hash) throws IOException {
    ChunkList theirs = older.orElseThrow().chunks();
    boolean goesOn =
        nextOfRange != NONE
            && nextOfRange < theirs.count()
            && theirs.hash(nextOfRange).equals(hash);
    Integer found = goesOn ? Integer.valueOf(nextOfRange) : byHash.get(hash);
    if (found == null) {
      return false;
    }
    flushContent();
    if (!goesOn || rangeLength >= RANGE_BYTES) {
      flushRange();
      rangeOffset = theirs.offset(found);
    }
    rangeLength += theirs.length(found);
    nextOfRange = found + 1;
    return true;
  }

  private void content(byte[] bytes, int from, int length) throws IOException {
    flushRange();
    int at = from;
    int end = from + length;
    while (at < end) {
      if (data.length == 0) {
        data = new byte[MessageLimits.DATA_BYTES];
      }
      int part = Math.min(end - at, data.length - filled);
      System.arraycopy(bytes, at, data, filled, part);
      filled += part;
      at += part;
      if (at == end) {
        frame.addEnd(filled);
      }
      if (filled == data.length) {
        flushContent();
      }
    }
    contentBytes.addAndGet(length);
  }

  private void flushContent() throws IOException {
    if (filled > 0) {
      // The array is never touched again, so it need not be copied.
      frame.setContent(UnsafeByteOperations.unsafeWrap(data, 0, filled));
      out.send(Frame.newBuilder().setFileData(frame).build());
      data = new byte[0];
      filled = 0;
      frame = FileData.newBuilder();
    }
  }

  private void flushRange() throws IOException {
    if (rangeLength > 0) {
      out.send(
          Frame.newBuilder()
              .setFileRange(FileRange.newBuilder().setOffset(rangeOffset).setLength(rangeLength))
              .build());
      rangeLength = 0;
    }
    nextOfRange = NONE;
  }

  /** The whole content went out, with this hash. */
  void end(ContentHash hash) throws IOException {
    flushContent();
    flushRange();
    end(FileEnd.newBuilder().setSha256(Wire.toWire(hash)));
  }

  /** What went out is to be forgotten. */
  void torn() throws IOException {
    end(FileEnd.newBuilder().setTorn(true));
  }

  private void end(FileEnd.Builder end) throws IOException {
    out.send(Frame.newBuilder().setFileEnd(end).build());
  }
}
