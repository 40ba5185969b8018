package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.reason.ReasonCode;

/** Files that change while they are read. */
final class TornFileTest {
  private static final int SIZE = 700_000;

  // In memory, where a writer is not held up in the middle of a write because disks are busy.
  @TempDir(factory = MemoryFolder.class)
  Path temp;

  private PairRig rig;
  private Path file;

  @BeforeEach
  void makeRig() throws Exception {
    rig = new PairRig(temp);
    file = rig.mine.path("busy");
    fill('A');
  }

  @AfterEach
  void closeRig() throws Exception {
    rig.close();
  }

  /** In place, all bytes the same. */
  private void fill(char letter) throws IOException {
    byte[] content = new byte[SIZE];
    Arrays.fill(content, (byte) letter);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }

  /** Runs something once a file has been read half. */
  private static ReadableByteChannel halfWay(Path path, Runnable then) throws IOException {
    return Channels.newChannel(
        new FilterInputStream(Files.newInputStream(path)) {
          private long read;

          @Override
          public int read(byte[] bytes, int from, int length) throws IOException {
            int n = super.read(bytes, from, Math.min(length, 8192));
            if (read < SIZE / 2 && read + n >= SIZE / 2) {
              then.run();
            }
            read += Math.max(0, n);
            return n;
          }
        });
  }

  private void fillUnchecked(char letter) {
    try {
      fill(letter);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void assertWhole(char letter) throws IOException {
    byte[] content = Files.readAllBytes(rig.theirs.path("busy"));
    assertThat(content).hasSize(SIZE);
    for (byte b : content) {
      assertThat((char) b).isEqualTo(letter);
    }
  }

  @Test
  @DisplayName("R4.12 a file that changes while it is sent comes whole with the next cycle")
  void changesWhileSent() throws Exception {
    AtomicBoolean busy = new AtomicBoolean(false);
    AtomicInteger next = new AtomicInteger('B');
    rig.source =
        path ->
            halfWay(
                path,
                () -> {
                  if (busy.get()) {
                    fillUnchecked((char) next.getAndIncrement());
                  }
                });
    rig.mine.file("quiet", "q");
    rig.connect();
    assertWhole('A');
    fill('a');
    busy.set(true);
    for (int i = 0; i < 3; i++) {
      rig.mine.file("quiet", "q" + i);
      CycleResult torn = rig.cycle();
      assertThat(torn.committed()).isTrue();
      assertThat(torn.problems()).anyMatch(p -> p.has(ReasonCode.ENTRY_CHANGED));
      assertThat(rig.theirs.path("quiet")).hasContent("q" + i);
      assertWhole('A');
    }
    busy.set(false);
    assertThat(rig.cycle().problems()).isEmpty();
    assertWhole((char) (next.get() - 1));
  }

  @Test
  @DisplayName(
      "R4.12 a file that is to replace a folder and changes while sent leaves the folder whole")
  void tornReplacement() throws Exception {
    rig.theirs.file("busy/in/x", "x");
    AtomicBoolean busy = new AtomicBoolean(true);
    rig.source =
        path ->
            halfWay(
                path,
                () -> {
                  if (busy.get()) {
                    fillUnchecked('B');
                  }
                });
    CycleResult torn = rig.connect();
    assertThat(torn.committed()).as(torn.reason().toString()).isTrue();
    assertThat(rig.theirs.path("busy/in/x")).hasContent("x");
    busy.set(false);
    rig.cycle();
    assertWhole('B');
  }

  @Test
  @DisplayName("R4.12 a file that is rewritten all the time never arrives torn")
  void rewrittenAllTheTime() throws Exception {
    rig.connect();
    AtomicBoolean stop = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              for (int i = 0; !stop.get(); i++) {
                fillUnchecked((char) ('a' + i % 26));
              }
            });
    writer.start();
    try {
      for (int i = 0; i < 10; i++) {
        assertThat(rig.cycle().committed()).isTrue();
        byte[] content = Files.readAllBytes(rig.theirs.path("busy"));
        assertWhole((char) content[0]);
      }
    } finally {
      stop.set(true);
      writer.join();
    }
    rig.cycle();
    assertThat(Files.mismatch(file, rig.theirs.path("busy"))).isEqualTo(-1);
  }
}
