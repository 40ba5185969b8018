package org.sbs.testkit;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips what needs something that this machine lacks. */
final class NeedsCondition implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    List<Need> missing =
        context.getElement().map(DeclaredNeeds::of).stream()
            .flatMap(needs -> needs.missing().stream())
            .toList();
    return missing.isEmpty()
        ? ConditionEvaluationResult.enabled("all that it needs is there")
        : ConditionEvaluationResult.disabled(words(missing));
  }

  /** The reason as the list of what was skipped shows it: each name, and what brings it. */
  static String words(List<Need> missing) {
    return missing.stream()
        .map(need -> need.name() + " (" + need.remedy() + ")")
        .collect(Collectors.joining(", ", "needs ", ""));
  }
}
