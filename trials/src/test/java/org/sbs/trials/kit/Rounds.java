package org.sbs.trials.kit;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/**
 * Runs a trial that is a {@code @TestTemplate} once, or as often in a row as the property {@code
 * never-two.times} says.
 */
public final class Rounds implements TestTemplateInvocationContextProvider {
  private static final int TIMES = Integer.getInteger("never-two.times", 1);

  private record Round(String name) implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int number) {
      return TIMES == 1 ? name : name + ", " + number + " of " + TIMES;
    }
  }

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    return IntStream.range(0, TIMES).mapToObj(round -> new Round(context.getDisplayName()));
  }
}
