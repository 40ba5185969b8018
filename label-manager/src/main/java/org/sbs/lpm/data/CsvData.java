package org.sbs.lpm.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * CSV as Excel and other programs write it (RFC 4180 and what is usual beyond it). The first row
 * names the fields, unless the sentinel does. Quotes double inside quotes; a quoted cell may
 * contain line breaks; a quote inside a cell that does not begin with one is a character. Rows
 * without any value are skipped, and empty cells behind the last named column do not count.
 */
final class CsvData implements Records {
  private final TextStream text;
  private final char separator;
  private boolean skipsFirst;
  private int line = 1;
  private int column = 1;
  private int length;
  private Optional<List<String>> header;
  private final boolean isGiven;
  private final StringBuilder head = new StringBuilder();
  private String rowText = "";

  /**
   * Begins with the rows.
   *
   * @param names of the columns, where the file has no header; empty where its first row is one
   */
  CsvData(TextStream text, CsvDialect shape, List<String> names) {
    this.text = text;
    this.separator = shape.separator();
    this.skipsFirst = shape.named();
    this.header = names.isEmpty() ? Optional.empty() : Optional.of(names);
    this.isGiven = !names.isEmpty();
  }

  @Override
  public Optional<DataRow> next() throws IOException, BadDataException, IncompleteDataException {
    while (text.peek() != TextStream.END) {
      int firstLine = line;
      if (text.peek() == TextStream.MARK || text.peek() == DosEndReader.DOS_END) {
        // Another file begins that was put behind the first.
        text.take();
        continue;
      }
      List<String> cells = record();
      rowText = text.kept();
      boolean isHeader = header.isEmpty();
      boolean isEmpty = cells.stream().allMatch(cell -> Text.strip(cell).isEmpty());
      if (isEmpty || skipsFirst) {
        head.append(isEmpty ? "" : rowText);
        skipsFirst &= isEmpty;
      } else if (isHeader) {
        head.append(rowText);
        header = Optional.of(cells.stream().map(CsvData::name).toList());
      } else if (isSameAsNames(cells)) {
        head.append(isGiven ? rowText : "");
      } else {
        return Optional.of(row(cells, firstLine));
      }
    }
    return Optional.empty();
  }

  /** A line break in a name is a blank there: Excel has it in narrow columns. */
  private static String name(String cell) {
    return Text.strip(cell).replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }

  /**
   * A header all the same, though the sentinel names the columns, or once more, as where files were
   * put together, or pages. One column alone may have its name as a value.
   */
  private boolean isSameAsNames(List<String> cells) {
    List<String> names = header.orElseThrow();
    if (!isGiven && names.stream().filter(name -> !name.isEmpty()).count() < 2) {
      return false;
    }
    for (int i = 0; i < names.size(); i++) {
      if (i >= cells.size() || !name(cells.get(i)).equalsIgnoreCase(names.get(i))) {
        return false;
      }
    }
    return true;
  }

  private DataRow row(List<String> cells, int firstLine) throws BadDataException {
    List<String> names = header.orElseThrow();
    DataRow.Builder row = new DataRow.Builder(firstLine);
    for (int i = 0; i < cells.size(); i++) {
      String name = i < names.size() ? names.get(i) : "";
      if (!name.isEmpty()) {
        row.column(name, cells.get(i));
      } else if (!Text.strip(cells.get(i)).isEmpty()) {
        throw BadDataException.ofRow(
            "Line "
                + firstLine
                + ", column "
                + (i + 1)
                + " of the table: there is a value, '"
                + Text.brief(cells.get(i))
                + "', but the header names no such column. Name it, or quote cells that contain"
                + " the separator.");
      }
    }
    return row.build();
  }

  private List<String> record() throws IOException, BadDataException, IncompleteDataException {
    List<String> cells = new ArrayList<>();
    length = 0;
    while (true) {
      cells.add(asText(text.peek() == '"' ? quoted() : plain()));
      int c = take();
      if (c == TextStream.END) {
        return cells;
      }
      if (c == separator) {
        continue;
      }
      if (c == '\r' && text.peek() == '\n') {
        text.take();
      }
      line++;
      column = 1;
      return cells;
    }
  }

  /** What Excel and its exporters write to keep zeros, {@code ="0012"}, is the text 0012. */
  private static String asText(String cell) {
    boolean isFormula = cell.length() >= 3 && cell.startsWith("=\"") && cell.endsWith("\"");
    String inner = isFormula ? cell.substring(2, cell.length() - 1) : "";
    return isFormula && inner.indexOf('"') < 0 ? inner : cell;
  }

  private int take() throws IOException, BadDataException {
    int c = text.take();
    column++;
    length++;
    if (length > TextStream.MAX_ROW_CHARACTERS) {
      throw new BadDataException(
          "The row that ends after line "
              + line
              + " is longer than "
              + TextStream.MAX_ROW_CHARACTERS
              + " characters; look for a quote that is never closed.");
    }
    if (c == 0) {
      throw new BadDataException(
          "Line "
              + line
              + ", column "
              + (column - 1)
              + ": there is a zero byte, which no text has. Is this a text file?");
    }
    return c;
  }

  private String plain() throws IOException, BadDataException {
    StringBuilder cell = new StringBuilder();
    while (!endsCell(text.peek())) {
      cell.append((char) take());
    }
    return cell.toString();
  }

  private String quoted() throws IOException, BadDataException, IncompleteDataException {
    int openedLine = line;
    int openedColumn = column;
    StringBuilder cell = new StringBuilder();
    take();
    while (text.peek() != TextStream.END) {
      char c = (char) take();
      if (c == '\n' || (c == '\r' && text.peek() != '\n')) {
        line++;
        column = 1;
      }
      if (c != '"') {
        cell.append(c);
      } else if (text.peek() == '"') {
        cell.append('"');
        take();
      } else if (skipBlanks()) {
        return cell.toString();
      } else {
        throw new BadDataException(
            "Line "
                + line
                + ", column "
                + column
                + ": text follows a closing quote. Double the quotes inside a cell.");
      }
    }
    throw new IncompleteDataException(
        "The quote opened in line "
            + openedLine
            + ", column "
            + openedColumn
            + " is never closed.");
  }

  /** Blanks between a closing quote and the separator do not count. */
  private boolean skipBlanks() throws IOException, BadDataException {
    while (text.peek() == ' ' && separator != ' ') {
      take();
    }
    return endsCell(text.peek());
  }

  private boolean endsCell(int c) {
    return c == separator || c == '\n' || c == '\r' || c == TextStream.END;
  }

  @Override
  public void keepRows() {
    text.keep();
  }

  @Override
  public String head() {
    return head.toString();
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
