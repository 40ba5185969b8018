package org.sbs.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.sbs.core.settings.RawValue;

/**
 * The names that settings had in version 0.1.0. A file that uses one is read as if it used the
 * present name, and a node that starts writes the present name into the file.
 */
public final class FormerNames {
  private static final String TABLE = "sync";
  private static final List<Renamed> ALL =
      List.of(new Renamed("history-days", "version-days"), new Renamed("reunion", "reconcile"));

  private FormerNames() {}

  /**
   * A setting of the table {@code [sync]} whose name changed.
   *
   * @param before its name in 0.1.0
   * @param now its name
   */
  public record Renamed(String before, String now) {
    private Pattern pattern() {
      return Pattern.compile("\\b" + before + "(?=[\"']?\\s*=)");
    }
  }

  /**
   * A text, and what was renamed in it.
   *
   * @param text with the present names
   * @param renamed empty where the text had them already
   */
  public record Current(String text, List<Renamed> renamed) {}

  /** The text with the present names. A name stays where the present one is given as well. */
  static Current in(String text) {
    String current = text;
    List<Renamed> renamed = new ArrayList<>();
    for (Renamed one : ALL) {
      Map<String, RawValue> given = table(current);
      if (given.containsKey(one.before()) && !given.containsKey(one.now())) {
        current = renamed(current, given.get(one.before()).line(), one);
        renamed.add(one);
      }
    }
    return new Current(current, List.copyOf(renamed));
  }

  private static Map<String, RawValue> table(String text) {
    return TomlText.parse(text).root().entries().get(TABLE) instanceof RawValue.Table table
        ? table.entries()
        : Map.of();
  }

  private static String renamed(String text, int line, Renamed one) {
    int from = 0;
    for (int passed = 1; passed < line; passed++) {
      from = text.indexOf('\n', from) + 1;
    }
    return text.substring(0, from)
        + one.pattern().matcher(text.substring(from)).replaceFirst(one.now());
  }

  /**
   * Writes the present names into a settings file. Durable when this returns.
   *
   * @return what was renamed; mostly nothing
   * @throws IOException when the file cannot be read or written; it then holds what it held
   */
  public static List<Renamed> replaceIn(Path file) throws IOException {
    Current current = in(SettingsFile.written(file));
    if (!current.renamed().isEmpty()) {
      DurableFile.replace(file, current.text().getBytes(StandardCharsets.UTF_8));
    }
    return current.renamed();
  }
}
