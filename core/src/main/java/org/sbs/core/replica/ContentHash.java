package org.sbs.core.replica;

/**
 * The hash of a file's content, as a value. A content of one chunk ({@link Chunker}), or none, has
 * its SHA-256. A content of several has the SHA-256 of the label "sbs-chunks" and the SHA-256s of
 * its chunks in their order: so whoever knows the chunks knows the hash without reading them again.
 * That a content could be made which is the label and the hashes of another does no harm, for
 * hashes are compared together with sizes: the one is a chunk of at most 32 bytes for each chunk
 * and ten more, where each chunk of the other has 32 KiB, but for the last. Immutable.
 *
 * @param first bytes 0 to 7, big endian
 * @param second bytes 8 to 15
 * @param third bytes 16 to 23
 * @param fourth bytes 24 to 31
 */
public record ContentHash(long first, long second, long third, long fourth) {
  /** How many bytes a hash has. */
  public static final int BYTES = 32;

  /** Stands where no hash is known or where there is no content; equal to no content's hash. */
  public static final ContentHash NONE = new ContentHash(0, 0, 0, 0);

  /**
   * The hash with these bytes.
   *
   * @throws IllegalArgumentException unless there are {@value #BYTES} of them
   */
  public static ContentHash of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a SHA-256 has 32 bytes, not " + bytes.length);
    }
    return of(bytes, 0);
  }

  /** The hash with the {@value #BYTES} bytes that begin there. */
  public static ContentHash of(byte[] bytes, int from) {
    return new ContentHash(
        word(bytes, from), word(bytes, from + 8), word(bytes, from + 16), word(bytes, from + 24));
  }

  /** The hash as bytes. */
  public byte[] bytes() {
    byte[] bytes = new byte[BYTES];
    long[] words = {first, second, third, fourth};
    for (int i = 0; i < BYTES; i++) {
      bytes[i] = (byte) (words[i / 8] >>> (56 - 8 * (i % 8)));
    }
    return bytes;
  }

  private static long word(byte[] bytes, int from) {
    long word = 0;
    for (int i = 0; i < 8; i++) {
      word = (word << 8) | (bytes[from + i] & 0xff);
    }
    return word;
  }

  @Override
  public String toString() {
    return String.format("%016x%016x%016x%016x", first, second, third, fourth);
  }
}
