package org.sbs.view.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** What is shown of a node that does not run. */
class StoppedPictureTest {
  private static Optional<Remedy> remedy(Optional<Reason> why) {
    return Picture.stopped(why).troubles().get(0).remedy();
  }

  @Test
  @DisplayName("R9.7 R10.8 a node that ended by another pair key is not to be started, but joined")
  void otherKey() {
    Reason key = Reason.of(ReasonCode.DIAL_WRONG_KEY).with("peer", "mill-b");
    assertThat(remedy(Optional.of(Reason.of(ReasonCode.START_FAILED).with("why", key))))
        .contains(Remedy.JOIN);
    assertThat(remedy(Optional.of(Reason.of(ReasonCode.STOPPED_BY_USER)))).contains(Remedy.START);
    assertThat(remedy(Optional.empty())).contains(Remedy.START);
  }
}
