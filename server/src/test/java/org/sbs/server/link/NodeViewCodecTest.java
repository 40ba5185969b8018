package org.sbs.server.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.Lineage;
import org.sbs.core.role.AnnouncedRole;
import org.sbs.core.role.Membership;
import org.sbs.core.role.Mode;
import org.sbs.core.role.Pause;
import org.sbs.core.role.PeerView;
import org.sbs.server.link.wire.EpochOwner;
import org.sbs.server.link.wire.View;
import org.sbs.server.link.wire.Why;

class NodeViewCodecTest {
  private static final Known KNOWN = new Known(3, 0);
  private static final String ID = "0123456789abcdef0123456789abcdef";

  @Test
  @DisplayName("R10.1 what a node says of itself arrives unchanged, in every mode and standing")
  void roundTrip() throws FrameException {
    Lineage lineage = Lineage.NONE;
    for (int epoch = 1; epoch <= Lineage.LIMIT; epoch++) {
      lineage = lineage.with(epoch, ID);
    }
    Reason why =
        Reason.of(ReasonCode.NOT_PRIMARY_UNFIT)
            .with("why", Reason.of(ReasonCode.STATE_NOT_WRITTEN).with("why", "disk full"));
    for (Mode mode : Mode.values()) {
      for (AnnouncedRole announcedRole : AnnouncedRole.values()) {
        PeerView view =
            new PeerView(
                ID,
                mode,
                announcedRole,
                1_000_003,
                lineage,
                mode == Mode.MAIN_ONLY,
                9,
                new Pause(2, 5),
                mode == Mode.SYMMETRIC,
                "w-1",
                mode == Mode.BACKUP_ONLY,
                mode == Mode.MAIN_ONLY ? Optional.of(why) : Optional.empty(),
                mode == Mode.SYMMETRIC,
                Membership.UNKNOWN);
        assertThat(NodeViewCodec.read(NodeViewCodec.write(view), KNOWN)).isEqualTo(view);
      }
    }
  }

  @Test
  @DisplayName("R10.3 impossible statements are refused, each with what is wrong")
  void impossible() {
    refused("malformed node id", v -> v.setNodeId(""));
    refused("malformed node id", v -> v.setNodeId(ID.toUpperCase(java.util.Locale.ROOT)));
    refused("malformed node id", v -> v.setNodeId(ID + "0"));
    refused("malformed node id", v -> v.setNodeId("../../../../../../../../../../../"));
    refused("unknown mode", v -> v.setModeValue(0));
    refused("unknown mode", v -> v.setModeValue(99));
    refused("unknown standing", v -> v.setAnnouncedRoleValue(0));
    refused("unknown standing", v -> v.setAnnouncedRoleValue(-1));
    refused("View.epoch is 18446744073709551615", v -> v.setEpoch(-1));
    refused("View.cycle is 9223372036854775808", v -> v.setCycle(Long.MIN_VALUE));
    refused("malformed node id", v -> v.addLineage(EpochOwner.newBuilder().setEpoch(1)));
    refused(
        "View.lineage.epoch is",
        v -> v.addLineage(EpochOwner.newBuilder().setEpoch(-2).setNodeId(ID)));
    refused(
        "lineage of 65 epochs",
        v -> {
          for (int i = 0; i < 65; i++) {
            v.addLineage(EpochOwner.newBuilder().setEpoch(i).setNodeId(ID));
          }
        });
  }

  @Test
  @DisplayName(
      "R2.10 R10.10 a reason of the peer is bounded, and one of a later version is one all the same")
  void reasons() throws FrameException {
    Why later = Why.newBuilder().setCode("on-fire").putValue("degrees", "451").build();
    PeerView read =
        NodeViewCodec.read(NodeViewCodec.write(good()).toBuilder().setUnfit(later).build(), KNOWN);
    assertThat(read.weakness()).contains(Reason.of(ReasonCode.UNKNOWN).with("code", "on-fire"));
    refused("endless reason", v -> v.setUnfit(Why.newBuilder().setCode("x".repeat(301))));
    refused(
        "endless reason",
        v -> v.setUnfit(Why.newBuilder().setCode("state-late").putValue("why", "x".repeat(301))));
    refused(
        "endless reason",
        v -> {
          Why.Builder many = Why.newBuilder().setCode("state-late");
          for (int i = 0; i < 17; i++) {
            many.putValue("v" + i, "");
          }
          v.setUnfit(many);
        });
    refused(
        "endless reason",
        v -> {
          Why deep = Why.newBuilder().setCode("both").build();
          for (int i = 0; i < 4; i++) {
            deep = Why.newBuilder().setCode("both").putPart("first", deep).build();
          }
          v.setUnfit(deep);
        });
  }

  private static void refused(String why, Consumer<View.Builder> change) {
    View.Builder view = NodeViewCodec.write(good()).toBuilder();
    change.accept(view);
    assertThatThrownBy(() -> NodeViewCodec.read(view.build(), KNOWN))
        .isInstanceOf(FrameException.class)
        .hasMessageContaining(why);
  }

  private static PeerView good() {
    return new PeerView(
        ID,
        Mode.SYMMETRIC,
        AnnouncedRole.STARTING,
        1,
        Lineage.NONE,
        false,
        0,
        Pause.NONE,
        true,
        "none",
        false,
        Optional.empty(),
        false,
        Membership.UNKNOWN);
  }
}
