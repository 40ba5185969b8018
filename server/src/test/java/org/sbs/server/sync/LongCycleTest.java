package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.sync.message.CommittedCycle;
import org.sbs.server.sync.scan.ContentIndex;
import org.sbs.server.sync.scan.FolderScanner;

/** A cycle that takes long: what it tells, and how it is cancelled. */
final class LongCycleTest {
  private static final int SIZE = 8 << 20;

  @TempDir Path temp;

  private PairRig rig;
  private final CountDownLatch halfSent = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  @BeforeEach
  void connect() throws Exception {
    rig = new PairRig(temp);
    rig.source = this::open;
    rig.mine.file("old", "old");
    assertThat(rig.connect().committed()).isTrue();
  }

  @AfterEach
  void close() throws Exception {
    goOn.countDown();
    rig.close();
  }

  /** Reads the file "large" until its middle and waits there. */
  private ReadableByteChannel open(Path path) throws IOException {
    ReadableByteChannel file = Files.newByteChannel(path);
    if (!path.endsWith("large")) {
      return file;
    }
    return new ReadableByteChannel() {
      private long read;

      @Override
      public int read(ByteBuffer to) throws IOException {
        if (read >= SIZE / 2) {
          halfSent.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
          }
        }
        int count = file.read(to);
        read += Math.max(0, count);
        return count;
      }

      @Override
      public boolean isOpen() {
        return file.isOpen();
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  private CompletableFuture<CycleResult> halfWay() throws Exception {
    byte[] content = new byte[SIZE];
    Arrays.fill(content, (byte) 7);
    Files.write(rig.mine.path("large"), content);
    rig.mine.file("old", "new").file("a-small", "x");
    CompletableFuture<CycleResult> cycle = rig.primary.requestCycle();
    assertThat(halfSent.await(60, TimeUnit.SECONDS)).isTrue();
    return cycle;
  }

  /** What was staged goes when the node has taken over already. */
  private void requireOldSet() throws Exception {
    await()
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .untilAsserted(
            () -> assertThat(Tree.content(rig.theirs.path("")).keySet()).containsExactly("old"));
    assertThat(rig.theirs.path("old")).hasContent("old");
  }

  @Test
  @DisplayName("R4.13 both nodes tell how far a long cycle is, and nothing between two cycles")
  void progress() throws Exception {
    assertThat(rig.primary.status().progress()).isEmpty();
    await().until(() -> rig.secondary.status().progress().isEmpty());
    long last = rig.primary.status().cycle();
    CompletableFuture<CycleResult> cycle = halfWay();
    Progress sending = rig.primary.status().progress().orElseThrow();
    assertThat(sending.phase()).isEqualTo(Progress.Phase.SENDING);
    assertThat(sending.cycle()).isEqualTo(last + 1);
    assertThat(sending.allFiles()).isEqualTo(3);
    assertThat(sending.files()).isEqualTo(1);
    assertThat(sending.allBytes()).isEqualTo(SIZE + 4);
    assertThat(sending.bytes()).isBetween(SIZE / 2L - (256 << 10), SIZE / 2L + (256 << 10));
    assertThat(rig.primary.status().pendingFiles()).isEqualTo(2);
    await()
        .untilAsserted(
            () -> {
              Progress now = rig.secondary.status().progress().orElseThrow();
              assertThat(now.phase()).isEqualTo(Progress.Phase.RECEIVING);
              assertThat(now.cycle()).isEqualTo(last + 1);
              assertThat(now.allFiles()).isEqualTo(3);
              assertThat(now.bytes()).isGreaterThan(SIZE / 4);
            });
    goOn.countDown();
    assertThat(cycle.get(60, TimeUnit.SECONDS).committed()).isTrue();
    await().until(() -> rig.primary.status().progress().isEmpty());
    await().until(() -> rig.secondary.status().progress().isEmpty());
    assertThat(rig.primary.status().pendingFiles()).isZero();
  }

  @Test
  @DisplayName(
      "R4.8 R2.1 a takeover in the middle of a cycle has the last whole one, nothing staged")
  void takeover() throws Exception {
    CompletableFuture<CycleResult> cycle = halfWay();
    long last = rig.store.committed().orElseThrow().header().cycle();
    Optional<CommittedCycle> settled = rig.secondary.settle();
    assertThat(settled.orElseThrow().header().cycle()).isEqualTo(last);
    rig.awaitEnd();
    requireOldSet();
    goOn.countDown();
    assertThat(cycle.get(60, TimeUnit.SECONDS).committed()).isFalse();
  }

  @Test
  @DisplayName("R4.8 a primary that ends replication in the middle of a cycle leaves the old set")
  void primaryEnds() throws Exception {
    CompletableFuture<CycleResult> cycle = halfWay();
    rig.primary.close();
    assertThat(cycle.get(60, TimeUnit.SECONDS).reason().code())
        .isEqualTo(ReasonCode.CYCLE_ENDED_EARLY);
    rig.awaitEnd();
    rig.awaitEnd();
    requireOldSet();
    assertThat(rig.primary.status().progress()).isEmpty();
    assertThat(rig.secondary.status().progress()).isEmpty();
  }

  @Test
  @DisplayName("R4.8 after a cancelled cycle a new connection brings everything")
  void newConnection() throws Exception {
    CompletableFuture<CycleResult> cancelled = halfWay();
    rig.secondary.settle();
    rig.primary.close();
    goOn.countDown();
    rig.awaitEnd();
    rig.awaitEnd();
    assertThat(cancelled.get(60, TimeUnit.SECONDS).committed()).isFalse();
    assertThat(rig.connect().committed()).isTrue();
    assertThat(Tree.content(rig.theirs.path(""))).isEqualTo(Tree.content(rig.mine.path("")));
  }

  @Test
  @DisplayName("R3.1 a cycle that is asked for during a long one has what was changed meanwhile")
  void lastCycleAfterLongOne() throws Exception {
    CompletableFuture<CycleResult> cycle = halfWay();
    CompletableFuture<CycleResult> lastCycle = rig.primary.requestCycle();
    rig.mine.file("late", "the last change");
    assertThat(lastCycle).isNotDone();
    goOn.countDown();
    assertThat(cycle.get(60, TimeUnit.SECONDS).committed()).isTrue();
    assertThat(lastCycle.get(60, TimeUnit.SECONDS).committed()).isTrue();
    assertThat(rig.theirs.path("late")).hasContent("the last change");
  }

  @Test
  @DisplayName("R2.1 a takeover does not wait for a look at all files")
  void takeoverDuringLook() throws Exception {
    rig.disconnect();
    CountDownLatch looking = new CountDownLatch(1);
    CountDownLatch looked = new CountDownLatch(1);
    rig.secondaryScanner =
        new FolderScanner(
            java.time.Clock.systemUTC(),
            path -> {
              looking.countDown();
              try {
                looked.await();
              } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
              }
              return Files.newByteChannel(path);
            },
            ContentIndex.inMemory());
    rig.store = null;
    CompletableFuture<Void> connecting =
        CompletableFuture.runAsync(
            () -> {
              try {
                rig.connect();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(looking.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(rig.secondary.status().committedAt())
        .as("what an earlier connection brought does not make this node ready")
        .isEmpty();
    assertThat(rig.secondary.settle()).isPresent();
    assertThat(looked.getCount()).isEqualTo(1);
    looked.countDown();
    rig.awaitEnd();
    rig.primary.close();
    connecting.get(60, TimeUnit.SECONDS);
  }
}
