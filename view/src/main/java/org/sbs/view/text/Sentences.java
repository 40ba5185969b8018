package org.sbs.view.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sbs.core.reason.ReasonCode;

/**
 * Says sentences, which the program makes in English, in another language. Each text whose key
 * begins with {@code said.} or {@code reason.} is such a sentence: in English what it looks like,
 * with its parameters, and in the other language what is said instead. A sentence that no text
 * looks like stays English. Immutable.
 */
public final class Sentences {
  private static final List<String> PREFIXES = List.of("said.", "reason.");
  private static final Pattern BETWEEN = Pattern.compile("(?<=\\.) (?=\\p{Lu})");
  private static final Pattern PARAMETER = Pattern.compile("\\{([a-z][a-z0-9-]*)}");

  /**
   * One sentence.
   *
   * @param english what it looks like, a group for each name
   */
  private record Form(String key, Pattern english, List<String> names) {
    Optional<Map<String, String>> values(String sentence) {
      Matcher matcher = english.matcher(sentence);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      Map<String, String> values = new HashMap<>();
      for (int i = 0; i < names.size(); i++) {
        values.put(names.get(i), matcher.group(i + 1));
      }
      return Optional.of(values);
    }
  }

  private final Texts texts;
  private final List<Form> forms;

  private Sentences(Texts texts, List<Form> forms) {
    this.texts = texts;
    this.forms = forms;
  }

  /** In the language of those texts. */
  public static Sentences in(Texts texts) {
    Texts english = Texts.of(Locale.ENGLISH);
    boolean same = texts.locale().getLanguage().equals("en");
    List<Form> forms = new ArrayList<>();
    if (!same) {
      for (String prefix : PREFIXES) {
        for (String key : english.keys(prefix)) {
          if (!isPutTogether(key)) {
            forms.add(form(key, english.pattern(key)));
          }
        }
      }
      // What is said word for word goes before what only looks like it, and what says much of a
      // sentence before what only puts others together.
      forms.sort(
          Comparator.comparing((Form form) -> !form.names().isEmpty())
              .thenComparing(form -> -english.pattern(form.key()).length()));
    }
    return new Sentences(texts, List.copyOf(forms));
  }

  /** Whether a text fits too many sentences: it only puts together what others say. */
  private static boolean isPutTogether(String key) {
    return key.equals(ReasonCode.BOTH.key())
        || ReasonText.BY_TOPIC.stream().anyMatch(code -> key.startsWith(code.key()));
  }

  private static Form form(String key, String text) {
    StringBuilder pattern = new StringBuilder();
    List<String> names = new ArrayList<>();
    Matcher parameter = PARAMETER.matcher(text);
    int from = 0;
    while (parameter.find()) {
      pattern.append(Pattern.quote(text.substring(from, parameter.start()))).append("(.+?)");
      names.add(parameter.group(1));
      from = parameter.end();
    }
    pattern.append(Pattern.quote(text.substring(from)));
    return new Form(key, Pattern.compile(pattern.toString(), Pattern.DOTALL), names);
  }

  /**
   * One or more sentences, or a part of one, in that language. What stands in them may be sentences
   * too. Whether a sentence begins with a capital and ends with a full stop makes no difference,
   * and stays as it is.
   */
  public String say(String english) {
    return BETWEEN.splitAsStream(english).map(this::one).collect(Collectors.joining(" "));
  }

  /** The form that says most of it counts, whichever way the sentence begins and ends. */
  private String one(String sentence) {
    String end = sentence.endsWith(".") ? "." : "";
    String open = sentence.substring(0, sentence.length() - end.length());
    String lower = first(open, String::toLowerCase);
    for (Form form : forms) {
      Optional<String> said =
          said(form, sentence)
              .or(() -> said(form, open).map(s -> s + end))
              .or(() -> said(form, lower).map(s -> first(s, String::toUpperCase) + end));
      if (said.isPresent()) {
        return said.get();
      }
    }
    return sentence;
  }

  private Optional<String> said(Form form, String sentence) {
    return form.values(sentence)
        .map(
            values -> {
              Map<String, String> said = new HashMap<>();
              values.forEach((name, value) -> said.put(name, say(value)));
              return texts.get(form.key(), said);
            });
  }

  private String first(String text, BiFunction<String, Locale, String> change) {
    return text.isEmpty()
        ? text
        : change.apply(text.substring(0, 1), texts.locale()) + text.substring(1);
  }
}
