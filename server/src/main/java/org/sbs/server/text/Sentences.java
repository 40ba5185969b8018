package org.sbs.server.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says sentences, which the program makes in English, in another language. Each text whose key
 * begins with {@code said.} is such a sentence: in English what it looks like, with its parameters,
 * and in the other language what is said instead. A sentence that no text looks like stays English.
 * Immutable.
 */
public final class Sentences {
  private static final String PREFIX = "said.";
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
      for (String key : english.keys(PREFIX)) {
        forms.add(form(key, english.pattern(key)));
      }
    }
    return new Sentences(texts, List.copyOf(forms));
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

  /** The sentence, or a part of one, in that language. What stands in it may be a sentence too. */
  public String say(String english) {
    for (Form form : forms) {
      Optional<Map<String, String>> values = form.values(english);
      if (values.isPresent()) {
        Map<String, String> said = new HashMap<>();
        values.get().forEach((name, value) -> said.put(name, say(value)));
        return texts.get(form.key(), said);
      }
    }
    return english;
  }
}
