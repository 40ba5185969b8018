package org.sbs.lpm.label;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbs.lpm.label.Placeholder.Mode;

/**
 * Cuts a TSPL template at its placeholders. A line is a command; text stands between quotes, and
 * only there can data be made safe.
 */
final class TsplParser {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$?\\$\\{([^{}\\r\\n]*)\\}|\\$\\$\\{|\\$\\{");
  private static final String QUOTE = "\\[\"]";

  private final String text;
  private final List<TemplatePart> parts = new ArrayList<>();
  private final StringBuilder fixed = new StringBuilder();
  private boolean chooses;
  private boolean hasClear;
  private boolean hasPrint;

  TsplParser(String text) {
    this.text = text;
  }

  List<TemplatePart> parse() throws TemplateException {
    int number = 0;
    int at = 0;
    while (at < text.length()) {
      number++;
      int end = text.indexOf('\n', at);
      int next = end < 0 ? text.length() : end + 1;
      line(text.substring(at, next), number);
      at = next;
    }
    if (!hasClear || !hasPrint) {
      throw new TemplateException(
          "The template is no whole TSPL label: it needs CLS at its beginning and PRINT at its"
              + " end.");
    }
    parts.add(new TemplatePart(fixed.toString(), Optional.empty()));
    boolean takesData = parts.size() > 1;
    if (takesData && !chooses) {
      parts.add(0, new TemplatePart("CODEPAGE UTF-8\r\n", Optional.empty()));
    }
    return List.copyOf(parts);
  }

  private void line(String line, int number) throws TemplateException {
    String[] words = line.strip().split("\\s+", 2);
    String command = words[0].toUpperCase(Locale.ROOT);
    hasClear |= command.equals("CLS");
    hasPrint |= command.equals("PRINT");
    if (command.equals("CODEPAGE")) {
      chooses = true;
      if (words.length < 2 || !words[1].strip().equalsIgnoreCase("UTF-8")) {
        throw new TemplateException(
            "Line " + number + ": data are printed as UTF-8: write CODEPAGE UTF-8.");
      }
    }
    Matcher matcher = PLACEHOLDER.matcher(line);
    boolean quoted = false;
    int at = 0;
    while (matcher.find()) {
      String before = line.substring(at, matcher.start());
      quoted ^= changesQuotes(before);
      fixed.append(before);
      if (matcher.group().startsWith("$$")) {
        fixed.append(matcher.group().substring(1));
      } else {
        placeholder(matcher, number, quoted, command.equals("PRINT"));
      }
      at = matcher.end();
    }
    fixed.append(line, at, line.length());
  }

  private static boolean changesQuotes(String part) {
    return part.replace(QUOTE, "").chars().filter(c -> c == '"').count() % 2 == 1;
  }

  private void placeholder(Matcher matcher, int number, boolean quoted, boolean isQuantity)
      throws TemplateException {
    Expression expression;
    try {
      String inside = matcher.group(1);
      expression = Expression.parse(inside == null ? "" : inside, TsplCodes.INSTANCE);
    } catch (IllegalArgumentException e) {
      throw new TemplateException("Line " + number + ": " + e.getMessage() + ".");
    }
    boolean isText = expression.mode() == Mode.ESCAPED || expression.mode() == Mode.REQUIRED;
    if (isText && !quoted) {
      throw new TemplateException(
          "Line "
              + number
              + ": "
              + matcher.group()
              + " stands outside quotes, where text cannot be made safe. Use ${"
              + expression.field()
              + "!number} for a number.");
    }
    if (isQuantity && !expression.functions().isEmpty()) {
      throw new TemplateException("Line " + number + ": the quantity in PRINT takes no functions.");
    }
    TextEscape escape = quoted ? new TsplEscape() : TextEscape.none();
    parts.add(
        new TemplatePart(
            fixed.toString(), Optional.of(new Placeholder(expression, escape, isQuantity))));
    fixed.setLength(0);
  }
}
