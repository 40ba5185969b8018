package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.CopyGaps;
import org.sbs.server.sync.scan.ContentIndex;
import org.sbs.server.sync.scan.ContentSource;
import org.sbs.server.sync.scan.FolderScanner;

/** A disk that fails at some files of the set (R4.12, R9.7). */
@Timeout(120)
class DiskErrorTest {
  @TempDir private Path temp;
  private PairRig rig;
  private final Set<Path> bad = ConcurrentHashMap.newKeySet();

  @BeforeEach
  void begin() {
    rig = new PairRig(temp);
    rig.source = this::open;
    rig.primaryScanner = scanner();
    rig.secondaryScanner = scanner();
  }

  @AfterEach
  void end() throws IOException {
    rig.close();
  }

  private FolderScanner scanner() {
    return new FolderScanner(Clock.systemUTC(), this::open, ContentIndex.inMemory());
  }

  /** What a bad block does: the file opens, and cannot be read. */
  private ReadableByteChannel open(Path path) throws IOException {
    ReadableByteChannel channel = ContentSource.DISK.open(path);
    if (!bad.contains(path)) {
      return channel;
    }
    return new ReadableByteChannel() {
      @Override
      public int read(ByteBuffer into) throws IOException {
        throw new IOException("Input/output error");
      }

      @Override
      public boolean isOpen() {
        return channel.isOpen();
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  private static Set<String> gaps(CycleResult result) {
    assertThat(result.committed()).as("%s", result.reason()).isTrue();
    Set<String> places = new HashSet<>();
    for (Reason problem : result.problems()) {
      if (CopyGaps.isGap(problem)) {
        assertThat(CopyGaps.of(List.of(problem)))
            .allMatch(gap -> gap.has(ReasonCode.DO_SEE_TO_DISK));
        Reason bare =
            problem.code() == ReasonCode.ON_SECONDARY
                ? (Reason) problem.values().get("what")
                : problem;
        places.add(problem.code() + " " + bare.values().get("path"));
      }
    }
    return places;
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 3_000_000})
  @DisplayName(
      "R4.12 R9.7 a file that the primary's disk does not give is a gap of the copy until it does;"
          + " the others are copied")
  void unreadableHere(int bytes) throws Exception {
    String place = "ENTRY_UNREAD " + rig.mine.path("bad.bin");
    rig.mine.file("good.txt", "1").file("bad.bin", "x".repeat(bytes));
    bad.add(rig.mine.path("bad.bin"));
    assertThat(gaps(rig.connect())).containsExactly(place);
    assertThat(rig.theirs.path("good.txt")).hasContent("1");
    assertThat(rig.theirs.path("bad.bin")).doesNotExist();
    rig.mine.file("good.txt", "2");
    assertThat(gaps(rig.cycle())).as("it lasts").containsExactly(place);
    assertThat(rig.theirs.path("good.txt")).hasContent("2");
    bad.clear();
    assertThat(gaps(rig.cycle())).isEmpty();
    assertThat(rig.theirs.path("bad.bin")).hasContent("x".repeat(bytes));
    // An edit that cannot be read leaves what was copied before.
    bad.add(rig.mine.path("bad.bin"));
    rig.mine.file("bad.bin", "y".repeat(bytes));
    assertThat(gaps(rig.cycle())).containsExactly(place);
    assertThat(rig.theirs.path("bad.bin")).hasContent("x".repeat(bytes));
    bad.clear();
    assertThat(gaps(rig.cycle())).isEmpty();
    assertThat(rig.theirs.path("bad.bin")).hasContent("y".repeat(bytes));
  }

  @Test
  @DisplayName(
      "R4.12 R9.7 a file that the secondary's disk does not give is a gap of the copy, and is"
          + " written anew from the primary's")
  void unreadableThere() throws Exception {
    rig.mine.file("good.txt", "1").file("bad.bin", "x");
    assertThat(gaps(rig.connect())).isEmpty();
    bad.add(rig.theirs.path("bad.bin"));
    assertThat(gaps(rig.primary.requestCycle(false, true).get(60, TimeUnit.SECONDS)))
        .containsExactly("ON_SECONDARY " + rig.theirs.path("bad.bin"));
    assertThat(rig.committedOnSecondary.get(1).problems()).anyMatch(CopyGaps::isGap);
    bad.clear();
    assertThat(gaps(rig.cycle())).isEmpty();
    assertThat(rig.theirs.path("bad.bin")).hasContent("x");
    assertThat(rig.secondary.status().problems()).isEmpty();
  }
}
