package org.sbs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** What is written down of a run, which the report and the check of a bare machine read. */
class TestWatchTest {
  @TempDir Path project;

  private final List<String> said = new ArrayList<>();

  private List<TestJournal.Line> run(Class<?>... samples) throws IOException {
    TestJournal journal = TestJournal.in(project.resolve("module"));
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    Samples.launcher()
        .execute(Samples.request(samples), new TestWatch(journal, said::add), summary);
    assertThat(summary.getSummary().getFailures()).isEmpty();
    return TestJournal.read(project);
  }

  @Test
  @DisplayName("a class that needs what is not there is skipped, each of its tests by name")
  void wholeClass() throws IOException {
    String reason = "needs /dev/no-such-device (another machine)";
    assertThat(run(Samples.WholeClass.class))
        .containsExactlyInAnyOrder(
            new TestJournal.Line("skipped", Samples.WholeClass.class.getName() + "#first", reason),
            new TestJournal.Line(
                "skipped", Samples.WholeClass.class.getName() + "#second", reason));
  }

  @Test
  @DisplayName("a test that needs what is not there is skipped, and those beside it run")
  void oneMethod() throws IOException {
    List<TestJournal.Line> lines = run(Samples.OneMethod.class);
    String own = Samples.OneMethod.class.getName();
    assertThat(said)
        .contains("Skipped Samples$OneMethod.bound: needs /dev/no-such-device (another machine)");
    assertThat(lines).contains(new TestJournal.Line("ran", own + "#free", ""));
    assertThat(lines)
        .filteredOn(line -> line.what().equals("skipped"))
        .extracting(TestJournal.Line::id)
        .containsExactlyInAnyOrder(own + "#bound", own + "#givesUp");
  }

  @Test
  @DisplayName("a need that is not in the list fails the test, also where the tool is there")
  void unlisted() {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    Samples.launcher().execute(Samples.request(Samples.Unlisted.class), summary);
    assertThat(summary.getSummary().getFailures())
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure.getException())
                    .hasStackTraceContaining("\"mkfs.moon\", which is not in build/tools.txt"));
  }
}
