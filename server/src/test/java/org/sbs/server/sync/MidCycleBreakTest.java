package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.server.sync.disk.HangingFolders;
import org.sbs.server.sync.scan.ContentIndex;
import org.sbs.server.sync.scan.ContentSource;
import org.sbs.server.sync.scan.FolderScanner;
import org.sbs.server.sync.send.Waits;

/**
 * A connection that ends in the middle of a cycle. Whoever works on files then must not be
 * interrupted: Java would close these files, the index of contents among them, for everybody.
 */
@Timeout(120)
final class MidCycleBreakTest {
  @TempDir java.nio.file.Path temp;

  @Test
  @DisplayName(
      "R4.8 the link ends while a file is read: the reader is not interrupted, the index"
          + " of contents goes on, and the next connection brings the file")
  void whileAFileIsRead() throws Exception {
    AtomicReference<Boolean> interrupted = new AtomicReference<>();
    AtomicBoolean breaks = new AtomicBoolean();
    try (ContentIndex index = ContentIndex.in(temp.resolve("index"), 1);
        PairRig rig = new PairRig(temp)) {
      rig.primaryScanner =
          new FolderScanner(
              Clock.systemUTC(),
              ContentSource.DISK,
              index,
              new HangingFolders(Duration.ofSeconds(60)));
      rig.mine.file("a", "1");
      assertThat(rig.connect().committed()).isTrue();
      rig.source =
          path -> {
            if (breaks.compareAndSet(true, false)) {
              rig.primary.close();
              rig.secondary.close();
              // Until the sender has let go of whoever reads for it.
              await().until(() -> rig.ended.size() == 2);
              interrupted.set(Thread.currentThread().isInterrupted());
            }
            return ContentSource.DISK.open(path);
          };
      rig.disconnect();
      rig.mine.file("b", "2".repeat(100));
      breaks.set(true);
      CompletableFuture<CycleResult> broken = CompletableFuture.supplyAsync(() -> connect(rig));
      assertThat(broken.get(60, TimeUnit.SECONDS).committed()).isFalse();
      await().until(() -> interrupted.get() != null);
      assertThat(interrupted).hasValue(false);
      rig.ended.clear();
      assertThat(rig.connect().committed()).isTrue();
      assertThat(rig.theirs.path("b")).hasContent("2".repeat(100));
    }
  }

  private static CycleResult connect(PairRig rig) {
    try {
      return rig.connect();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("R4.8 an end interrupts a wait, and nothing that comes before or after it")
  void waits() throws Exception {
    Waits waits = new Waits();
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Optional<Boolean>> left = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                waits.during(
                    () -> {
                      begun.countDown();
                      new CountDownLatch(1).await();
                      return "";
                    });
                left.complete(Optional.empty());
              } catch (InterruptedException e) {
                left.complete(Optional.of(Thread.currentThread().isInterrupted()));
              }
            });
    thread.start();
    begun.await();
    waits.end();
    assertThat(left.get(20, TimeUnit.SECONDS)).as("cut short, and clean").contains(false);
    thread.join();
    assertThatThrownBy(() -> waits.during(() -> "")).isInstanceOf(InterruptedException.class);
    waits.end();
    assertThat(Thread.currentThread().isInterrupted()).as("nobody waits").isFalse();
  }
}
