package org.sbs.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.reason.ReasonException;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;

/** Values of settings as pieces of TOML and as words of the command line. */
public final class TomlValue {
  private TomlValue() {}

  /**
   * Reads what was typed for a setting.
   *
   * @param words one, or for a list one for each item; a list may also be one piece of TOML
   * @throws ReasonException if the setting cannot have it
   */
  public static RawValue typed(SettingKey key, List<String> words) {
    if (key.takes().kind() == RawValue.Kind.MANY) {
      if (words.size() == 1 && words.get(0).startsWith("[")) {
        return list(key, words.get(0));
      }
      return key.takes().ofTexts()
          ? new RawValue.Many(texts(words), 0)
          : list(key, "[" + String.join(", ", words) + "]");
    }
    String word = words.get(0);
    if (words.size() > 1) {
      throw new ReasonException(
          Reason.of(ReasonCode.SETTING_ONE_VALUE)
              .with("key", key.path())
              .with("count", words.size()));
    }
    return switch (key.takes().kind()) {
      case WHOLE -> new RawValue.Whole(whole(key, word), 0);
      case FLAG -> new RawValue.Flag(flag(key, word), 0);
      case TEXT, MANY, TABLE, OTHER -> new RawValue.Text(word, 0);
    };
  }

  private static List<RawValue> texts(List<String> words) {
    List<RawValue> texts = new ArrayList<>();
    for (String word : words) {
      texts.add(new RawValue.Text(word, 0));
    }
    return texts;
  }

  private static RawValue list(SettingKey key, String toml) {
    TomlText.Parsed parsed = TomlText.parse("list = " + toml + "\n");
    if (parsed.root().entries().size() == 1
        && parsed.faults().isEmpty()
        && parsed.root().entries().get("list") instanceof RawValue.Many many) {
      return many;
    }
    throw unfit(ReasonCode.SETTING_NOT_LIST, key, toml);
  }

  private static long whole(SettingKey key, String word) {
    try {
      return Long.parseLong(word);
    } catch (NumberFormatException e) {
      throw unfit(ReasonCode.SETTING_NOT_FOR, key, word);
    }
  }

  private static boolean flag(SettingKey key, String word) {
    if (!word.equals("true") && !word.equals("false")) {
      throw unfit(ReasonCode.SETTING_NOT_FOR, key, word);
    }
    return word.equals("true");
  }

  private static ReasonException unfit(ReasonCode code, SettingKey key, String word) {
    return new ReasonException(
        Reason.of(code)
            .with("word", word)
            .with("key", key.path())
            .and(Reason.of(ReasonCode.DO_WRITE).with("what", key.takes().words())));
  }

  /** The value as TOML on one line. */
  public static String toml(RawValue value) {
    if (value instanceof RawValue.Text text) {
      return quoted(text.value());
    }
    if (value instanceof RawValue.Many many) {
      return "[" + String.join(", ", many.items().stream().map(TomlValue::toml).toList()) + "]";
    }
    if (value instanceof RawValue.Table table) {
      List<String> entries = new ArrayList<>();
      table.entries().forEach((key, entry) -> entries.add(name(key) + " = " + toml(entry)));
      return "{ " + String.join(", ", entries) + " }";
    }
    return String.valueOf(plain(value));
  }

  /** The value without lines: texts, numbers, booleans, lists, and maps sorted by name. */
  public static Object plain(RawValue value) {
    return switch (value.kind()) {
      case TEXT -> ((RawValue.Text) value).value();
      case WHOLE -> ((RawValue.Whole) value).value();
      case FLAG -> ((RawValue.Flag) value).value();
      case OTHER -> ((RawValue.Other) value).text();
      case MANY -> ((RawValue.Many) value).items().stream().map(TomlValue::plain).toList();
      case TABLE -> {
        Map<String, Object> entries = new TreeMap<>();
        ((RawValue.Table) value).entries().forEach((key, entry) -> entries.put(key, plain(entry)));
        yield entries;
      }
    };
  }

  /** A key as people write it, where it may be written so. */
  private static String name(String key) {
    return key.matches("[A-Za-z0-9_-]+") ? key : quoted(key);
  }

  private static String quoted(String text) {
    boolean literal =
        text.indexOf('\\') >= 0
            && text.indexOf('\'') < 0
            && text.chars().noneMatch(c -> c < ' ' || c == 0x7f);
    if (literal) {
      return "'" + text + "'";
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f) {
        quoted.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
