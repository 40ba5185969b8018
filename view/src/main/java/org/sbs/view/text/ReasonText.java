package org.sbs.view.text;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.settings.Problem;
import org.sbs.core.settings.Problems;

/** Words reasons in one language. Immutable. */
public final class ReasonText {
  private static final String ENDS = ".?!…";
  private static final String TOPIC = "topic";

  /** What is said of many topics in the same way has a text for each of them. */
  static final Set<ReasonCode> BY_TOPIC =
      Set.of(
          ReasonCode.CHECK_TROUBLE,
          ReasonCode.CHECK_FINE,
          ReasonCode.NODES_DIFFER,
          ReasonCode.NODES_ALIKE);

  private static final Pattern FIRST_VALUE = Pattern.compile("\\{([a-z][a-z0-9-]*)(?:,number)?}");

  private final Texts texts;

  private ReasonText(Texts texts) {
    this.texts = texts;
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
      case SENTENCE -> words(reason);
      default -> text(reason);
    };
  }

  private static String words(Reason sentence) {
    return String.valueOf(sentence.values().get("text"));
  }

  /** The same as a sentence of its own, with a capital and a full stop; nothing for nothing. */
  public String sentence(Reason reason) {
    String said = headline(reason);
    return said.isEmpty() ? said : ended(said);
  }

  /** The same without a full stop: a few words that stand alone. */
  public String headline(Reason reason) {
    String said = say(reason);
    return said.isEmpty() || beginsWithValue(reason)
        ? said
        : said.substring(0, 1).toUpperCase(texts.locale()) + said.substring(1);
  }

  /** Sentences, one after the other. */
  public String paragraph(List<Reason> reasons) {
    return reasons.stream().map(this::sentence).collect(Collectors.joining(" "));
  }

  private static String ended(String text) {
    return ENDS.indexOf(text.charAt(text.length() - 1)) < 0 ? text + "." : text;
  }

  /** A name or setting that users type stays as it is, also at the beginning of a sentence. */
  private boolean beginsWithValue(Reason reason) {
    if (reason.code() == ReasonCode.SENTENCE) {
      return false;
    }
    Matcher value = FIRST_VALUE.matcher(texts.pattern(key(reason)));
    if (!value.lookingAt()) {
      return false;
    }
    return !(reason.values().get(value.group(1)) instanceof Reason part) || beginsWithValue(part);
  }

  /** One thing that is wrong with the settings, in one line: where, what, and what to do. */
  public String problem(Problem problem) {
    String key = problem.key().isEmpty() ? "" : problem.key() + ": ";
    String said = key + ended(say(problem.wrong())) + " " + sentence(problem.remedy());
    return problem.line() == 0
        ? said
        : texts.get("problem.line", Map.of("line", problem.line(), "problem", said));
  }

  /** All of them, a line each, without a line break at the end. */
  public String problems(Problems problems) {
    return problems.list().stream().map(this::problem).collect(Collectors.joining("\n"));
  }

  /**
   * The key of its text. Words around a noun change with it, so each topic has a text of its own; a
   * topic of a newer version has none.
   */
  private String key(Reason reason) {
    String key = reason.code().key();
    String ofTopic = key + "." + reason.values().get(TOPIC);
    return BY_TOPIC.contains(reason.code()) && texts.has(ofTopic) ? ofTopic : key;
  }

  private String text(Reason reason) {
    try {
      return texts.get(key(reason), worded(reason.values()));
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
