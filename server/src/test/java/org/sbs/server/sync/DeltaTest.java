package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.reason.ReasonCode;

/** What crosses the wire when large files change, and what arrives. */
final class DeltaTest {
  private static final int SIZE = 8_000_000;

  /** Between chunks of 128 KiB on average some are up to 512. */
  private static final int FEW_CHUNKS = 1_500_000;

  @TempDir Path temp;

  private final Random random = new Random(5);
  private PairRig rig;
  private int minute;

  @BeforeEach
  void makePair() {
    rig = new PairRig(temp);
    rig.keepDates = true;
  }

  @AfterEach
  void closePair() throws IOException {
    rig.close();
  }

  private byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static byte[] part(byte[] of, int from, int to) {
    return java.util.Arrays.copyOfRange(of, from, to);
  }

  /** With a time that moves, long ago. */
  private void write(String name, byte[] content) throws IOException {
    Path path = rig.mine.path(name);
    Files.write(path, content);
    Files.setLastModifiedTime(path, FileTime.fromMillis(1_500_000_000_000L + 60_000L * ++minute));
  }

  private long bytesOfCycle() throws Exception {
    long before = rig.bytesOnWire();
    CycleResult result = rig.cycle();
    assertThat(result.committed()).as(result.reason().toString()).isTrue();
    assertThat(result.problems()).isEmpty();
    return rig.bytesOnWire() - before;
  }

  private void assertArrived(String name) throws IOException {
    assertThat(Files.mismatch(rig.mine.path(name), rig.theirs.path(name))).isEqualTo(-1);
  }

  @Test
  @DisplayName("R4.9 only what was put in, taken out, changed or appended crosses the wire")
  void onlyChanges() throws Exception {
    byte[] content = noise(SIZE);
    write("big", content);
    rig.connect();
    assertArrived("big");
    byte[] appended = join(content, noise(1000));
    write("big", appended);
    assertThat(bytesOfCycle()).isLessThan(FEW_CHUNKS);
    assertArrived("big");
    byte[] inserted =
        join(part(appended, 0, 3_000_000), noise(77), part(appended, 3_000_000, SIZE));
    write("big", inserted);
    assertThat(bytesOfCycle()).isLessThan(FEW_CHUNKS);
    assertArrived("big");
    byte[] cut = join(part(inserted, 0, 1_000_000), part(inserted, 2_000_000, 7_000_000));
    write("big", cut);
    assertThat(bytesOfCycle()).isLessThan(FEW_CHUNKS);
    assertArrived("big");
    byte[] swapped = join(part(cut, 3_000_000, cut.length), part(cut, 0, 3_000_000));
    write("big", swapped);
    assertThat(bytesOfCycle()).isLessThan(2 * FEW_CHUNKS);
    assertArrived("big");
    write("big", part(swapped, 0, 2_500_000));
    assertThat(bytesOfCycle()).isLessThan(FEW_CHUNKS);
    assertArrived("big");
  }

  @Test
  @DisplayName("R4.9 a secondary that was restarted reads its file again and takes the references")
  void restartedSecondary() throws Exception {
    byte[] content = noise(SIZE);
    write("big", content);
    rig.connect();
    rig.disconnect();
    rig.restartSecondary();
    write("big", join(noise(500), content));
    rig.connect();
    assertThat(rig.bytesOnWire()).isLessThan(FEW_CHUNKS);
    assertArrived("big");
  }

  @Test
  @DisplayName(
      "R4.9 a file that was edited on the secondary while a cycle came arrives with the next")
  void baseEdited() throws Exception {
    byte[] content = noise(SIZE);
    write("big", content);
    rig.connect();
    Path theirs = rig.theirs.path("big");
    Files.write(theirs, noise(SIZE));
    byte[] longer = join(content, noise(500));
    write("big", longer);
    CycleResult first = rig.cycle();
    assertThat(first.committed()).isTrue();
    assertThat(first.problems()).anyMatch(p -> p.has(ReasonCode.SOURCE_CHANGED));
    assertThat(theirs).hasSize(SIZE);
    assertThat(rig.cycle().problems()).isEmpty();
    assertArrived("big");
  }

  @Test
  @DisplayName("R4.9 what compresses is compressed, in files of any size, and arrives as it was")
  void compressed() throws Exception {
    byte[] text =
        "2026-01-01 12:00:00 printed label 12345 on Dock 3\n"
            .repeat(60_000)
            .getBytes(StandardCharsets.UTF_8);
    write("large.log", text);
    for (int i = 0; i < 200; i++) {
      write("small" + i, part(text, i, 5000));
    }
    rig.connect();
    assertThat(rig.bytesOnWire()).isLessThan(text.length / 10);
    assertArrived("large.log");
    assertArrived("small7");
  }

  @Test
  @DisplayName(
      "R4.9 what does not compress is sent as it is, at no more than a thousandth of its size")
  void notCompressed() throws Exception {
    write("noise", noise(SIZE));
    rig.connect();
    assertThat(rig.bytesOnWire()).isBetween((long) SIZE, SIZE + SIZE / 1000L);
    assertArrived("noise");
  }

  @Test
  @DisplayName("R4.9 small files share messages, in order with large ones, and all arrive")
  void many() throws Exception {
    for (int i = 0; i < 700; i++) {
      write("f" + i, noise(i * 37));
    }
    for (int size : new int[] {65_535, 65_536, 65_537, 262_144, 524_288, 524_289, 4_194_304}) {
      write("g" + size, noise(size));
    }
    write("zeros", new byte[3_000_000]);
    rig.connect();
    assertThat(Tree.contentAndTimes(rig.theirs.path("")))
        .isEqualTo(Tree.contentAndTimes(rig.mine.path("")));
  }
}
