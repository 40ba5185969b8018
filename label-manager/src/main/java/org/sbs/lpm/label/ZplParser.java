package org.sbs.lpm.label;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbs.lpm.label.Placeholder.Mode;

/** Cuts a ZPL template at its placeholders and makes each safe for the place where it stands. */
final class ZplParser {
  private static final Set<String> PREFIX_CHANGES = Set.of("CC", "CT", "CD");
  private static final Set<String> FIELD_DATA = Set.of("FD", "FV");
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$?\\$\\{([^{}^~\\r\\n]*)\\}|\\$\\$\\{|\\$\\{");
  private static final Pattern ENCODING = Pattern.compile("(?i)\\^CI([0-9]*)");
  private static final char NO_INDICATOR = '\0';
  private static final char DEFAULT_INDICATOR = '_';

  private final String text;
  private final List<TemplatePart> parts = new ArrayList<>();
  private final StringBuilder fixed = new StringBuilder();
  private final List<Integer> labelStarts = new ArrayList<>();
  private char indicator = NO_INDICATOR;
  private boolean fieldHasData;
  private boolean open;

  ZplParser(String text) {
    this.text = text;
  }

  List<TemplatePart> parse() throws TemplateException {
    int at = nextPrefix(0);
    plain(0, at, "");
    while (at < text.length()) {
      int end = nextPrefix(setsDefault(at) ? at + 4 : at + 1);
      command(at, end);
      at = end;
    }
    if (labelStarts.isEmpty() || open) {
      throw new TemplateException(
          "The template is no whole ZPL label: it needs ^XA at its beginning and ^XZ at its end.");
    }
    parts.add(new TemplatePart(fixed.toString(), Optional.empty()));
    return List.copyOf(parts);
  }

  /**
   * Whether it sets a prefix or the delimiter to what it is anyway, as templates of designers do at
   * their beginning.
   */
  private boolean setsDefault(int start) {
    if (start + 4 > text.length()) {
      return false;
    }
    String name = text.substring(start + 1, start + 3).toUpperCase(Locale.ROOT);
    char to = text.charAt(start + 3);
    return (name.equals("CC") && to == '^')
        || (name.equals("CT") && to == '~')
        || (name.equals("CD") && to == ',');
  }

  /** Whether UTF-8 is to be chosen at the beginning of the label that begins there. */
  private boolean lacksUtf8(int start) throws TemplateException {
    int close = text.toUpperCase(Locale.ROOT).indexOf("^XZ", start);
    String label = text.substring(start, close < 0 ? text.length() : close);
    if (!hasPlaceholder(label)) {
      return false;
    }
    Matcher matcher = ENCODING.matcher(label);
    boolean chooses = false;
    while (matcher.find()) {
      if (!matcher.group(1).equals("28")) {
        throw new TemplateException(
            "Line "
                + line(start + matcher.start())
                + ": "
                + matcher.group()
                + " chooses another encoding, but data are printed as UTF-8: write ^CI28.");
      }
      chooses = true;
    }
    return !chooses;
  }

  private void command(int start, int end) throws TemplateException {
    String name =
        text.substring(Math.min(start + 1, end), Math.min(start + 3, end)).toUpperCase(Locale.ROOT);
    if (PREFIX_CHANGES.contains(name) && !setsDefault(start)) {
      throw new TemplateException(
          "Line "
              + line(start)
              + ": "
              + text.charAt(start)
              + name
              + " changes a prefix or delimiter,"
              + " for this label and those that follow; templates must keep ^, ~ and the comma.");
    }
    switch (name) {
      case "XA" -> {
        labelStarts.add(start);
        open = true;
        endField();
      }
      case "XZ" -> {
        open = false;
        endField();
      }
      case "FS" -> endField();
      case "FH" -> hexIndicator(start, end);
      default -> {}
    }
    if (FIELD_DATA.contains(name)) {
      fieldData(start, end);
      fieldHasData = true;
      indicator = NO_INDICATOR;
    } else {
      plain(start, end, name);
    }
    if (name.equals("XA") && lacksUtf8(start)) {
      fixed.append("^CI28");
    }
  }

  private static boolean hasPlaceholder(String label) {
    Matcher matcher = PLACEHOLDER.matcher(label);
    while (matcher.find()) {
      if (!isLiteral(matcher)) {
        return true;
      }
    }
    return false;
  }

  private void endField() {
    indicator = NO_INDICATOR;
    fieldHasData = false;
  }

  private void hexIndicator(int start, int end) throws TemplateException {
    if (fieldHasData) {
      throw new TemplateException(
          "Line " + line(start) + ": ^FH comes after the field data; it belongs before ^FD.");
    }
    String parameter = text.substring(start + 3, end).strip();
    indicator = parameter.isEmpty() ? DEFAULT_INDICATOR : parameter.charAt(0);
    if (Character.isLetterOrDigit(indicator)
        || "${}!.".indexOf(indicator) >= 0
        || indicator > 126) {
      throw new TemplateException(
          "Line "
              + line(start)
              + ": '"
              + indicator
              + "' cannot be the ^FH indicator of a template;"
              + " use _ or \\.");
    }
  }

  private void fieldData(int start, int end) throws TemplateException {
    int dataFrom = Math.min(start + 3, end);
    boolean addIndicator = indicator == NO_INDICATOR && hasEscapedPlaceholder(dataFrom, end);
    char hex = indicator == NO_INDICATOR ? DEFAULT_INDICATOR : indicator;
    if (addIndicator) {
      fixed.append("^FH").append(hex);
    }
    fixed.append(text, start, dataFrom);
    int at = dataFrom;
    Matcher matcher = PLACEHOLDER.matcher(text).region(dataFrom, end);
    while (matcher.find()) {
      int placeholderFrom = isLiteral(matcher) ? matcher.end() : matcher.start();
      String literal = text.substring(at, placeholderFrom).replace("$${", "${");
      fixed.append(addIndicator ? escapeUnderscores(literal) : literal);
      if (!isLiteral(matcher)) {
        placeholder(matcher, hex, true, false);
      }
      at = matcher.end();
    }
    String rest = text.substring(at, end);
    fixed.append(addIndicator ? escapeUnderscores(rest) : rest);
  }

  /** The template's own underscores stay underscores in a field that gets ^FH only from us. */
  private static String escapeUnderscores(String literal) {
    return literal.replace("_", "_5F");
  }

  private boolean hasEscapedPlaceholder(int from, int to) throws TemplateException {
    Matcher matcher = PLACEHOLDER.matcher(text).region(from, to);
    while (matcher.find()) {
      if (!isLiteral(matcher) && isText(expression(matcher))) {
        return true;
      }
    }
    return false;
  }

  private void plain(int from, int to, String command) throws TemplateException {
    int at = from;
    Matcher matcher = PLACEHOLDER.matcher(text).region(from, to);
    while (matcher.find()) {
      fixed.append(text, at, matcher.start());
      boolean isQuantity =
          command.equals("PQ") && text.substring(from, matcher.start()).indexOf(',') < 0;
      placeholder(matcher, DEFAULT_INDICATOR, false, isQuantity);
      at = matcher.end();
    }
    fixed.append(text, at, to);
  }

  private void placeholder(Matcher matcher, char hex, boolean inFieldData, boolean isQuantity)
      throws TemplateException {
    if (isLiteral(matcher)) {
      fixed.append(matcher.group().substring(1));
      return;
    }
    Expression expression = expression(matcher);
    if (isText(expression) && !inFieldData) {
      throw new TemplateException(
          "Line "
              + line(matcher.start())
              + ": "
              + matcher.group()
              + " stands outside field data (^FD or"
              + " ^FV), where text cannot be made safe. Use ${"
              + expression.field()
              + "!number} for a number,"
              + " or ${"
              + expression.field()
              + "!raw} if the data may be commands.");
    }
    if (isQuantity && !expression.functions().isEmpty()) {
      throw new TemplateException(
          "Line " + line(matcher.start()) + ": the quantity in ^PQ takes no functions.");
    }
    Placeholder placeholder = new Placeholder(expression, new ZplEscape(hex), isQuantity);
    parts.add(new TemplatePart(fixed.toString(), Optional.of(placeholder)));
    fixed.setLength(0);
  }

  private static boolean isLiteral(Matcher matcher) {
    return matcher.group().startsWith("$$");
  }

  private static boolean isText(Expression expression) {
    return expression.mode() == Mode.ESCAPED || expression.mode() == Mode.REQUIRED;
  }

  private Expression expression(Matcher matcher) throws TemplateException {
    String inside = matcher.group(1);
    try {
      return Expression.parse(inside == null ? "" : inside, ZplCodes.INSTANCE);
    } catch (IllegalArgumentException e) {
      throw new TemplateException("Line " + line(matcher.start()) + ": " + e.getMessage() + ".");
    }
  }

  private int nextPrefix(int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '^' && text.charAt(at) != '~') {
      at++;
    }
    return at;
  }

  private int line(int position) {
    return 1 + (int) text.substring(0, position).chars().filter(c -> c == '\n').count();
  }
}
