package org.sbs.core.alert;

import java.util.Optional;
import org.sbs.core.role.AnnouncedRole;
import org.sbs.core.role.Event;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.PeerView;
import org.sbs.core.role.Phase;
import org.sbs.core.role.Step;

/** The alerts that are one step of the role machine. */
final class PointAlerts {
  private PointAlerts() {}

  static Optional<Alert> of(NodeState before, Event event, Step step) {
    String peer = before.self().peerName();
    if (step.state().phase() instanceof Phase.Serving serving) {
      if (before.phase() instanceof Phase.Promoting promoting) {
        return promoted(step.state(), promoting, serving.epoch(), peer);
      }
      if (before.phase() instanceof Phase.Serving && isPrimary(event)) {
        return Optional.of(new Alert.TwoPrimaries(peer, step.reason()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Alert> promoted(
      NodeState after, Phase.Promoting phase, long epoch, String peer) {
    return switch (phase.cause()) {
      case TAKEOVER -> Optional.of(new Alert.TookOver(peer, epoch, phase.why()));
      case HANDOVER -> Optional.of(new Alert.HandedOver(peer, epoch));
      case START ->
          after.durable().mayBeOld() ? Optional.of(new Alert.OldData(peer)) : Optional.empty();
      case RESTART -> Optional.empty();
    };
  }

  /** Whether the event is word of another primary; this node, which stays one, has precedence. */
  private static boolean isPrimary(Event event) {
    Optional<PeerView> other = Optional.empty();
    if (event instanceof Event.Answered answered) {
      other = Optional.of(answered.peer());
    } else if (event instanceof Event.PeerAsked asked) {
      other = Optional.of(asked.peer());
    }
    return other.filter(peer -> peer.announcedRole() == AnnouncedRole.PRIMARY).isPresent();
  }
}
