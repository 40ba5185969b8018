package org.sbs.lpm.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a CSV file is written, as its first rows show: what separates the cells, and whether the
 * first line only says so, as Excel's {@code sep=;} does.
 *
 * @param separator semicolon, comma, tab or bar
 * @param named whether the first line is {@code sep=}
 */
record CsvDialect(char separator, boolean named) {
  /** In this order where two would do: a comma may be part of a number or of a text. */
  private static final String SEPARATORS = ";\t|,";

  private static final Pattern SAID = Pattern.compile("(?i)\\s*\"?sep=(.)\"?\\s*");

  private static final int MOST_ROWS = 20;
  private static final int MOST_CHARACTERS = 1 << 16;

  /** Looks at the text from its beginning. */
  static CsvDialect of(TextStream text) throws IOException {
    StringBuilder firstLine = new StringBuilder();
    List<String> rows = rows(text, firstLine);
    Matcher said = SAID.matcher(firstLine);
    if (said.matches()) {
      return new CsvDialect(said.group(1).charAt(0), true);
    }
    if (rows.isEmpty()) {
      return new CsvDialect(',', false);
    }
    char best = ',';
    int most = 0;
    for (int i = 0; i < SEPARATORS.length(); i++) {
      char separator = SEPARATORS.charAt(i);
      int score = score(rows, separator);
      if (score > most) {
        most = score;
        best = separator;
      }
    }
    return new CsvDialect(best, false);
  }

  /**
   * A separator of the header that the rows have as often counts more than one that comes often.
   */
  private static int score(List<String> rows, char separator) {
    int header = count(rows.get(0), separator);
    if (header == 0) {
      return 0;
    }
    boolean isEven = rows.stream().allMatch(row -> count(row, separator) >= header);
    return header + (isEven ? 10_000 : 0);
  }

  private static int count(String row, char separator) {
    return (int) row.chars().filter(c -> c == separator).count();
  }

  /**
   * The first rows, without what stands in quotes.
   *
   * @param firstLine gets the first line that is not blank as it is
   */
  private static List<String> rows(TextStream text, StringBuilder firstLine) throws IOException {
    List<String> rows = new ArrayList<>();
    StringBuilder row = new StringBuilder();
    boolean inQuotes = false;
    boolean cellBegins = true;
    boolean isFirst = true;
    for (int left = MOST_CHARACTERS; left > 0 && rows.size() < MOST_ROWS; left--) {
      int c = text.take();
      if (c == TextStream.END) {
        break;
      }
      isFirst &= firstLine.toString().isBlank() || (c != '\n' && c != '\r');
      if (isFirst) {
        firstLine.append((char) c);
      }
      if (c == '"' && (inQuotes || cellBegins)) {
        inQuotes = !inQuotes;
        cellBegins = !inQuotes;
      } else if (!inQuotes && (c == '\n' || c == '\r')) {
        add(rows, row);
        cellBegins = true;
      } else if (!inQuotes) {
        row.append((char) c);
        cellBegins = SEPARATORS.indexOf(c) >= 0;
      }
    }
    add(rows, row);
    return rows;
  }

  private static void add(List<String> rows, StringBuilder row) {
    if (!row.toString().isBlank()) {
      rows.add(row.toString());
    }
    row.setLength(0);
  }
}
