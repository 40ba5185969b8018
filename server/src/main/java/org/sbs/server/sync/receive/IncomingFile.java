package org.sbs.server.sync.receive;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.util.Optional;
import org.sbs.core.replica.ChunkList;
import org.sbs.core.replica.Chunker;
import org.sbs.core.replica.ContentHash;
import org.sbs.core.replica.FileEntry;
import org.sbs.server.link.wire.FileData;
import org.sbs.server.link.wire.FileRange;
import org.sbs.server.sync.disk.Hashing;
import org.sbs.server.sync.disk.LogText;
import org.sbs.server.sync.message.BadMessageException;
import org.sbs.server.sync.message.MessageLimits;
import org.sbs.server.sync.message.Wire;

/**
 * One large file as the peer sends it. Each new chunk is hashed as it comes; those of the base are
 * known. What cannot be staged for reasons of this node is still checked for its form. One thread.
 */
final class IncomingFile {
  private final FileEntry entry;
  private final boolean hasBase;
  private final Optional<ChunkList> base;
  private final ChunkList.Builder chunks = new ChunkList.Builder();
  private final MessageDigest digest = Hashing.sha256();
  private boolean isKnown;
  private long remaining;
  private int openChunk;

  /**
   * A file from its beginning.
   *
   * @param hasBase whether parts of another may come
   * @param base its chunks; empty if there is none, or it is not what the peer thinks
   */
  IncomingFile(FileEntry entry, boolean hasBase, Optional<ChunkList> base) {
    this.entry = entry;
    this.hasBase = hasBase;
    this.base = base;
    this.remaining = entry.size();
    this.isKnown = !hasBase || base.isPresent();
  }

  FileEntry entry() {
    return entry;
  }

  void data(FileData data) throws BadMessageException {
    ByteString content = data.getContent();
    if (content.isEmpty() || content.size() > MessageLimits.DATA_BYTES) {
      throw bad("a part of %d bytes came for %s", content.size());
    }
    take(content.size());
    int at = 0;
    for (int end : data.getEndList()) {
      if (end <= at || end > content.size()) {
        throw bad("a chunk that ends at %d came for %s", end);
      }
      add(content, at, end);
      endChunk();
      at = end;
    }
    add(content, at, content.size());
  }

  private void add(ByteString content, int from, int to) throws BadMessageException {
    openChunk += to - from;
    if (openChunk > Chunker.MAX_BYTES) {
      throw bad("a chunk of %d bytes or more came for %s", openChunk);
    }
    digest.update(content.substring(from, to).asReadOnlyByteBuffer());
  }

  private void endChunk() throws BadMessageException {
    addChunk(openChunk, digest.digest());
    openChunk = 0;
  }

  /** The bytes of the base that are meant; the caller copies them. */
  void range(FileRange range) throws BadMessageException {
    long offset = range.getOffset();
    long length = range.getLength();
    if (!hasBase) {
      throw bad("a part of no file, %d bytes, came for %s", length);
    }
    if (openChunk > 0 || length <= 0 || offset < 0) {
      throw bad("an impossible part of %d bytes came for %s", length);
    }
    take(length);
    if (base.isPresent()) {
      takeChunks(base.get(), offset, length);
    }
  }

  private void takeChunks(ChunkList from, long offset, long length) throws BadMessageException {
    int chunk = from.beginningAt(offset);
    long left = length;
    while (left > 0) {
      if (chunk < 0 || chunk >= from.count() || from.length(chunk) > left) {
        throw bad("a part of another file that is no whole chunks, %d bytes, came for %s", length);
      }
      addChunk(from.length(chunk), from.hash(chunk).bytes());
      left -= from.length(chunk);
      chunk++;
    }
  }

  private void addChunk(int length, byte[] hash) throws BadMessageException {
    if (!isKnown) {
      return;
    }
    try {
      chunks.add(length, hash);
    } catch (IllegalArgumentException e) {
      throw bad("a chunk of %d bytes in the middle came for %s", length);
    }
  }

  private void take(long length) throws BadMessageException {
    if (length > remaining) {
      throw new BadMessageException("more content than announced for " + LogText.path(entry.at()));
    }
    remaining -= length;
  }

  /** The whole file with its hash and chunks, which are what the peer says. */
  ChunkList.Read end(ByteString sha256) throws BadMessageException {
    ContentHash hash = Wire.hash(sha256, entry.at());
    if (remaining > 0 || openChunk > 0) {
      throw new BadMessageException("less content than announced for " + LogText.path(entry.at()));
    }
    if (!isKnown) {
      return new ChunkList.Read(hash, entry.size(), Optional.empty());
    }
    ChunkList.Read read = chunks.end();
    if (!read.hash().equals(hash)) {
      throw new BadMessageException(
          "the content of " + LogText.path(entry.at()) + " has another hash");
    }
    return read;
  }

  private BadMessageException bad(String what, long number) {
    return new BadMessageException(String.format(what, number, LogText.path(entry.at())));
  }
}
