package org.sbs.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.view.text.ReasonText;

class WireReasonsTest {
  private static Reason hangs(String folder) {
    return Reason.of(ReasonCode.FOLDER_HANGS).with("folder", folder);
  }

  @Test
  @DisplayName("R9.9 a long value of a reason is cut on the link, and says so")
  void cut() throws Exception {
    Reason heard = WireReasons.read(WireReasons.write(hangs("/" + "a".repeat(1_000))));
    assertThat(heard).isEqualTo(hangs("/" + "a".repeat(298) + "…"));
    Reason fits = hangs("/" + "a".repeat(299));
    assertThat(WireReasons.read(WireReasons.write(fits))).isEqualTo(fits);
  }

  @Test
  @DisplayName("R9.9 a cut does not go through a character")
  void wholeCharacters() throws Exception {
    Reason heard = WireReasons.read(WireReasons.write(hangs("/a" + "🖨".repeat(1_000))));
    assertThat(heard).isEqualTo(hangs("/a" + "🖨".repeat(148) + "…"));
  }

  @Test
  @DisplayName("R9.9 what lies too deep in a reason comes in words")
  void deep() throws Exception {
    Reason why = hangs("/srv");
    for (int i = 0; i < 5; i++) {
      why = Reason.of(ReasonCode.REPLICATION_ENDED).with("why", why);
    }
    Reason heard = WireReasons.read(WireReasons.write(why));
    assertThat(ReasonText.english().say(heard)).isEqualTo(ReasonText.english().say(why));
    assertThat(heard.has(ReasonCode.FOLDER_HANGS)).as("as a code").isFalse();
  }
}
