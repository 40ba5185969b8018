package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.systemtests.kit.Outcome;
import org.sbs.systemtests.kit.Sbs;

/** The README's first command. */
final class DemoSystemTest {
  /** The demonstration waits as long as it makes progress; this is its own bound. */
  private static final Duration LIMIT = Duration.ofMinutes(15);

  /** A row of that level, and what a failure that nobody expected leaves behind. */
  private static final Pattern TROUBLE =
      Pattern.compile("\\bERROR\\b|Exception\\b|Error\\b|^\\s+at [\\w.$]+\\(|^Caused by:");

  @TempDir Path temp;

  @Test
  @DisplayName("R7.2 R12.4 the demonstration ends with 0: each label once, both folders equal")
  void demo() throws IOException {
    Path site = temp.resolve("demo");
    Outcome demo = Sbs.runLong(LIMIT, temp.resolve("home"), "demo", "--folder", site.toString());
    assertThat(demo.status()).as("%s", demo).isZero();
    assertThat(demo.out()).contains("All checks hold.").doesNotContain("FAILED");
    assertThat(demo.err()).isEmpty();
    assertThat(troubles(site.resolve("A"))).as("in the logs of A").isEmpty();
    assertThat(troubles(site.resolve("B"))).as("in the logs of B").isEmpty();
  }

  private static List<String> troubles(Path node) throws IOException {
    Path said = node.resolve("sbs.log");
    assertThat(said).isNotEmptyFile();
    try (Stream<Path> logs = Files.walk(node.resolve("home/log"))) {
      return Stream.concat(Stream.of(said), logs.filter(Files::isRegularFile))
          .flatMap(DemoSystemTest::lines)
          .filter(line -> TROUBLE.matcher(line).find())
          .toList();
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new AssertionError(file + " cannot be read", e);
    }
  }
}
