package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.FolderFilter;
import org.sbs.server.sync.disk.FileStat;
import org.sbs.server.sync.disk.Root;
import org.sbs.server.sync.scan.ContentReader;
import org.sbs.server.sync.scan.FolderScanner;
import org.sbs.server.sync.scan.OpenFile;
import org.sbs.server.sync.scan.Scan;

/** Changes are found, whatever the time stamps say (R4.14). */
final class ChangesFoundTest {
  private static final int SIZE = 8192;

  @TempDir Path temp;

  private PairRig rig;

  @BeforeEach
  void makeRig() {
    rig = new PairRig(temp);
    rig.strict = true;
    rig.merge = true;
  }

  @AfterEach
  void closeRig() throws Exception {
    rig.close();
  }

  private static byte[] filled(char with) {
    return String.valueOf(with).repeat(SIZE).getBytes(StandardCharsets.UTF_8);
  }

  private static void setTime(Path file, long nanos) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(nanos, TimeUnit.NANOSECONDS));
  }

  private static void write(Path file, char with) throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(filled(with)));
    }
    Files.setLastModifiedTime(file, time);
  }

  /** Edits after which the file has its old size and its old time of modification. */
  enum Edit {
    IN_PLACE {
      @Override
      void make(Path file) throws IOException {
        write(file, 'B');
      }
    },
    ANOTHER_FILE_MOVED_HERE {
      @Override
      void make(Path file) throws IOException {
        Path other = file.resolveSibling("other");
        Files.write(other, filled('B'));
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
      }
    },
    BY_ANOTHER_NAME {
      @Override
      void make(Path file) throws IOException {
        Path other = Files.createLink(file.getParent().resolveSibling("second-name"), file);
        write(other, 'B');
        Files.delete(other);
      }
    },
    IN_MEMORY {
      @Override
      void make(Path file) throws Exception {
        FileTime time = Files.getLastModifiedTime(file);
        try (Mapped mapped = new Mapped(file)) {
          mapped.put(0, filled('B'));
        }
        Files.setLastModifiedTime(file, time);
      }
    },
    MOVED_AWAY_EDITED_AND_BACK {
      @Override
      void make(Path file) throws IOException {
        Path away = file.resolveSibling("away");
        Files.move(file, away);
        write(away, 'B');
        Files.move(away, file);
      }
    },
    ONE_BYTE {
      @Override
      void make(Path file) throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.write(ByteBuffer.wrap(new byte[] {'B'}), SIZE - 1);
        }
        Files.setLastModifiedTime(file, time);
      }
    };

    abstract void make(Path file) throws Exception;
  }

  /** A file that is written by way of memory, until it is closed. */
  private static final class Mapped implements AutoCloseable {
    private final MappedByteBuffer memory;

    Mapped(Path file) throws IOException {
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
      }
    }

    void put(int at, byte[] bytes) {
      for (int i = 0; i < bytes.length; i++) {
        memory.put(at + i, bytes[i]);
      }
    }

    @Override
    public void close() throws ReflectiveOperationException {
      Class<?> unsafe = Class.forName("sun.misc.Unsafe");
      var field = unsafe.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      unsafe.getMethod("invokeCleaner", ByteBuffer.class).invoke(field.get(null), memory);
    }
  }

  private Path original(long timeNanos) throws IOException {
    Path file = rig.mine.path("in/vc.hc");
    Files.createDirectories(file.getParent());
    Files.write(file, filled('A'));
    setTime(file, timeNanos);
    return file;
  }

  private void assertSame() throws IOException {
    assertThat(Tree.content(rig.theirs.path(""))).isEqualTo(Tree.content(rig.mine.path("")));
  }

  @ParameterizedTest
  @EnumSource(Edit.class)
  @DisplayName("R4.14 an edit that leaves size and time as they were is found by the next cycle")
  void connected(Edit edit) throws Exception {
    Path file = original(Tree.LONG_AGO_NANOS);
    assertThat(rig.connect().committed()).isTrue();
    edit.make(file);
    assertThat(rig.cycle().files()).isEqualTo(1);
    assertSame();
    assertThat(rig.primary.requestDifferences(false).get()).isEmpty();
    assertThat(rig.cycle().files()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Edit.class)
  @DisplayName("R4.14 and when the nodes meet again, on whichever node it was made")
  void apart(Edit edit) throws Exception {
    Path file = original(Tree.LONG_AGO_NANOS);
    assertThat(rig.connect().committed()).isTrue();
    rig.disconnect();
    edit.make(file);
    rig.swap();
    assertThat(rig.connect().committed()).isTrue();
    assertSame();
    assertThat(Files.readAllBytes(rig.mine.path("in/vc.hc"))[SIZE - 1]).isEqualTo((byte) 'B');
    assertThat(rig.primary.requestDifferences(false).get()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        4_102_444_800_000_000_000L, // 2100
        9_000_000_000_000_000_000L, // 2255
        -1L,
        -86_400_000_000_000L * 365 * 60, // 1910
        0L
      })
  @DisplayName("R4.14 dates in the future and before 1970 arrive as they are, and edits are found")
  void farDates(long nanos) throws Exception {
    rig.keepDates = true;
    Path file = original(nanos);
    assertThat(rig.connect().committed()).isTrue();
    assertThat(Tree.contentAndTimes(rig.theirs.path("")))
        .isEqualTo(Tree.contentAndTimes(rig.mine.path("")));
    assertThat(rig.cycle().files()).isZero();
    Edit.IN_PLACE.make(file);
    assertThat(rig.cycle().files()).isEqualTo(1);
    assertThat(Tree.contentAndTimes(rig.theirs.path("")))
        .isEqualTo(Tree.contentAndTimes(rig.mine.path("")));
  }

  @Test
  @DisplayName("R4.14 a date that cannot be carried over is named as long as it is there")
  void namedDate() throws Exception {
    rig.keepDates = true;
    Path file = original(Tree.LONG_AGO_NANOS);
    Files.setLastModifiedTime(file, FileTime.from(10_000_000_000L, TimeUnit.SECONDS)); // 2286
    assertThat(rig.connect().problems())
        .singleElement()
        .asString()
        .contains("entry-date-far", "vc.hc");
    assertThat(rig.cycle().problems())
        .singleElement()
        .asString()
        .contains("entry-date-far", "vc.hc");
    rig.disconnect();
    rig.keepDates = false;
    assertThat(rig.connect().problems()).isEmpty();
  }

  /** What was just made has been there for long enough for anything to be told from it. */
  private static Clock aSecondLater() {
    return Clock.offset(Clock.systemUTC(), Duration.ofSeconds(1));
  }

  private Scan look(FolderScanner scanner, FolderScanner.View view) {
    Folder folder = Folder.of(0, rig.mine.path("").toString(), FolderFilter.ALL);
    Scan scan = scanner.scan(List.of(new Root(folder, rig.mine.path(""))), view);
    return view == FolderScanner.View.RECEIVER
        ? scan
        : scanner.read(scan.manifest().entries().stream().map(FileEntry::at).toList());
  }

  /** On the overlay of a container a map holds another file than the one that is looked at. */
  private void demandNoOverlay() throws IOException {
    assumeThat(Files.getFileStore(rig.mine.path("")).type())
        .as("the temporary folder's file system tells who writes")
        .isNotEqualTo("overlay");
  }

  @ParameterizedTest
  @EnumSource(FolderScanner.View.class)
  @DisplayName("R4.14 a file dated in the future is read once, not at each look")
  void readOnce(FolderScanner.View view) throws Exception {
    FolderScanner scanner = new FolderScanner(aSecondLater());
    original(4_102_444_800_000_000_000L);
    assertThat(look(scanner, view).filesRead()).isEqualTo(1);
    assertThat(look(scanner, view).filesRead()).isZero();
  }

  @Test
  @DisplayName("R4.14 a file that is written in memory is read again until it is closed")
  void mapped() throws Exception {
    demandNoOverlay();
    Path file = original(Tree.LONG_AGO_NANOS);
    assertThat(rig.connect().committed()).isTrue();
    try (Mapped mapped = new Mapped(file)) {
      mapped.put(0, "first".getBytes(StandardCharsets.UTF_8));
      assertThat(rig.cycle().files()).isEqualTo(1);
      assertSame();
      // No time stamp moves from here on.
      mapped.put(100, "second".getBytes(StandardCharsets.UTF_8));
      assertThat(rig.cycle().files()).isEqualTo(1);
      assertSame();
      mapped.put(200, "third".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(rig.cycle().files()).isEqualTo(1);
    assertSame();
    assertThat(rig.cycle().files()).isZero();
    assertThat(look(rig.primaryScanner, FolderScanner.View.SENDER).filesRead())
        .as("closed, so it is believed")
        .isZero();
  }

  @Test
  @DisplayName("R4.14 and across a hand-over, also where the file has an old date")
  void mappedAcrossHandOver() throws Exception {
    demandNoOverlay();
    Path file = original(Tree.LONG_AGO_NANOS);
    assertThat(rig.connect().committed()).isTrue();
    try (Mapped mapped = new Mapped(file)) {
      mapped.put(0, "first".getBytes(StandardCharsets.UTF_8));
      setTime(file, Tree.LONG_AGO_NANOS);
      assertThat(rig.cycle().files()).isEqualTo(1);
      rig.disconnect();
      mapped.put(100, "second".getBytes(StandardCharsets.UTF_8));
    }
    rig.swap();
    assertThat(rig.connect().committed()).isTrue();
    assertSame();
    assertThat(Files.readString(rig.mine.path("in/vc.hc"))).contains("first", "second");
  }

  @Test
  @DisplayName("R4.14 a file that stays open is not read all the time")
  void openFile() {
    OpenFile read = new OpenFile(1_000, 50);
    assertThat(read.isDue(1_999)).isFalse();
    assertThat(read.isDue(2_000)).isTrue();
    assertThat(OpenFile.UNREAD.isDue(0)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("R4.14 a full cycle reads all files on both nodes, and so does a full comparison")
  void full(boolean onPrimary) throws Exception {
    rig.primaryScanner = new FolderScanner(aSecondLater());
    rig.secondaryScanner = new FolderScanner(aSecondLater());
    Path file = original(Tree.LONG_AGO_NANOS);
    assertThat(rig.connect().committed()).isTrue();
    // What no attribute tells: here the memory of contents is told a lie.
    Path spoilt = onPrimary ? file : rig.theirs.path("in/vc.hc");
    FolderScanner scanner = onPrimary ? rig.primaryScanner : rig.secondaryScanner;
    assertThat(rig.cycle().files()).isZero();
    write(spoilt, 'X');
    scanner.remember(spoilt, FileStat.at(spoilt), ContentReader.hash(filled('A')));
    assertThat(rig.primary.requestDifferences(false).get()).as("believed").isEmpty();
    assertThat(rig.primary.requestDifferences(true).get()).hasSize(1);
    CycleResult full = rig.primary.requestCycle(false, true).get(60, TimeUnit.SECONDS);
    assertThat(full.files()).isEqualTo(1);
    assertSame();
    assertThat(Files.readAllBytes(rig.theirs.path("in/vc.hc")))
        .isEqualTo(filled(onPrimary ? 'X' : 'A'));
  }
}
