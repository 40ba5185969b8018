package org.sbs.systemtests.kit;

import java.util.List;
import org.sbs.core.reason.Reason;
import org.sbs.view.text.ReasonText;

/** What a node's reasons say to an English reader. */
public final class InWords {
  private InWords() {}

  /** One reason, as a part of a sentence. */
  public static String of(Reason reason) {
    return ReasonText.english().say(reason);
  }

  /** Each of several, as a sentence of its own. */
  public static List<String> sentences(List<Reason> reasons) {
    return reasons.stream().map(ReasonText.english()::sentence).toList();
  }

  /** Each of several. */
  public static List<String> of(List<Reason> reasons) {
    return reasons.stream().map(InWords::of).toList();
  }
}
