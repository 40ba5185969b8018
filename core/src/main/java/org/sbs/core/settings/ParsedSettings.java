package org.sbs.core.settings;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.settings.RawValue.Table;

/**
 * What a settings file gives, typed, with the defaults filled in, and the problems found so far.
 * Lives for one check; not for several threads.
 */
final class ParsedSettings {
  private final Table root;
  private final PathStyle style;
  private final List<Problem> problems = new ArrayList<>();
  private final Set<SettingKey> faulty = EnumSet.noneOf(SettingKey.class);

  ParsedSettings(Table root, PathStyle style) {
    this.root = root;
    this.style = style;
  }

  Table root() {
    return root;
  }

  Problems problems() {
    return new Problems(problems);
  }

  /** The value as it stands in the file. */
  Optional<RawValue> raw(SettingKey key) {
    return root.entries().get(key.table()) instanceof Table table
        ? Optional.ofNullable(table.entries().get(key.shortName()))
        : Optional.empty();
  }

  boolean isGiven(SettingKey key) {
    return raw(key).isPresent();
  }

  /** True if nothing is known to be wrong with any of them. */
  boolean isSound(SettingKey... keys) {
    for (SettingKey key : keys) {
      if (faulty.contains(key)) {
        return false;
      }
    }
    return true;
  }

  /** Where the setting stands, or else its table, or else 0. */
  int line(SettingKey key) {
    RawValue table = root.entries().get(key.table());
    return raw(key).map(RawValue::line).orElse(table == null ? 0 : table.line());
  }

  void wrong(SettingKey key, Reason wrong, Reason remedy) {
    faulty.add(key);
    problems.add(new Problem(line(key), key.path(), wrong, remedy));
  }

  void wrong(int line, String key, Reason wrong, Reason remedy) {
    problems.add(new Problem(line, key, wrong, remedy));
  }

  /** The value if it is given and of the right kind, else the default. */
  private RawValue value(SettingKey key) {
    RawValue otherwise = key.defaultValue(style, root);
    return isSound(key) ? raw(key).orElse(otherwise) : otherwise;
  }

  String text(SettingKey key) {
    return value(key) instanceof RawValue.Text text ? text.value() : "";
  }

  long whole(SettingKey key) {
    return value(key) instanceof RawValue.Whole whole ? whole.value() : 0;
  }

  int small(SettingKey key) {
    return Math.toIntExact(whole(key));
  }

  boolean flag(SettingKey key) {
    return value(key) instanceof RawValue.Flag flag && flag.value();
  }

  List<RawValue> items(SettingKey key) {
    return value(key) instanceof RawValue.Many many ? many.items() : List.of();
  }

  List<String> texts(SettingKey key) {
    return value(key) instanceof RawValue.Many many ? many.texts() : List.of();
  }

  /**
   * One of a few words: the constants' names in lower case with hyphens. The first of those offered
   * stands in where the given one is wrong.
   */
  <E extends Enum<E>> E choice(SettingKey key, List<E> offered) {
    if (!isSound(key)) {
      return offered.get(0);
    }
    String word = text(key);
    List<String> words = new ArrayList<>();
    for (E constant : offered) {
      String name = Words.word(constant);
      if (name.equals(word)) {
        return constant;
      }
      words.add(name);
    }
    String name = key.shortName();
    String possible = Words.quoted(words);
    wrong(
        key,
        Reason.of(ReasonCode.SETTING_WORD).with("word", word),
        Spelling.nearest(word, words)
            .map(
                meant ->
                    Reason.of(ReasonCode.DO_SET_NEAR)
                        .with("near", meant)
                        .with("name", name)
                        .with("words", possible))
            .orElse(Reason.of(ReasonCode.DO_SET).with("name", name).with("words", possible)));
    return offered.get(0);
  }
}
