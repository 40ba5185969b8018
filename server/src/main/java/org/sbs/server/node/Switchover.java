package org.sbs.server.node;

import java.util.Optional;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.Event;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Phase;
import org.sbs.core.role.Step;
import org.sbs.server.node.NodeControl.Answer;
import org.sbs.server.text.ReasonText;

/** How a switchover ended, seen from the node on which it was asked for (R3.2). */
final class Switchover implements Requests.Settled {
  private final ReasonText english = ReasonText.english();

  @Override
  public Optional<Answer> by(NodeState before, Event event, Step step) {
    Phase to = step.state().phase();
    String reason = english.say(step.reason());
    if (step.reason().has(ReasonCode.ROLES_NOT_SWAPPED)) {
      return answer(false, reason);
    }
    boolean moved = !to.getClass().equals(before.phase().getClass());
    if (moved && to instanceof Phase.Following) {
      return answer(true, "The roles are swapped: this node is now " + reason);
    }
    if (moved && to instanceof Phase.Serving && !(before.phase() instanceof Phase.Leaving)) {
      return answer(true, "The roles are swapped: this node is now " + reason);
    }
    return to instanceof Phase.Ended
        ? answer(false, "SBS ended meanwhile: " + reason)
        : Optional.empty();
  }

  private static Optional<Answer> answer(boolean done, String sentence) {
    String text = Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    return Optional.of(new Answer(done, text.endsWith(".") ? text : text + "."));
  }
}
