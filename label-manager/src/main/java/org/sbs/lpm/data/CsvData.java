package org.sbs.lpm.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * CSV with a header (RFC 4180), separated by comma or semicolon, whichever comes more often in the
 * header. Quotes double inside quotes; a quoted cell may contain line breaks.
 */
final class CsvData implements Records {
  private final TextStream text;
  private final char separator;
  private int line = 1;
  private int length;
  private Optional<List<String>> header = Optional.empty();

  CsvData(TextStream text, char separator) {
    this.text = text;
    this.separator = separator;
  }

  @Override
  public Optional<DataRow> next() throws IOException, BadDataException, IncompleteDataException {
    while (text.peek() != TextStream.END) {
      int firstLine = line;
      List<String> cells = record();
      if (cells.size() == 1 && cells.get(0).isBlank()) {
        continue;
      }
      if (header.isEmpty()) {
        header = Optional.of(cells.stream().map(String::strip).toList());
      } else {
        return Optional.of(row(header.get(), cells, firstLine));
      }
    }
    return Optional.empty();
  }

  private static DataRow row(List<String> header, List<String> cells, int line)
      throws BadDataException {
    if (cells.size() > header.size()) {
      throw new BadDataException(
          "Line "
              + line
              + " has "
              + cells.size()
              + " cells, but the header names only "
              + header.size()
              + ". Quote cells that contain the separator.");
    }
    DataRow.Builder row = new DataRow.Builder(line);
    for (int i = 0; i < cells.size(); i++) {
      row.put(header.get(i), cells.get(i), line);
    }
    return row.build();
  }

  private List<String> record() throws IOException, BadDataException, IncompleteDataException {
    List<String> cells = new ArrayList<>();
    length = 0;
    while (true) {
      cells.add(text.peek() == '"' ? quoted() : plain());
      int c = text.take();
      if (c == TextStream.END) {
        return cells;
      }
      if (c == separator) {
        grow();
        continue;
      }
      if (c == '\r' && text.peek() == '\n') {
        text.take();
      }
      line++;
      return cells;
    }
  }

  private void grow() throws BadDataException {
    length++;
    if (length > TextStream.MAX_ROW_CHARACTERS) {
      throw new BadDataException(
          "The row that ends after line "
              + line
              + " is longer than "
              + TextStream.MAX_ROW_CHARACTERS
              + " characters; look for a quote that is never closed.");
    }
  }

  private String plain() throws IOException, BadDataException {
    StringBuilder cell = new StringBuilder();
    while (!endsCell(text.peek())) {
      cell.append((char) text.take());
      grow();
    }
    return cell.toString();
  }

  private String quoted() throws IOException, BadDataException, IncompleteDataException {
    int openedAt = line;
    StringBuilder cell = new StringBuilder();
    text.take();
    while (text.peek() != TextStream.END) {
      char c = (char) text.take();
      grow();
      if (c != '"') {
        if (c == '\n') {
          line++;
        }
        cell.append(c);
      } else if (text.peek() == '"') {
        cell.append('"');
        text.take();
      } else if (endsCell(text.peek())) {
        return cell.toString();
      } else {
        throw new BadDataException(
            "Line " + line + ": text follows a closing quote. Double the quotes inside a cell.");
      }
    }
    throw new IncompleteDataException("The quote opened in line " + openedAt + " is never closed.");
  }

  private boolean endsCell(int c) {
    return c == separator || c == '\n' || c == '\r' || c == TextStream.END;
  }

  /** Which separator comes more often in the first line, which is read for this alone. */
  static char separatorOf(TextStream text) throws IOException {
    int commas = 0;
    int semicolons = 0;
    boolean inQuotes = false;
    int left = TextStream.MAX_ROW_CHARACTERS;
    for (int c = text.take(); c != TextStream.END && left > 0; c = text.take()) {
      left--;
      if (c == '"') {
        inQuotes = !inQuotes;
      } else if (!inQuotes && (c == '\n' || c == '\r')) {
        break;
      } else if (!inQuotes && c == ',') {
        commas++;
      } else if (!inQuotes && c == ';') {
        semicolons++;
      }
    }
    return semicolons > commas ? ';' : ',';
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
