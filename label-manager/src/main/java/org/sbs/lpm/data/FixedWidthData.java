package org.sbs.lpm.data;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines in which each field has its columns: a line is a label. Empty lines are skipped. */
final class FixedWidthData implements Records {
  /**
   * Where a field stands.
   *
   * @param from its first character in the line, from 1
   * @param to its last one
   */
  record Column(String name, int from, int to) {
    private static final Pattern FORM =
        Pattern.compile("(.+):\\s*([0-9]{1,5})\\s*(?:-\\s*([0-9]{1,5}))?");

    /**
     * Reads {@code name:from-to}.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Column parse(String text) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "'" + text + "' must be a name and its columns, such as \"article:1-12\"");
      }
      int from = Integer.parseInt(matcher.group(2));
      int to = matcher.group(3) == null ? from : Integer.parseInt(matcher.group(3));
      if (from < 1 || to < from) {
        throw new IllegalArgumentException(
            "'" + text + "': columns are counted from 1, the first one first");
      }
      return new Column(Text.strip(matcher.group(1)), from, to);
    }
  }

  private final TextStream text;
  private final List<Column> columns;
  private int number;
  private String rowText = "";

  FixedWidthData(TextStream text, List<Column> columns) {
    this.text = text;
    this.columns = columns;
  }

  @Override
  public Optional<DataRow> next() throws IOException, BadDataException {
    while (text.peek() != TextStream.END) {
      String line = line();
      rowText = text.kept();
      if (line.isBlank()) {
        continue;
      }
      int tab = line.indexOf('\t');
      if (tab >= 0 && columns.stream().anyMatch(column -> column.to() > tab)) {
        throw BadDataException.ofRow(
            "Line "
                + number
                + ", column "
                + (tab + 1)
                + ": there is a tab, so that it is not clear which columns the fields are in. Have"
                + " it written with blanks.");
      }
      DataRow.Builder row = new DataRow.Builder(number);
      for (Column column : columns) {
        row.put(column.name(), cut(line, column), number);
      }
      return Optional.of(row.build());
    }
    return Optional.empty();
  }

  private static String cut(String line, Column column) {
    int length = line.codePointCount(0, line.length());
    if (length < column.from()) {
      return "";
    }
    int from = line.offsetByCodePoints(0, column.from() - 1);
    int to = line.offsetByCodePoints(0, Math.min(length, column.to()));
    return Text.strip(line.substring(from, to));
  }

  private String line() throws IOException, BadDataException {
    number++;
    StringBuilder line = new StringBuilder();
    for (int c = text.take(); c != TextStream.END && c != '\n'; c = text.take()) {
      if (c == '\r') {
        if (text.peek() == '\n') {
          text.take();
        }
        break;
      }
      line.append((char) c);
      if (line.length() > TextStream.MAX_ROW_CHARACTERS) {
        throw new BadDataException(
            "Line " + number + " is longer than " + TextStream.MAX_ROW_CHARACTERS + " characters.");
      }
    }
    return line.toString();
  }

  @Override
  public void keepRows() {
    text.keep();
  }

  @Override
  public String rowText() {
    return rowText;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
