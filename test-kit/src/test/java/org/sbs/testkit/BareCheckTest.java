package org.sbs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the check of a bare machine finds without running a test. */
class BareCheckTest {
  private static final String FREE = Samples.OneMethod.class.getName() + "#free";
  private static final String GIVES_UP = Samples.OneMethod.class.getName() + "#givesUp";

  private static BareCheck check(TestJournal.Line... journal) {
    BareCheck check = new BareCheck(List.of(journal));
    check.look(Samples.plan(Samples.OneMethod.class));
    return check;
  }

  private static TestJournal.Line started(String program) {
    return new TestJournal.Line("started", FREE, program);
  }

  @Test
  @DisplayName("a test that starts what a bare machine lacks, and does not say so, is named")
  void undeclared() {
    BareCheck check =
        check(started("sh"), started("mkfs.moon"), new TestJournal.Line("ran", GIVES_UP, ""));
    assertThat(check.problems())
        .singleElement()
        .asString()
        .startsWith("Samples$OneMethod.free starts mkfs.moon, which a machine with a JDK and git")
        .contains("build/tools.txt");
    assertThat(check.text()).contains("2 tests run and 1 are skipped");
  }

  @Test
  @DisplayName("a test of which nothing is known yet is named")
  void unknown() {
    assertThat(check(started("sh")).problems())
        .singleElement()
        .asString()
        .startsWith("not in the last run")
        .endsWith(": Samples$OneMethod.givesUp");
  }

  @Test
  @DisplayName("what tests make for themselves is no tool of the machine")
  void own() {
    String script = System.getProperty("java.io.tmpdir") + "/made/by/a/test";
    String java = System.getProperty("java.home") + "/bin/java";
    assertThat(
            check(started(script), started(java), new TestJournal.Line("ran", GIVES_UP, ""))
                .problems())
        .isEmpty();
  }
}
