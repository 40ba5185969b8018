package org.sbs.core.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.Examples;

/** Where contents are cut, and what their chunks say of them. */
final class ChunkerTest {
  /** Bytes without a pattern, the same on every run. */
  static byte[] noise(long seed, int length) {
    byte[] bytes = new byte[length];
    long x = seed * 0x9e3779b97f4a7c15L + 1;
    for (int i = 0; i < length; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
      bytes[i] = (byte) (x >>> 24);
    }
    return bytes;
  }

  private static List<Integer> cuts(byte[] content) {
    List<Integer> lengths = new ArrayList<>();
    for (int at = 0; at < content.length; ) {
      int length = Chunker.cut(content, at, content.length);
      lengths.add(length);
      at += length;
    }
    return lengths;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  static ChunkList chunks(byte[] content) {
    ChunkList.Builder list = new ChunkList.Builder();
    int at = 0;
    for (int length : cuts(content)) {
      MessageDigest digest = sha256();
      digest.update(content, at, length);
      list.add(length, digest.digest());
      at += length;
    }
    return list.end().chunks().orElseThrow();
  }

  @Test
  @DisplayName(
      "R4.9 every chunk but the last has from 32 to 512 KiB, and together they are the content")
  void limits() {
    Examples.each(
        30,
        random -> {
          long seed = random.nextLong();
          int length = random.nextInt(0, 3_000_000 + 1);
          List<Integer> lengths = cuts(noise(seed, length));
          assertThat(lengths.stream().mapToInt(n -> n).sum()).isEqualTo(length);
          for (int i = 0; i < lengths.size(); i++) {
            assertThat(lengths.get(i)).isBetween(1, Chunker.MAX_BYTES);
            assertThat(lengths.get(i) >= Chunker.MIN_BYTES || i == lengths.size() - 1).isTrue();
          }
        });
  }

  @Test
  @DisplayName("R4.9 bytes put in anywhere leave all chunks but a few as they were")
  void insertion() {
    Examples.each(
        30,
        random -> {
          long seed = random.nextLong();
          int where = random.nextInt(0, 4_000_000 + 1);
          int inserted = random.nextInt(1, 2000 + 1);
          byte[] before = noise(seed, 4_000_000);
          byte[] after = new byte[before.length + inserted];
          System.arraycopy(before, 0, after, 0, where);
          System.arraycopy(noise(~seed, inserted), 0, after, where, inserted);
          System.arraycopy(before, where, after, where + inserted, before.length - where);
          ChunkList old = chunks(before);
          ChunkList now = chunks(after);
          Set<ContentHash> known = new HashSet<>();
          for (int i = 0; i < old.count(); i++) {
            known.add(old.hash(i));
          }
          long fresh = 0;
          for (int i = 0; i < now.count(); i++) {
            fresh += known.contains(now.hash(i)) ? 0 : now.length(i);
          }
          assertThat(fresh).isLessThan(4L * Chunker.MAX_BYTES);
        });
  }

  @Test
  @DisplayName("R4.9 where a chunk ends depends on nothing but its own bytes")
  void ownBytesAlone() {
    Examples.each(
        20,
        random -> {
          long seed = random.nextLong();
          int shift = random.nextInt(0, 5000 + 1);
          byte[] content = noise(seed, 1_500_000);
          byte[] shifted = new byte[content.length + shift];
          System.arraycopy(content, 0, shifted, shift, content.length);
          int length = Chunker.cut(content, 0, content.length);
          assertThat(Chunker.cut(shifted, shift, shifted.length)).isEqualTo(length);
          assertThat(Chunker.cut(content, 0, Chunker.MAX_BYTES)).isEqualTo(length);
        });
  }

  @Test
  @DisplayName(
      "R4.9 the boundaries are the same on every node and in every version of this protocol")
  void golden() {
    byte[] content = noise(42, 1_200_000);
    assertThat(cuts(content)).containsExactly(GOLDEN);
    assertThat(chunks(content).content()).hasToString(GOLDEN_HASH);
  }

  private static final Integer[] GOLDEN = {
    166287, 189567, 146305, 147249, 143126, 134477, 131881, 141108
  };
  private static final String GOLDEN_HASH =
      "cbfeeb0a977f41d183f4967928575eae5c5b18db9ef7024f53d68f22b690ab34";

  @Test
  @DisplayName("R4.9 bytes that repeat are cut at the longest length")
  void zeros() {
    assertThat(cuts(new byte[1_100_000]))
        .containsExactly(Chunker.MAX_BYTES, Chunker.MAX_BYTES, 1_100_000 - 2 * Chunker.MAX_BYTES);
  }

  @Test
  @DisplayName("R4.9 the usual chunk has about 128 KiB")
  void average() {
    byte[] content = noise(7, 30_000_000);
    assertThat(content.length / cuts(content).size()).isBetween(100_000, 200_000);
  }

  @Test
  @DisplayName("R4.9 one chunk has the SHA-256 of the content, none that of nothing")
  void oneChunk() {
    byte[] small = noise(1, 20_000);
    MessageDigest digest = sha256();
    assertThat(chunks(small).content()).isEqualTo(ContentHash.of(digest.digest(small)));
    assertThat(chunks(new byte[0]).content()).isEqualTo(ContentHash.of(digest.digest()));
  }

  @Test
  @DisplayName("R4.9 a list tells where its chunks begin, and can be kept and made anew")
  void offsets() {
    ChunkList list = chunks(noise(3, 2_000_000));
    long offset = 0;
    for (int i = 0; i < list.count(); i++) {
      assertThat(list.offset(i)).isEqualTo(offset);
      assertThat(list.beginningAt(offset)).isEqualTo(i);
      assertThat(list.beginningAt(offset + 1)).isNegative();
      assertThat(list.hasHash(i, list.hash(i).bytes())).isTrue();
      offset += list.length(i);
    }
    assertThat(offset).isEqualTo(list.size()).isEqualTo(2_000_000);
    assertThat(list.hasHash(0, list.hash(1).bytes())).isFalse();
    ChunkList again = ChunkList.of(list.lengths(), list.hashes());
    assertThat(again.content()).isEqualTo(list.content());
    assertThat(again.hash(2)).isEqualTo(list.hash(2));
  }

  @Test
  @DisplayName("R4.9 lengths that no chunk can have are refused")
  void badLengths() {
    byte[] two = new byte[2 * ContentHash.BYTES];
    for (int[] lengths :
        List.of(
            new int[] {Chunker.MIN_BYTES - 1, 5},
            new int[] {Chunker.MAX_BYTES + 1, 5},
            new int[] {Chunker.MIN_BYTES, 0},
            new int[] {Chunker.MIN_BYTES, -5})) {
      assertThatThrownBy(() -> ChunkList.of(lengths, two))
          .as(Arrays.toString(lengths))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> ChunkList.of(new int[] {5}, two))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("R4.9 a content of very many chunks has a hash and no list")
  void manyChunks() {
    ChunkList.Builder longest = new ChunkList.Builder();
    ChunkList.Builder longer = new ChunkList.Builder();
    byte[] hash = new byte[ContentHash.BYTES];
    for (int i = 0; i < ChunkList.MAX_CHUNKS; i++) {
      longest.add(Chunker.MIN_BYTES, hash);
      longer.add(Chunker.MIN_BYTES, hash);
    }
    longer.add(1, hash);
    ChunkList.Read kept = longest.end();
    ChunkList.Read notKept = longer.end();
    assertThat(kept.chunks().map(ChunkList::count)).isEqualTo(Optional.of(ChunkList.MAX_CHUNKS));
    assertThat(notKept.chunks()).isEmpty();
    assertThat(notKept.size()).isEqualTo(kept.size() + 1);
    assertThat(notKept.hash()).isNotEqualTo(kept.hash());
  }
}
