package org.sbs.server.sync;

import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Not a test, for it writes 4 GiB: 20,000 files and one of 2 GiB, from a primary to a secondary
 * over a socket, in one JVM. Run it with a small heap, in a folder with 5 GiB of room, after the
 * tests were compiled:
 *
 * <pre>
 * ./mvnw -q -pl server -am package -DskipTests
 * java -Xmx256m -cp 'server/target/test-classes:server/target/classes:server/target/lib/*' \
 *   org.sbs.server.sync.BigSetRun FOLDER
 * </pre>
 *
 * Ends with status 0 only if everything arrived, and a second connect sent nothing.
 */
final class BigSetRun {
  private static final int FILES = 20_000;
  private static final long BIG = 2L * 1024 * 1024 * 1024;

  private BigSetRun() {}

  public static void main(String[] arguments) throws Exception {
    Path work = Files.createTempDirectory(Path.of(arguments[0]), "big-set");
    PrintStream out = System.out;
    try (PairRig rig = new PairRig(work)) {
      makeFiles(rig.mine);
      rig.overSocket = true;
      rig.patience = Duration.ofMinutes(10);
      out.printf("heap: %d MiB at most%n", Runtime.getRuntime().maxMemory() >> 20);
      requireSent("first connect", timed(out, "first connect", rig::connect), FILES + 1L, BIG);
      requireSent("unchanged", timed(out, "unchanged", rig::cycle), 0, 0);
      rig.disconnect();
      requireSent("second connect", timed(out, "second connect", rig::connect), 0, 0);
      long difference = Files.mismatch(rig.mine.path("big.bin"), rig.theirs.path("big.bin"));
      if (difference >= 0) {
        throw new IllegalStateException("big.bin differs at " + difference);
      }
      out.println("everything arrived");
    } finally {
      Tree.deleteAll(work);
    }
  }

  private static void makeFiles(Tree tree) throws IOException {
    for (int i = 0; i < FILES; i++) {
      tree.file("files/" + i % 100 + "/" + i, ("content " + i + " ").repeat(200));
    }
    // Sparse: only its ends are on the disk.
    try (RandomAccessFile big = new RandomAccessFile(tree.path("big.bin").toFile(), "rw")) {
      big.setLength(BIG);
      big.write(1);
      big.seek(BIG - 1);
      big.write(2);
    }
  }

  @FunctionalInterface
  private interface Cycle {
    CycleResult run() throws Exception;
  }

  private static CycleResult timed(PrintStream out, String what, Cycle cycle) throws Exception {
    long started = System.nanoTime();
    CycleResult result = cycle.run();
    out.printf(
        "%s: %d files, %d MiB, %.1f s%n",
        what, result.files(), result.bytes() >> 20, (System.nanoTime() - started) / 1e9);
    return result;
  }

  private static void requireSent(String what, CycleResult result, long files, long atLeast) {
    if (!result.committed() || result.files() != files || result.bytes() < atLeast) {
      throw new IllegalStateException(what + ": " + result);
    }
  }
}
