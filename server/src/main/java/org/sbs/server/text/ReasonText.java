package org.sbs.server.text;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.sbs.core.reason.Reason;

/** Words reasons in one language. Immutable. */
public final class ReasonText {
  private final Texts texts;
  private final Sentences sentences;

  private ReasonText(Texts texts) {
    this.texts = texts;
    this.sentences = Sentences.in(texts);
  }

  /** In the language of those texts. */
  public static ReasonText in(Texts texts) {
    return new ReasonText(texts);
  }

  /** In English: the language of log, history and commands. */
  public static ReasonText english() {
    return in(Texts.of(Locale.ENGLISH));
  }

  /**
   * One sentence without a capital and a full stop, or nothing for {@link Reason#NONE}. A reason
   * that lacks a value of its text, as one of another version may, is told as it is.
   */
  public String say(Reason reason) {
    return switch (reason.code()) {
      case NONE -> "";
      case SENTENCE -> sentences.say(String.valueOf(reason.values().get("text")));
      default -> text(reason);
    };
  }

  private String text(Reason reason) {
    try {
      return texts.get(reason.code().key(), worded(reason.values()));
    } catch (IllegalArgumentException e) {
      return reason.toString();
    }
  }

  private Map<String, Object> worded(Map<String, Object> values) {
    Map<String, Object> worded = new HashMap<>();
    values.forEach(
        (name, value) -> worded.put(name, value instanceof Reason part ? say(part) : value));
    return worded;
  }
}
