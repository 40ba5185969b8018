package org.sbs.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.server.link.LinkState.Side;
import org.sbs.server.link.wire.Frame.BodyCase;

class LinkStateTest {
  @Test
  @DisplayName("R10.3 these messages have a place in a conversation, and no others")
  void wholeTable() {
    List<String> allowed = new ArrayList<>();
    for (LinkState state : LinkState.values()) {
      for (Side speaker : Side.values()) {
        for (BodyCase said : BodyCase.values()) {
          state
              .after(speaker, said)
              .ifPresent(next -> allowed.add(state + " " + speaker + " " + said + " " + next));
        }
      }
    }
    assertThat(allowed)
        .containsExactly(
            "ASKED LISTENER HELLO GREETED",
            "ASKED LISTENER GOODBYE ENDED",
            "ASKED DIALER GOODBYE ENDED",
            "GREETED LISTENER HEARTBEAT GREETED",
            "GREETED LISTENER GOODBYE ENDED",
            "GREETED DIALER FOLLOW FOLLOWING",
            "GREETED DIALER HEARTBEAT GREETED",
            "GREETED DIALER GOODBYE ENDED",
            "FOLLOWING LISTENER FOLLOW_ACCEPTED ACCEPTED",
            "FOLLOWING LISTENER FOLLOW_REFUSED ENDED",
            "FOLLOWING LISTENER HEARTBEAT FOLLOWING",
            "FOLLOWING LISTENER GOODBYE ENDED",
            "FOLLOWING DIALER HEARTBEAT FOLLOWING",
            "FOLLOWING DIALER GOODBYE ENDED",
            "ACCEPTED LISTENER HEARTBEAT ACCEPTED",
            "ACCEPTED LISTENER HAND_OVER HANDING_OVER",
            "ACCEPTED LISTENER GOODBYE ENDED",
            "ACCEPTED DIALER HEARTBEAT ACCEPTED",
            "ACCEPTED DIALER GOODBYE ENDED",
            "ACCEPTED DIALER SWITCHOVER_WANTED ACCEPTED",
            "HANDING_OVER LISTENER HEARTBEAT HANDING_OVER",
            "HANDING_OVER LISTENER GOODBYE ENDED",
            "HANDING_OVER DIALER HEARTBEAT HANDING_OVER",
            "HANDING_OVER DIALER HAND_OVER_TAKEN HANDED_OVER",
            "HANDING_OVER DIALER GOODBYE ENDED",
            "HANDING_OVER DIALER SWITCHOVER_WANTED HANDING_OVER",
            "HANDED_OVER LISTENER HEARTBEAT HANDED_OVER",
            "HANDED_OVER LISTENER GOODBYE ENDED",
            "HANDED_OVER DIALER HEARTBEAT HANDED_OVER",
            "HANDED_OVER DIALER GOODBYE ENDED");
  }
}
