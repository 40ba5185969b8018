package org.sbs.core.replica;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/** The chunks of one content, in their order. Immutable. */
public final class ChunkList {
  /** How many chunks are remembered at most; a longer content has a hash all the same. */
  public static final int MAX_CHUNKS = 1 << 20;

  /** "sbs-chunks": what the hash of a content of several chunks begins with. */
  private static final byte[] LABEL = {'s', 'b', 's', '-', 'c', 'h', 'u', 'n', 'k', 's'};

  private final int[] lengths;
  private final long[] offsets;
  private final byte[] hashes;
  private final long size;
  private final ContentHash content;

  private ChunkList(int[] lengths, byte[] hashes, long size, ContentHash content) {
    this.lengths = lengths;
    this.hashes = hashes;
    this.size = size;
    this.content = content;
    this.offsets = new long[lengths.length];
    for (int i = 1; i < lengths.length; i++) {
      offsets[i] = offsets[i - 1] + lengths[i - 1];
    }
  }

  /** How many chunks there are. */
  public int count() {
    return lengths.length;
  }

  /** How many bytes that chunk has. */
  public int length(int chunk) {
    return lengths[chunk];
  }

  /** Where that chunk begins. */
  public long offset(int chunk) {
    return offsets[chunk];
  }

  /** The chunk that begins there; negative if none does. */
  public int beginningAt(long offset) {
    return Arrays.binarySearch(offsets, offset);
  }

  /** The SHA-256 of that chunk. */
  public ContentHash hash(int chunk) {
    return ContentHash.of(hashes, chunk * ContentHash.BYTES);
  }

  /** True if that chunk has this SHA-256. */
  public boolean hasHash(int chunk, byte[] hash) {
    int from = chunk * ContentHash.BYTES;
    return Arrays.equals(hashes, from, from + ContentHash.BYTES, hash, 0, ContentHash.BYTES);
  }

  /** How many bytes the whole content has. */
  public long size() {
    return size;
  }

  /** The hash of the whole content. */
  public ContentHash content() {
    return content;
  }

  /** The lengths of the chunks, for who keeps lists. */
  public int[] lengths() {
    return lengths.clone();
  }

  /** The SHA-256s of the chunks, one behind the other, for who keeps lists. */
  public byte[] hashes() {
    return hashes.clone();
  }

  /**
   * The list that was kept.
   *
   * @throws IllegalArgumentException unless these can be the chunks of a content
   */
  public static ChunkList of(int[] lengths, byte[] hashes) {
    if (hashes.length != lengths.length * ContentHash.BYTES) {
      throw new IllegalArgumentException("another number of hashes than of lengths");
    }
    Builder list = new Builder();
    for (int i = 0; i < lengths.length; i++) {
      int from = i * ContentHash.BYTES;
      list.add(lengths[i], Arrays.copyOfRange(hashes, from, from + ContentHash.BYTES));
    }
    return list.build().orElseThrow(() -> new IllegalArgumentException("too many chunks"));
  }

  /** Collects the chunks of one content from its beginning to its end. One thread. */
  public static final class Builder {
    private int[] lengths = new int[16];
    private byte[] hashes = new byte[16 * ContentHash.BYTES];
    private MessageDigest all;
    private int kept;
    private boolean tooMany;
    private boolean ended;
    private long size;

    /**
     * Adds the next chunk.
     *
     * @param hash its SHA-256
     * @throws IllegalArgumentException if no chunk can be so long there
     */
    public void add(int length, byte[] hash) {
      if (length <= 0 || length > Chunker.MAX_BYTES || ended) {
        throw new IllegalArgumentException("a chunk of " + length + " bytes");
      }
      ended = length < Chunker.MIN_BYTES;
      size += length;
      if (kept == 1 && !tooMany) {
        all = sha256();
        all.update(LABEL);
        all.update(hashes, 0, ContentHash.BYTES);
      }
      if (all != null) {
        all.update(hash);
      }
      keep(length, hash);
    }

    private void keep(int length, byte[] hash) {
      if (kept == MAX_CHUNKS) {
        tooMany = true;
        return;
      }
      if (kept == lengths.length) {
        lengths = Arrays.copyOf(lengths, 2 * kept);
        hashes = Arrays.copyOf(hashes, 2 * kept * ContentHash.BYTES);
      }
      lengths[kept] = length;
      System.arraycopy(hash, 0, hashes, kept * ContentHash.BYTES, ContentHash.BYTES);
      kept++;
    }

    /** How many bytes the chunks have so far. */
    public long size() {
      return size;
    }

    /**
     * The hash of the content, which must have come to its end; see {@link ContentHash}. Asked
     * once.
     */
    private ContentHash content() {
      if (all != null) {
        return ContentHash.of(all.digest());
      }
      return kept == 1 ? ContentHash.of(hashes, 0) : ContentHash.of(sha256().digest());
    }

    /** The hash of the content, and its chunks if they are not too many. Asked once. */
    public Read end() {
      ContentHash content = content();
      Optional<ChunkList> list =
          tooMany
              ? Optional.empty()
              : Optional.of(
                  new ChunkList(
                      Arrays.copyOf(lengths, kept),
                      Arrays.copyOf(hashes, kept * ContentHash.BYTES),
                      size,
                      content));
      return new Read(content, size, list);
    }

    private Optional<ChunkList> build() {
      return end().chunks();
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  }

  /**
   * A content that was read to its end.
   *
   * @param chunks empty where there are more than {@value #MAX_CHUNKS}
   */
  public record Read(ContentHash hash, long size, Optional<ChunkList> chunks) {}
}
