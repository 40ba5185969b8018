package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbs.systemtests.kit.CutSeries;
import org.sbs.systemtests.kit.LoopDisk;
import org.sbs.systemtests.kit.TestPair;
import org.sbs.testkit.Needs;

/**
 * The power of the secondary's disk is cut at random instants of cycles. Its home, its state and
 * its folders all lie on that disk. A long series: system-tests/power-cut.sh.
 */
@Needs(of = LoopDisk.class)
final class PowerCutSystemTest {
  private static final int CUTS = Integer.getInteger("cuts", 4);

  /** Each strike lets some cycles by, and what they replace is kept. */
  private static final int MEBIBYTES = 320 + 16 * CUTS;

  @RegisterExtension final TestPair pair = new TestPair();

  @BeforeEach
  void asRoot() {}

  @ParameterizedTest(
      name =
          "R4.8 R11.3 power cut of {0}, journal {1}: the set is one committed cycle, the old or the"
              + " new")
  @CsvSource({"EXT4, LOST", "EXT4, FLUSHED", "XFS, LOST", "XFS, FLUSHED"})
  void powerCuts(LoopDisk.Kind kind, LoopDisk.Journal journal) throws Exception {
    Path folder = pair.b().home().getParent();
    try (LoopDisk disk = LoopDisk.over(folder, kind, MEBIBYTES)) {
      keepLogOutside(folder);
      long seed = Long.getLong("cuts.seed", System.nanoTime());
      String title = kind + ", journal " + journal.name().toLowerCase(Locale.ROOT);
      System.out.println("Power cuts of " + title + ": -Dcuts.seed=" + seed);
      CutSeries.Result result;
      try {
        result = CutSeries.run(pair, CUTS, seed, strike(disk, journal));
      } finally {
        pair.b().killIfRunning();
      }
      CutReport.row(title, result);
      assertThat(result.violations()).isEmpty();
    }
  }

  private CutSeries.Strike strike(LoopDisk disk, LoopDisk.Journal journal) {
    return new CutSeries.Strike() {
      @Override
      public void strike() {
        disk.cut(journal);
        pair.b().kill();
      }

      @Override
      public void repair() {
        disk.powerOn();
      }
    };
  }

  /** What B says must survive, or a failure could not be understood. */
  private void keepLogOutside(Path folder) throws IOException {
    Path outside = folder.resolveSibling("b.log");
    Files.writeString(outside, "", StandardOpenOption.CREATE);
    Files.createSymbolicLink(folder.resolve("sbs.log"), outside);
  }
}
