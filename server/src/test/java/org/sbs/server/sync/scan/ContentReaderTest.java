package org.sbs.server.sync.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sbs.core.replica.ChunkList;

/** Contents read with and without an older version. */
@Tag("slow")
final class ContentReaderTest {
  private final ContentReader reader = new ContentReader();
  private final Random random = new Random(11);

  private byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private ChunkList read(byte[] content, Optional<ChunkList> older) throws IOException {
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    ChunkList.Read read =
        reader.read(
            Channels.newChannel(new ByteArrayInputStream(content)),
            older,
            (bytes, from, length, hash) -> seen.write(bytes, from, length));
    assertThat(seen.toByteArray()).isEqualTo(content);
    assertThat(read.size()).isEqualTo(content.length);
    assertThat(read.hash()).isEqualTo(ContentReader.hash(content));
    return read.chunks().orElseThrow();
  }

  @Test
  @DisplayName("R4.9 an older version changes neither chunks nor hash, whatever was edited where")
  void olderVersion() throws Exception {
    byte[] before = noise(9_000_000);
    ChunkList older = read(before, Optional.empty());
    for (int i = 0; i < 40; i++) {
      int from = random.nextInt(before.length);
      int to = Math.min(before.length, from + random.nextInt(1 << random.nextInt(22)));
      byte[] inserted = noise(random.nextInt(1 << random.nextInt(20)));
      byte[] after = new byte[before.length - (to - from) + inserted.length];
      System.arraycopy(before, 0, after, 0, from);
      System.arraycopy(inserted, 0, after, from, inserted.length);
      System.arraycopy(before, to, after, from + inserted.length, before.length - to);
      ChunkList now = read(after, Optional.of(older));
      assertThat(now.lengths()).isEqualTo(read(after, Optional.empty()).lengths());
    }
  }

  @Test
  @DisplayName(
      "R4.9 a content that ends in the middle of the older one, or goes on behind it, is cut anew")
  void ends() throws Exception {
    byte[] long1 = noise(6_000_000);
    ChunkList older = read(long1, Optional.empty());
    for (int length : new int[] {0, 1, 100_000, 4_194_304, 5_999_999}) {
      byte[] shorter = Arrays.copyOf(long1, length);
      ChunkList now = read(shorter, Optional.of(older));
      assertThat(read(long1, Optional.of(now)).lengths()).isEqualTo(older.lengths());
    }
  }

  @Test
  @DisplayName(
      "R4.9 R10.3 what is remembered of contents is bounded, the oldest is forgotten first")
  void memory() throws Exception {
    ChunkList one = read(noise(1_000_000), Optional.empty());
    ChunkList two = read(noise(1_000_000), Optional.empty());
    ChunkList three = read(noise(1_000_000), Optional.empty());
    ChunkMemory memory = ChunkMemory.upTo(one.count() + two.count() + three.count() - 1);
    memory.remember(one);
    memory.remember(two);
    assertThat(memory.find(one.content())).contains(one);
    memory.remember(three);
    assertThat(memory.find(one.content())).contains(one);
    assertThat(memory.find(two.content())).isEmpty();
    assertThat(memory.find(three.content())).contains(three);
    ChunkList small = read(noise(1000), Optional.empty());
    memory.remember(small);
    assertThat(memory.find(small.content())).isEmpty();
  }
}
