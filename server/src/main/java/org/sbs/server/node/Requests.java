package org.sbs.server.node;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.sbs.core.role.Event;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Step;
import org.sbs.server.node.NodeControl.Answer;

/**
 * What users asked of the role machine and have not been answered: each is answered by the step
 * that settles it. Safe for any thread.
 */
final class Requests {
  /** Whether a step settles a request, and how. */
  interface Settled {
    Optional<Answer> by(NodeState before, Event event, Step step);
  }

  private record Open(Settled settled, CompletableFuture<Answer> answer) {}

  private final List<Open> open = new CopyOnWriteArrayList<>();

  /**
   * An answer to come.
   *
   * @param late what is answered when that time has passed
   */
  CompletableFuture<Answer> expect(Settled settled, Duration limit, Answer late) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    Open request = new Open(settled, answer);
    open.add(request);
    answer.completeOnTimeout(late, limit.toMillis(), TimeUnit.MILLISECONDS);
    return answer.whenComplete((given, failure) -> open.remove(request));
  }

  /** On the loop's thread, after each step. */
  void stepped(NodeState before, Event event, Step step) {
    for (Open request : open) {
      request.settled().by(before, event, step).ifPresent(request.answer()::complete);
    }
  }
}
