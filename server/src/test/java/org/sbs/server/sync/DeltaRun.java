package org.sbs.server.sync;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Not a test, for it writes 6 GiB: what a cycle costs after 1 MiB was appended to a file of 1 GiB,
 * or put into its middle, after a folder of 10,000 files was renamed, and the first copy of 100,000
 * small files, from a primary to a secondary over a socket without TLS, in one JVM. Run it as
 * {@link BigSetRun}, with a heap of 512 MB.
 *
 * <p>Ends with status 0 only if everything arrived.
 */
final class DeltaRun {
  private static final int MIB = 1 << 20;
  private static final int GIB_IN_MIB = 1024;
  private static final int RENAMED = 10_000;
  private static final int SMALL = 100_000;

  private final OperatingSystemMXBean processor =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final PrintStream out;
  private final PairRig rig;
  private final SplittableRandom noise = new SplittableRandom(1);

  private DeltaRun(PrintStream out, PairRig rig) {
    this.out = out;
    this.rig = rig;
  }

  public static void main(String[] arguments) throws Exception {
    Path work = Files.createTempDirectory(Path.of(arguments[0]), "delta");
    try (PairRig rig = new PairRig(work)) {
      rig.overSocket = true;
      rig.strict = true;
      rig.keepDates = true;
      rig.patience = Duration.ofMinutes(10);
      DeltaRun run = new DeltaRun(System.out, rig);
      run.large();
      run.renamed();
      run.small();
    } finally {
      Tree.deleteAll(work);
    }
  }

  private void large() throws Exception {
    Path big = rig.mine.path("big.bin");
    try (FileChannel file =
        FileChannel.open(big, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int i = 0; i < GIB_IN_MIB; i++) {
        write(file, noise(MIB));
      }
    }
    timed("1 GiB, first copy", rig::connect);
    for (int i = 0; i < 3; i++) {
      try (FileChannel file = FileChannel.open(big, StandardOpenOption.APPEND)) {
        write(file, noise(MIB));
      }
      timed("1 MiB appended to 1 GiB", rig::cycle);
    }
    for (int i = 1; i <= 3; i++) {
      insert(big, 200L * i * MIB + 12_345);
      timed("1 MiB inserted into 1 GiB", rig::cycle);
    }
    requireSame("big.bin");
    Files.delete(big);
    timed("1 GiB deleted", rig::cycle);
  }

  private void insert(Path file, long where) throws IOException {
    Path next = file.resolveSibling("next");
    try (FileChannel from = FileChannel.open(file);
        FileChannel to =
            FileChannel.open(next, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      transfer(from, 0, where, to);
      write(to, noise(MIB));
      transfer(from, where, from.size() - where, to);
    }
    // Replaced in place, as an editor does that saves under another name.
    Files.move(next, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private static void transfer(FileChannel from, long at, long length, FileChannel to)
      throws IOException {
    for (long done = 0; done < length; ) {
      done += from.transferTo(at + done, length - done, to);
    }
  }

  private void renamed() throws Exception {
    makeSmall("folder-a", RENAMED);
    timed("10,000 files, first copy", rig::cycle);
    String[] names = {"folder-a", "folder-b", "folder-c", "folder-d"};
    for (int i = 1; i < names.length; i++) {
      Files.move(rig.mine.path(names[i - 1]), rig.mine.path(names[i]));
      timed("folder of 10,000 files renamed", rig::cycle);
    }
    requireSame(names[names.length - 1] + "/0/5");
    rig.mine.delete(names[names.length - 1]);
    timed("10,000 files deleted", rig::cycle);
  }

  private void small() throws Exception {
    long started = System.nanoTime();
    makeSmall("many", SMALL);
    out.printf("100,000 files made: %.2f s%n", (System.nanoTime() - started) / 1e9);
    timed("100,000 files, first copy", rig::cycle);
    requireSame("many/0/5");
  }

  private void makeSmall(String folder, int files) throws IOException {
    for (int i = 0; i < files; i++) {
      Path path = rig.mine.path(folder + "/" + i / 100 + "/" + i % 100);
      if (i % 100 == 0) {
        Files.createDirectories(path.getParent());
      }
      Files.write(path, noise(2048 + noise.nextInt(4096)));
    }
  }

  private byte[] noise(int length) {
    byte[] bytes = new byte[length];
    noise.nextBytes(bytes);
    return bytes;
  }

  private static void write(FileChannel file, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
  }

  @FunctionalInterface
  private interface Cycle {
    CycleResult run() throws Exception;
  }

  private void timed(String what, Cycle cycle) throws Exception {
    long sentBefore = rig.bytesOnWire();
    long started = System.nanoTime();
    long startedCpu = processor.getProcessCpuTime();
    CycleResult result = cycle.run();
    out.printf(
        "%s: %d files, %.2f s, %.2f s of processors, %.2f MB on the wire%n",
        what,
        result.files(),
        (System.nanoTime() - started) / 1e9,
        (processor.getProcessCpuTime() - startedCpu) / 1e9,
        (rig.bytesOnWire() - sentBefore) / 1e6);
    if (!result.committed() || !result.problems().isEmpty()) {
      throw new IllegalStateException(what + ": " + result);
    }
  }

  private void requireSame(String file) throws IOException {
    long difference = Files.mismatch(rig.mine.path(file), rig.theirs.path(file));
    if (difference >= 0) {
      throw new IllegalStateException(file + " differs at " + difference);
    }
  }
}
