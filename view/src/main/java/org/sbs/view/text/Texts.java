package org.sbs.view.text;

import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of one language, by key. English is in {@code texts.properties} and stands in for every
 * language that has no file; German is in {@code texts_de.properties}, and one more file of that
 * kind is one more language. A text may have parameters, written <code>{name}</code>, or <code>
 * {name,number}</code> where a number is grouped as the language does; nothing else in it is
 * special, quotes included. Immutable.
 */
public final class Texts {
  private static final Pattern PARAMETER = Pattern.compile("\\{([a-z][a-z0-9-]*)(,number)?}");

  /** As many digits as surely fit. */
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

  private final ResourceBundle bundle;
  private final Locale locale;

  private Texts(ResourceBundle bundle, Locale locale) {
    this.bundle = bundle;
    this.locale = locale;
  }

  /** Those of the system's language. */
  public static Texts ofSystem() {
    return of(Locale.getDefault(Locale.Category.DISPLAY));
  }

  /** Those of that language, or the English ones if there is no file for it. */
  public static Texts of(Locale wanted) {
    ResourceBundle bundle =
        ResourceBundle.getBundle(
            "org.sbs.view.text.texts",
            wanted,
            Texts.class.getClassLoader(),
            Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    boolean english = bundle.getLocale().equals(Locale.ROOT);
    boolean wantsEnglish = wanted.getLanguage().equals("en");
    return new Texts(bundle, english && !wantsEnglish ? Locale.ENGLISH : wanted);
  }

  /** The language that these texts are in, and its country if known: for dates and numbers. */
  public Locale locale() {
    return locale;
  }

  /**
   * A text without parameters.
   *
   * @throws IllegalArgumentException if there is no such text, or it has parameters
   */
  public String get(String key) {
    return get(key, Map.of());
  }

  /**
   * A text with its parameters filled in; values that it does not mention are left out.
   *
   * @throws IllegalArgumentException if there is no such text, or a value is missing
   */
  public String get(String key, Map<String, ?> values) {
    return PARAMETER.matcher(pattern(key)).replaceAll(found -> quoted(key, found, values));
  }

  /** Whether there is a text of that key. */
  public boolean has(String key) {
    return bundle.containsKey(key);
  }

  /** The texts whose keys begin so, as they stand in the file: a page fills them in. */
  public SortedMap<String, String> all(String prefix) {
    SortedMap<String, String> all = new TreeMap<>();
    keys(prefix).forEach(key -> all.put(key, pattern(key)));
    return all;
  }

  /** The keys that begin so. */
  List<String> keys(String prefix) {
    return bundle.keySet().stream().filter(key -> key.startsWith(prefix)).sorted().toList();
  }

  /** The text as it stands in the file. */
  String pattern(String key) {
    try {
      return bundle.getString(key);
    } catch (MissingResourceException e) {
      throw new IllegalArgumentException("There is no text \"" + key + "\".", e);
    }
  }

  private String quoted(String key, MatchResult found, Map<String, ?> values) {
    String name = found.group(1);
    Object value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The text \"" + key + "\" needs {" + name + "}.");
    }
    return Matcher.quoteReplacement(
        found.group(2) == null ? value.toString() : grouped(value.toString()));
  }

  /** A whole number as the language writes it; what is none, as a peer may say it, stays. */
  private String grouped(String number) {
    return WHOLE.matcher(number).matches()
        ? NumberFormat.getIntegerInstance(locale).format(Long.parseLong(number))
        : number;
  }
}
