package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.link.BulkChannel;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.sync.disk.HangingFolders;
import org.sbs.server.sync.scan.ContentIndex;
import org.sbs.server.sync.scan.ContentSource;
import org.sbs.server.sync.scan.FolderScanner;

/** A secondary that ends the connection before it has begun a cycle says why (R4.16). */
@Timeout(120)
class LastWordTest {
  private static final Duration LIMIT = Duration.ofMillis(600);

  @TempDir private Path temp;
  private PairRig rig;

  @BeforeEach
  void begin() throws Exception {
    rig = new PairRig(temp);
    rig.merge = true;
    rig.mine.file("a", "1").file("b", "1");
    assertThat(rig.connect().committed()).isTrue();
    rig.disconnect();
  }

  @AfterEach
  void end() throws Exception {
    rig.close();
  }

  @FunctionalInterface
  private interface Action {
    void run() throws IOException;
  }

  /** The secondary's end; something happens there once, just before a message passes. */
  private static final class Watched implements BulkChannel {
    private final BulkChannel inner;
    private final Frame.BodyCase at;
    private final CountDownLatch refusal = new CountDownLatch(1);
    private Action action;

    Watched(BulkChannel inner, Frame.BodyCase at, Action action) {
      this.inner = inner;
      this.at = at;
      this.action = action;
    }

    /** Waits until the secondary has said why it ends. */
    void awaitRefusal() throws IOException {
      try {
        assertThat(refusal.await(20, TimeUnit.SECONDS)).as("a last word").isTrue();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    private void passing(Frame frame) throws IOException {
      if (frame.getBodyCase() == at) {
        Action now = action;
        action = () -> {};
        now.run();
      }
    }

    @Override
    public void send(Frame frame) throws IOException {
      passing(frame);
      inner.send(frame);
      if (frame.hasCycleRefused()) {
        refusal.countDown();
      }
    }

    @Override
    public void flush() throws IOException {
      inner.flush();
    }

    @Override
    public Frame receive() throws IOException {
      Frame frame = inner.receive();
      passing(frame);
      return frame;
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Frame.BodyCase.class,
      names = {"MANIFEST_END", "WANTED", "CYCLE_BEGIN"})
  @DisplayName(
      "R4.16 whoever waits for a cycle hears why the secondary ends, also while it tells what it"
          + " has, before it gives what is adopted, and before the cycle has begun there")
  void whyItEnds(Frame.BodyCase at) throws Exception {
    if (at == Frame.BodyCase.WANTED) {
      rig.theirs.file("a", "edited there");
    }
    rig.mine.file("b", "newer");
    Channels.Ends ends = Channels.inMemory();
    Watched[] end = new Watched[1];
    end[0] =
        new Watched(
            ends.secondary(),
            at,
            () -> {
              rig.secondary.reconsider(Reason.of(ReasonCode.FOLDER_ANSWERS_AGAIN));
              end[0].awaitRefusal();
            });
    rig.connectSecondary(end[0]);
    CycleResult result = rig.firstCycle(ends.primary()).get(60, TimeUnit.SECONDS);
    assertThat(result.committed()).isFalse();
    assertThat(result.reason().toString())
        .contains("secondary-refused-cycle")
        .contains("folder-answers-again");
    assertThat(rig.theirs.path("b")).hasContent("1");
    // Nothing of it is left over for the next connection.
    assertThat(rig.awaitEnd()).isNotEmpty();
    rig.primary.close();
    assertThat(rig.awaitEnd()).isNotEmpty();
    CycleResult next = rig.connect();
    assertThat(next.committed()).as(next.reason().toString()).isTrue();
    assertThat(rig.theirs.path("b")).hasContent("newer");
  }

  @Test
  @DisplayName(
      "R4.16 a folder of the secondary that hangs while what is adopted is read there is named on"
          + " the primary")
  void hangsWhileAdopted() throws Exception {
    Hanging hanging = new Hanging(rig.theirs.path(""), "");
    rig.secondaryScanner =
        new FolderScanner(
            Clock.systemUTC(),
            path -> {
              hanging.touch(path);
              return ContentSource.DISK.open(path);
            },
            ContentIndex.inMemory(),
            new HangingFolders(LIMIT));
    rig.theirs.file("a", "edited there");
    Channels.Ends ends = Channels.inMemory();
    rig.connectSecondary(new Watched(ends.secondary(), Frame.BodyCase.WANTED, hanging::begin));
    CompletableFuture<CycleResult> cycle = rig.firstCycle(ends.primary());
    CycleResult result;
    try {
      result = cycle.get(60, TimeUnit.SECONDS);
    } finally {
      hanging.end();
    }
    assertThat(result.committed()).isFalse();
    assertThat(result.reason().toString())
        .contains("secondary-refused-cycle")
        .contains("folder-hangs {folder=" + rig.theirs.path("") + "}");
    assertThat(rig.mine.path("a")).hasContent("1");
  }
}
