package org.sbs.server.link;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.sbs.core.reason.Reason;
import org.sbs.core.replica.Lineage;
import org.sbs.core.role.AnnouncedRole;
import org.sbs.core.role.Membership;
import org.sbs.core.role.Mode;
import org.sbs.core.role.Pause;
import org.sbs.core.role.PeerView;
import org.sbs.server.link.Recorder.Seen;

/**
 * A whole conversation on a control link: each side does one thing whenever it hears something, so
 * that it goes the same way every time. The dialer follows, they tell each other that they live,
 * the dialer wants the role and gets it.
 */
final class ControlScript {
  static final long STAMP = 123_456_789L;
  static final long ECHO = 987_654_321L;
  static final long SERVED_EPOCH = 7;
  static final String LAST_WORDS = "the role is handed over";

  private ControlScript() {}

  /** What a node says of itself, with something in every field. */
  static PeerView view(String nodeId, AnnouncedRole announcedRole) {
    return new PeerView(
        nodeId,
        Mode.MAIN_ONLY,
        announcedRole,
        SERVED_EPOCH,
        Lineage.NONE.with(3, TestNode.B).with(SERVED_EPOCH, TestNode.A),
        true,
        1312,
        new Pause(4, 90_000_000_000L),
        false,
        "etcd /sbs/dock",
        false,
        Optional.empty(),
        false,
        Membership.UNKNOWN);
  }

  /** The side that serves. */
  static void listens(TestNode node) {
    PeerView view = view(TestNode.A, AnnouncedRole.PRIMARY);
    node.events
        .on("asked", asked -> asked.link().greet(view))
        .on("followAsked", asked -> asked.link().accept(SERVED_EPOCH))
        .on("heartbeat", beat -> beat.link().heartbeat(view, STAMP, ECHO))
        .on("switchoverWanted", wanted -> wanted.link().handOver(SERVED_EPOCH))
        .on("handOverTaken", taken -> taken.link().goodbye(Reason.sentence(LAST_WORDS)));
  }

  /** The side that follows; it begins by {@link PeerLink#follow}. */
  static void dials(TestNode node) {
    Consumer<Seen> beat =
        seen -> seen.link().heartbeat(view(TestNode.B, AnnouncedRole.SECONDARY), STAMP, ECHO);
    node.events
        .on("followAccepted", beat)
        .on("heartbeat", seen -> seen.link().wantSwitchover())
        .on("handOver", asked -> asked.link().handOverTaken(SERVED_EPOCH + 1));
  }

  /** What the side that listens hears, and what is in it. */
  static List<Object> heardByListener() {
    PeerView beat = view(TestNode.B, AnnouncedRole.SECONDARY);
    return List.of(view(TestNode.B, AnnouncedRole.STARTING), "", beat, "", SERVED_EPOCH + 1);
  }
}
