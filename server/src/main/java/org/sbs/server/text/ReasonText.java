package org.sbs.server.text;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

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

  /** The same as a sentence of its own, with a capital and a full stop. */
  public String sentence(Reason reason) {
    String text = say(reason);
    if (text.isEmpty()) {
      return text;
    }
    String open = text.substring(0, 1).toUpperCase(texts.locale()) + text.substring(1);
    return open.endsWith(".") ? open : open + ".";
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
        (name, value) -> worded.put(name, value instanceof Reason part ? part(part) : value));
    return worded;
  }

  /** What somebody else said in a whole sentence stands within another one here. */
  private String part(Reason reason) {
    String text = say(reason);
    if (reason.code() != ReasonCode.SENTENCE) {
      return text;
    }
    String open = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    return open.startsWith("The ") ? "the " + open.substring(4) : open;
  }
}
