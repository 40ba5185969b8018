package org.sbs.lpm.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * A flat TOML file that is asked key by key. Every problem is collected with its line; keys that
 * nobody asked for are unknown ones.
 */
final class TomlFile {
  private static final long MAX_BYTES = 1 << 20;
  private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5}) ?([smhd])");

  private final String shownName;
  private final TomlParseResult toml;
  private final List<String> problems;
  private final Set<String> asked = new TreeSet<>();

  private TomlFile(String shownName, TomlParseResult toml, List<String> problems) {
    this.shownName = shownName;
    this.toml = toml;
    this.problems = problems;
  }

  /** Reads the file; nothing if it cannot be read as TOML at all, with the problem added. */
  static Optional<TomlFile> read(Path file, String shownName, List<String> problems) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        problems.add(
            shownName + " is larger than " + MAX_BYTES + " bytes; it cannot be a definition.");
        return Optional.empty();
      }
      TomlParseResult toml = Toml.parse(Files.readString(file));
      if (toml.hasErrors()) {
        toml.errors()
            .forEach(
                e ->
                    problems.add(
                        shownName
                            + " line "
                            + e.position().line()
                            + " is no TOML: "
                            + e.getMessage()
                            + (e.getMessage().endsWith(".") ? "" : ".")));
        return Optional.empty();
      }
      return Optional.of(new TomlFile(shownName, toml, problems));
    } catch (NoSuchFileException e) {
      problems.add(shownName + " is missing; create it.");
    } catch (CharacterCodingException e) {
      problems.add(shownName + " is not UTF-8 text; save it as UTF-8.");
    } catch (IOException e) {
      problems.add(shownName + " cannot be read: " + e + ".");
    }
    return Optional.empty();
  }

  void problem(String key, String text) {
    TomlPosition position = toml.inputPositionOf(List.of(key));
    problems.add(shownName + (position == null ? "" : " line " + position.line()) + ": " + text);
  }

  private Object value(String key) {
    asked.add(key);
    return toml.get(List.of(key));
  }

  Optional<String> string(String key) {
    Object value = value(key);
    if (value instanceof String text && !text.isBlank()) {
      return Optional.of(text);
    }
    if (value != null) {
      problem(key, key + " must be text in quotes, and not empty.");
    }
    return Optional.empty();
  }

  Optional<String> required(String key, String example) {
    Optional<String> value = string(key);
    if (toml.get(List.of(key)) == null) {
      problems.add(shownName + ": " + key + " is missing; add a line such as " + example + ".");
    }
    return value;
  }

  /** One text, or an array of texts; empty, with the problem added, if there is none. */
  List<String> requiredList(String key, String example) {
    Object value = value(key);
    if (value == null) {
      problems.add(shownName + ": " + key + " is missing; add a line such as " + example + ".");
      return List.of();
    }
    if (value instanceof String text) {
      return List.of(text);
    }
    List<String> texts = new ArrayList<>();
    if (value instanceof TomlArray array) {
      array.toList().stream()
          .filter(String.class::isInstance)
          .forEach(text -> texts.add((String) text));
      if (!texts.isEmpty() && texts.size() == array.size()) {
        return texts;
      }
    }
    problem(key, key + " must be text in quotes, or a list of such, as in " + example + ".");
    return List.of();
  }

  /** A list of texts, which may be absent. */
  List<String> list(String key, String example) {
    return has(key) ? requiredList(key, example) : noted(key);
  }

  private List<String> noted(String key) {
    asked.add(key);
    return List.of();
  }

  /** Texts by name, as {@code key = { name = "text" }} or in a table of its own; may be absent. */
  Map<String, String> texts(String key) {
    Object value = value(key);
    Map<String, String> texts = new LinkedHashMap<>();
    if (value instanceof TomlTable table) {
      for (String name : table.keySet()) {
        if (table.get(List.of(name)) instanceof String text && !text.isBlank()) {
          texts.put(name, text);
        } else {
          problem(key, key + ": '" + name + "' must be text in quotes, and not empty.");
        }
      }
    } else if (value != null) {
      problem(key, key + " must be names with texts, as in " + key + " = { a = \"b\" }.");
    }
    return texts;
  }

  int number(String key, int otherwise, int min, int max) {
    Object value = value(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Long number && number >= min && number <= max) {
      return Math.toIntExact(number);
    }
    problem(key, key + " must be a whole number from " + min + " to " + max + ", without quotes.");
    return otherwise;
  }

  /** A time such as "90s", "30m", "8h" or "2d". */
  Optional<Duration> duration(String key) {
    Optional<String> text = string(key);
    Matcher matcher = DURATION.matcher(text.orElse(""));
    if (text.isEmpty() || matcher.matches()) {
      return text.map(
          given -> {
            long count = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
              case "s" -> Duration.ofSeconds(count);
              case "m" -> Duration.ofMinutes(count);
              case "h" -> Duration.ofHours(count);
              default -> Duration.ofDays(count);
            };
          });
    }
    problem(key, key + " must be a time in quotes, such as \"90s\", \"30m\", \"8h\" or \"2d\".");
    return Optional.empty();
  }

  boolean flag(String key, boolean otherwise) {
    Object value = value(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    problem(key, key + " must be true or false, without quotes.");
    return otherwise;
  }

  /** A constant by its name in lower case, with - for _. */
  <E extends Enum<E>> E choice(String key, E otherwise) {
    Object value = value(key);
    if (value == null) {
      return otherwise;
    }
    for (E constant : otherwise.getDeclaringClass().getEnumConstants()) {
      if (word(constant).equals(value)) {
        return constant;
      }
    }
    problem(
        key,
        key
            + " must be one of "
            + Stream.of(otherwise.getDeclaringClass().getEnumConstants())
                .map(constant -> '"' + word(constant) + '"')
                .collect(Collectors.joining(", "))
            + ".");
    return otherwise;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean has(String key) {
    return toml.contains(List.of(key));
  }

  /** Reports every key that was never asked for. */
  void rejectUnknown() {
    for (String key : toml.keySet()) {
      if (!asked.contains(key)) {
        problem(
            key,
            "'"
                + key
                + "' is no key here; check its spelling. The keys are "
                + String.join(", ", asked)
                + ".");
      }
    }
  }
}
