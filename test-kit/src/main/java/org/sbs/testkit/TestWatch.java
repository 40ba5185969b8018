package org.sbs.testkit;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Knows which test runs, and writes down which ran, what they started, and which were skipped. */
public final class TestWatch implements TestExecutionListener {
  /**
   * The test that runs in this JVM. JUnit tells listeners, and the programs of a test may be
   * started by any of its threads, so that there is no other way from here to there.
   */
  private static volatile Optional<WatchedTest> running = Optional.empty();

  private final TestJournal journal;
  private final Consumer<String> out;
  private TestPlan plan;

  /** For JUnit, which finds this class by its name. */
  public TestWatch() {
    this(TestJournal.in(Path.of("")), System.out::println);
  }

  TestWatch(TestJournal journal, Consumer<String> out) {
    this.journal = journal;
    this.out = out;
  }

  static Optional<WatchedTest> now() {
    return running;
  }

  @Override
  public void testPlanExecutionStarted(TestPlan started) {
    plan = started;
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    running = watched(test);
    if (test.isTest()) {
      running.ifPresent(its -> journal.ran(its.id()));
    }
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
      skipped(test, result.getThrowable().map(Throwable::getMessage).orElse("it gave up"));
    }
    running = plan.getParent(test).flatMap(this::watched);
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    skipped(test, reason);
  }

  private void skipped(TestIdentifier test, String reason) {
    tests(test)
        .flatMap(each -> watched(each).stream())
        .forEach(
            each -> {
              out.accept("Skipped " + each.name() + ": " + reason);
              journal.skipped(each.id(), reason);
            });
  }

  /** The tests of a class; what runs several times with other arguments is one. */
  private Stream<TestIdentifier> tests(TestIdentifier test) {
    return isMethod(test) ? Stream.of(test) : plan.getChildren(test).stream().flatMap(this::tests);
  }

  private boolean isMethod(TestIdentifier test) {
    return test.isTest() || watched(test).filter(WatchedTest::isMethod).isPresent();
  }

  private Optional<WatchedTest> watched(TestIdentifier test) {
    return test.getSource()
        .filter(source -> DeclaredNeeds.classOf(source).isPresent())
        .map(
            source ->
                new WatchedTest(DeclaredNeeds.idOf(source), DeclaredNeeds.of(source), journal));
  }
}
