package org.sbs.systemtests.kit;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/**
 * Runs a system test that is a {@code @TestTemplate} once, or as often in a row as the property
 * {@code never-two.times} says. Then it tells, after the last time, how many failed.
 */
public final class Rounds implements TestTemplateInvocationContextProvider {
  private static final int TIMES = Integer.getInteger("never-two.times", 1);

  /**
   * One time.
   *
   * @param number from 1
   * @param failed counts those of the same system test
   */
  private record Round(int number, String name, AtomicInteger failed)
      implements TestTemplateInvocationContext, AfterEachCallback {
    @Override
    public String getDisplayName(int index) {
      return TIMES == 1 ? name : name + ", " + number + " of " + TIMES;
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return TIMES == 1 ? List.of() : List.of(this);
    }

    @Override
    public void afterEach(ExtensionContext context) {
      if (context.getExecutionException().isPresent()) {
        failed.incrementAndGet();
      }
      if (number == TIMES) {
        System.out.printf(
            "RESULT %s.%s: %d times, %d failed%n",
            context.getRequiredTestClass().getSimpleName(),
            context.getRequiredTestMethod().getName(),
            TIMES,
            failed.get());
      }
    }
  }

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    AtomicInteger failed = new AtomicInteger();
    return IntStream.rangeClosed(1, TIMES)
        .mapToObj(number -> new Round(number, context.getDisplayName(), failed));
  }
}
