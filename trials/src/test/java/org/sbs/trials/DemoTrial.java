package org.sbs.trials;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.trials.kit.Outcome;
import org.sbs.trials.kit.Sbs;

/** The README's first command. */
final class DemoTrial {
  @TempDir Path temp;

  @Test
  @DisplayName("R7.2 R12.4 the demonstration ends with 0: each label once, both folders equal")
  void demo() {
    Outcome demo =
        Sbs.run(temp.resolve("home"), "demo", "--folder", temp.resolve("demo").toString());
    assertThat(demo.status()).as("%s", demo).isZero();
    assertThat(demo.out()).contains("All checks hold.").doesNotContain("FAILED");
  }
}
