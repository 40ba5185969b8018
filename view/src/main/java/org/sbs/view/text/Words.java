package org.sbs.view.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.settings.Problem;
import org.sbs.view.settings.OptionNote;

/** The dialog's texts in one language, and the node's reasons in it. Immutable. */
public final class Words {
  private static final String PREFIX = "dialog.";

  private final Texts texts;
  private final ReasonText reasons;

  /** In the language of those texts. */
  public Words(Texts texts) {
    this.texts = texts;
    this.reasons = ReasonText.in(texts);
  }

  /** A text of the dialog; its key is given without {@code dialog.}. */
  public String get(String key) {
    return texts.get(PREFIX + key);
  }

  /** A text of the dialog with its parameters. */
  public String get(String key, Map<String, ?> values) {
    return texts.get(PREFIX + key, values);
  }

  /** A reason as a part of a sentence. */
  public String part(Reason reason) {
    return reasons.say(reason);
  }

  /** A reason as a sentence of its own; what somebody else said stays as it is. */
  public String say(Reason reason) {
    return reason.code() == ReasonCode.SENTENCE ? reasons.say(reason) : reasons.sentence(reason);
  }

  /** Reasons as sentences, one after the other. */
  public String paragraph(List<Reason> sentences) {
    return reasons.paragraph(sentences);
  }

  /** A reason as a few words that stand alone, without a full stop. */
  public String headline(Reason reason) {
    return reasons.headline(reason);
  }

  /** One thing that is wrong with the settings: where, what, and what to do. */
  public String say(Problem problem) {
    return reasons.problem(problem);
  }

  /** Where an option of the pair was set, and what the file of this node says. */
  public String note(OptionNote note) {
    String where =
        get(
            note.here() ? "option.here" : "option.there",
            Map.of("host", note.host(), "revision", note.revision()));
    if (note.fileSays().isEmpty()) {
      return where;
    }
    return where
        + " "
        + get(
            note.waiting() ? "option.waiting" : "option.file",
            Map.of("value", note.fileSays().get()));
  }

  /** For dates and numbers. */
  public Locale locale() {
    return texts.locale();
  }
}
