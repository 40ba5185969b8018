package org.sbs.lpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbs.lpm.Site.eventually;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoManagersTest {
  private static final int FILES = 400;

  @Test
  @DisplayName("R12.2 two managers on one capture folder print each of 400 files exactly once")
  void everyLabelExactlyOnce(@TempDir Path root) throws Exception {
    try (Site site = new Site(root)) {
      site.sentinel("Dock");
      site.start("A");
      site.start("B");
      for (int i = 0; i < FILES; i++) {
        site.dropText("order-" + i + ".txt", "label " + i);
      }
      eventually().until(() -> site.done().size() == FILES);
      List<String> wanted = IntStream.range(0, FILES).mapToObj(i -> "label " + i).toList();
      assertThat(site.labels()).containsExactlyInAnyOrderElementsOf(wanted);
      assertThat(site.failed()).isEmpty();
      long byA = site.journal("A").lines().filter(line -> line.contains("\"printed\"")).count();
      long byB = site.journal("B").lines().filter(line -> line.contains("\"printed\"")).count();
      assertThat(byA + byB).isEqualTo(FILES);
      assertThat(Math.min(byA, byB)).as("both had their share").isPositive();
      System.out.println("  two managers: " + byA + " labels by A, " + byB + " by B");
    }
  }
}
