package org.sbs.server.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.sbs.core.bound.Bound;
import org.sbs.core.replica.Lineage;
import org.sbs.core.role.AnnouncedRole;
import org.sbs.core.role.Membership;
import org.sbs.core.role.Mode;
import org.sbs.core.role.Pause;
import org.sbs.core.role.PeerView;
import org.sbs.server.link.wire.EpochOwner;
import org.sbs.server.link.wire.View;

/** Between what a node says of itself on the wire and the same in the core. */
final class NodeViewCodec {
  private static final Pattern NODE_ID = Pattern.compile("[0-9a-f]{32}");

  private static final int MOST_WITNESS = 200;

  /** Longer than any silence limit: a node says no more of a longer pause. */
  static final int MOST_STALL_MILLIS = 3_600_000;

  private NodeViewCodec() {}

  /**
   * Checks and reads what the peer says of itself.
   *
   * @param known what this node knows of the pair's numbers
   * @throws FrameException when anything in it is impossible
   */
  static PeerView read(View view, Known known) throws FrameException {
    return new PeerView(
        nodeId(view.getNodeId()),
        mode(view.getMode()),
        announcedRole(view.getAnnouncedRole()),
        PeerNumbers.count(Bound.EPOCH, "View.epoch", view.getEpoch(), known.epoch()),
        lineage(view.getLineageList(), known),
        view.getWasPrimary(),
        PeerNumbers.count(Bound.CYCLE, "View.cycle", view.getCycle()),
        pause(view, known),
        !view.getUnable(),
        witness(view.getWitness()),
        view.getServiceFailing(),
        view.hasUnfit() ? Optional.of(WireReasons.read(view.getUnfit())) : Optional.empty(),
        view.getMayBeOld(),
        membership(view),
        TimeUnit.MILLISECONDS.toNanos(
            PeerNumbers.atMost(
                MOST_STALL_MILLIS,
                "View.stall_millis",
                Integer.toUnsignedLong(view.getStallMillis()))));
  }

  private static Pause pause(View view, Known known) throws FrameException {
    return new Pause(
        PeerNumbers.count(Bound.PAUSE, "View.pause_serial", view.getPauseSerial(), known.pause()),
        PeerNumbers.atMost(
            Bound.LONGEST_PAUSE_NANOS, "View.pause_left_nanos", view.getPauseLeftNanos()));
  }

  /** What this node says of itself. */
  static View write(PeerView view) {
    View.Builder message =
        View.newBuilder()
            .setNodeId(view.nodeId())
            .setMode(
                switch (view.mode()) {
                  case SYMMETRIC -> org.sbs.server.link.wire.Mode.SYMMETRIC;
                  case MAIN_ONLY -> org.sbs.server.link.wire.Mode.MAIN_ONLY;
                  case BACKUP_ONLY -> org.sbs.server.link.wire.Mode.BACKUP_ONLY;
                })
            .setAnnouncedRole(
                switch (view.announcedRole()) {
                  case STARTING -> org.sbs.server.link.wire.AnnouncedRole.STARTING;
                  case PROMOTING -> org.sbs.server.link.wire.AnnouncedRole.PROMOTING;
                  case SECONDARY -> org.sbs.server.link.wire.AnnouncedRole.SECONDARY;
                  case PRIMARY -> org.sbs.server.link.wire.AnnouncedRole.PRIMARY;
                  case LEAVING -> org.sbs.server.link.wire.AnnouncedRole.LEAVING;
                  case STOPPED -> org.sbs.server.link.wire.AnnouncedRole.STOPPED;
                })
            .setEpoch(view.epoch())
            .setWasPrimary(view.wasPrimary())
            .setCycle(view.cycle())
            .setPauseSerial(view.pause().serial())
            .setPauseLeftNanos(view.pause().leftNanos())
            .setUnable(!view.able())
            .setWitness(view.witness())
            .setServiceFailing(view.failing())
            .setMayBeOld(view.mayBeOld())
            .setPartnerId(view.membership().partner().orElse(""))
            .setExcluded(view.membership().excluded())
            .setStallMillis(
                (int)
                    Math.min(MOST_STALL_MILLIS, TimeUnit.NANOSECONDS.toMillis(view.stallNanos())));
    view.weakness().map(WireReasons::write).ifPresent(message::setUnfit);
    for (Lineage.EpochOwner servedEpoch : view.lineage().epochs()) {
      message.addLineage(
          EpochOwner.newBuilder().setEpoch(servedEpoch.epoch()).setNodeId(servedEpoch.nodeId()));
    }
    return message.build();
  }

  private static Mode mode(org.sbs.server.link.wire.Mode mode) throws FrameException {
    return switch (mode) {
      case SYMMETRIC -> Mode.SYMMETRIC;
      case MAIN_ONLY -> Mode.MAIN_ONLY;
      case BACKUP_ONLY -> Mode.BACKUP_ONLY;
      case MODE_UNKNOWN, UNRECOGNIZED -> throw new FrameException("an unknown mode");
    };
  }

  private static AnnouncedRole announcedRole(org.sbs.server.link.wire.AnnouncedRole announcedRole)
      throws FrameException {
    return switch (announcedRole) {
      case STARTING -> AnnouncedRole.STARTING;
      case PROMOTING -> AnnouncedRole.PROMOTING;
      case SECONDARY -> AnnouncedRole.SECONDARY;
      case PRIMARY -> AnnouncedRole.PRIMARY;
      case LEAVING -> AnnouncedRole.LEAVING;
      case STOPPED -> AnnouncedRole.STOPPED;
      case ANNOUNCED_ROLE_UNKNOWN, UNRECOGNIZED -> throw new FrameException("an unknown standing");
    };
  }

  private static Lineage lineage(List<EpochOwner> epochs, Known known) throws FrameException {
    if (epochs.size() > Lineage.LIMIT) {
      throw new FrameException("a lineage of " + epochs.size() + " epochs");
    }
    List<Lineage.EpochOwner> read = new ArrayList<>(epochs.size());
    for (EpochOwner servedEpoch : epochs) {
      long epoch =
          PeerNumbers.count(
              Bound.EPOCH, "View.lineage.epoch", servedEpoch.getEpoch(), known.epoch());
      read.add(new Lineage.EpochOwner(epoch, nodeId(servedEpoch.getNodeId())));
    }
    return new Lineage(read);
  }

  private static Membership membership(View view) throws FrameException {
    Optional<String> partner =
        view.getPartnerId().isEmpty() ? Optional.empty() : Optional.of(nodeId(view.getPartnerId()));
    return new Membership(partner, view.getExcluded());
  }

  private static String witness(String name) throws FrameException {
    if (name.length() > MOST_WITNESS) {
      throw new FrameException("a witness with an endless name");
    }
    return name;
  }

  private static String nodeId(String id) throws FrameException {
    if (!NODE_ID.matcher(id).matches()) {
      throw new FrameException("a malformed node id");
    }
    return id;
  }
}
